"""The API's documentation in the browser, without the internet: the assets come from a package."""

from importlib.resources import files

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

ASSETS = "/docs/assets"
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'"
)


def install(app: FastAPI) -> None:
    """Serve the page at ``/docs``, and lead there whoever comes to ``/``."""
    app.mount(ASSETS, StaticFiles(directory=str(files("fastapi_offline") / "static")), name="docs-assets")
    app.add_api_route("/docs", _page, include_in_schema=False, response_class=HTMLResponse)
    app.add_api_route("/", _to_page, include_in_schema=False, response_class=RedirectResponse)


def _to_page() -> RedirectResponse:
    return RedirectResponse("/docs")


def _page() -> HTMLResponse:
    made = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Northlog",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon.png",
    )
    # Swagger UI starts by a script in the page itself.
    made.headers["Content-Security-Policy"] = _POLICY
    return made
