"""docs/settings.md, from the settings' declarations."""

from typing import Any

from northlog.reference.words import in_words
from northlog.settings import PREFIX, Settings

_HEAD = """# Settings

<!-- Written by `python -m northlog.reference`; do not edit. -->

Every setting is an environment variable. Northlog refuses to start with a wrong value, and with a variable that
begins with `NORTHLOG_` and is none of these, in one sentence that names it; a secret's value is never shown. Names
that begin with `NORTHLOG_TEST_` belong to the test suite.

| Variable | Takes | Without it | Meaning |
| --- | --- | --- | --- |
"""

_FOOT = """
A URL is `postgresql://user:password@host:port/database`. Characters of a password that mean something in a URL
(`@ : / ? # %` and the like) must be percent-encoded; letters, digits, `-` and `_` never need to be.
"""


def settings_page() -> str:
    """The page's whole text, in Markdown."""
    properties = Settings.model_json_schema()["properties"]
    return _HEAD + "".join(_row(name, properties[name]) for name in Settings.model_fields) + _FOOT


def _row(name: str, schema: dict[str, Any]) -> str:
    # The secret's format says only how it is printed.
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    takes = " or ".join(in_words(option) for option in options)
    default = schema.get("default")
    without = "—" if default is None else f"`{default}`"
    return f"| `{PREFIX}{name.upper()}` | {takes} | {without} | {schema['description']} |\n"
