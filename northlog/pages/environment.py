"""The templates of pages: everything escaped, nothing to fetch, the same looks."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from northlog.pages.frame import NARROW, WIDE
from northlog.pages.texts import counted, day_text, many, share_text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a page may do, said in the page itself: show what it holds, and nothing else."""


def environment(package: str) -> Environment:
    """The templates of a package, with those that are common to all."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("northlog.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"counted": counted, "day": day_text, "many": many, "percent": share_text}
    shared: dict[str, object] = {"policy": POLICY, "sizes": (("wide", WIDE), ("narrow", NARROW))}
    made.globals |= shared
    return made
