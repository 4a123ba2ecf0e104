"""Every setting, from the environment. Wrong ones are refused at start with a sentence that names them."""

import difflib
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, UrlConstraints, ValidationError
from pydantic.networks import AnyHttpUrl, AnyUrl
from pydantic_settings import BaseSettings, SettingsConfigDict

from workers.sending.guard import networks
from workers.sending.mail import Server

PREFIX = "NORTHLOG_"

PostgresUrl = Annotated[
    AnyUrl, UrlConstraints(allowed_schemes=["postgresql", "postgresql+psycopg"], host_required=False)
]


RedisUrl = Annotated[AnyUrl, UrlConstraints(allowed_schemes=["redis", "rediss", "unix"], host_required=False)]


class WrongSetting(Exception):
    """A setting that cannot be used; the message says which, why, and what to do."""


def _mail_server(url: SecretStr | None) -> SecretStr | None:
    if url is not None:
        Server.of(url.get_secret_value())
    return url


def _networks(text: str) -> str:
    networks(text)
    return text


class Settings(BaseSettings):
    """Each field is read from the environment variable of its name, in capitals, after ``NORTHLOG_``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    database_url: Annotated[
        PostgresUrl | None,
        Field(
            description="PostgreSQL as the application's role. Without it the embedded server is used.",
            repr=False,  # it holds a password
        ),
    ] = None
    owner_url: Annotated[
        PostgresUrl | None,
        Field(
            description="PostgreSQL as the owner of the tables: for migrate, token, rebuild, demo, org, doctor.",
            repr=False,  # it holds a password
        ),
    ] = None
    redis_url: Annotated[
        RedisUrl | None,
        Field(
            description="Redis, by which workers are told of work. Without it the scheduler does the work alone.",
            repr=False,  # it holds a password
        ),
    ] = None
    app_password: Annotated[
        SecretStr | None,
        Field(description="Password that `northlog migrate` gives to the application's role northlog_app."),
    ] = None
    data_dir: Annotated[Path, Field(description="Folder of the embedded server's data.")] = Path(".northlog")
    org: Annotated[
        str | None,
        Field(description="Organization the command line speaks for, by id or name, where there are several."),
    ] = None
    host: Annotated[str, Field(description="Address the HTTP API listens on.", min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(description="Port the HTTP API listens on.", ge=1, le=65535)] = 8000
    pool_size: Annotated[int, Field(description="Database connections a process may hold.", ge=2, le=200)] = 10
    smtp_url: Annotated[
        SecretStr | None,
        AfterValidator(_mail_server),
        Field(
            description="Mail server: smtp+starttls://user:password@host, smtps://…, or smtp://… (plain)."
            " Without it no mail is sent."
        ),
    ] = None
    mail_from: Annotated[str, Field(description="Address that mail comes from.", pattern=r"^[^@\s]+@[^@\s]+$")] = (
        "northlog@localhost"
    )
    allowed_networks: Annotated[
        str,
        AfterValidator(_networks),
        Field(
            description="Private networks that webhooks may reach, and by plain HTTP: 10.1.0.0/16,fd00::/8."
            " Without it the public internet alone, by HTTPS."
        ),
    ] = ""
    keep_sent_days: Annotated[
        int, Field(description="Days after which messages that arrived are forgotten.", ge=10, le=3650)
    ] = 90
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Field(description="How much the server logs; every request and piece of work from info on."),
    ] = "warning"
    log_format: Annotated[
        Literal["text", "json"] | None,
        Field(description="How it logs, one line an event on stderr. Without it text on a terminal, else JSON."),
    ] = None
    metrics_port: Annotated[
        int | None,
        Field(description="Port for Prometheus: GET /metrics. Without it there are none.", ge=1, le=65535),
    ] = None
    metrics_host: Annotated[
        str, Field(description="Address metrics are served on, to whoever can reach it.", min_length=1)
    ] = "127.0.0.1"
    otlp_endpoint: Annotated[
        AnyHttpUrl | None,
        Field(
            description="OpenTelemetry collector that traces are sent to (OTLP over HTTP), such as"
            " http://localhost:4318. Without it there are none.",
            repr=False,  # it may hold a password
        ),
    ] = None

    @property
    def embedded(self) -> bool:
        """Whether the embedded server is used: no database is named by URL."""
        return self.database_url is None and self.owner_url is None


def load(**overrides: object) -> Settings:
    """The settings of this process; ``overrides`` (from flags) win. Raises ``WrongSetting``."""
    _refuse_unknown()
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False)[0]  # the input may be a secret
        name = str(first["loc"][0])
        said = f"--{name.replace('_', '-')}" if overrides.get(name) is not None else f"{PREFIX}{name.upper()}"
        about = Settings.model_fields[name].description
        raise WrongSetting(f"{said}: {first['msg']}. {about}") from None


def _refuse_unknown() -> None:
    for name in os.environ:
        setting = name.removeprefix(PREFIX).lower()
        # Variables of the test suite share the prefix.
        if name.startswith(PREFIX) and setting not in Settings.model_fields and not setting.startswith("test_"):
            near = difflib.get_close_matches(setting, Settings.model_fields, n=1)
            hint = (
                f"did you mean {PREFIX}{near[0].upper()}?" if near else "see docs/settings.md for those there are."
            )
            raise WrongSetting(f"{name} is not a setting of Northlog; {hint}")
