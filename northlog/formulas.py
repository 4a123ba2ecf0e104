"""Texts in spreadsheets: none runs as a formula, and each is read as it was meant.

A spreadsheet takes a text for a formula by its beginning; with an apostrophe before it, it is text. Where lists
are separated by semicolons, as in most of Europe, a program that opens our CSV splits at semicolons and line
breaks, and heeds no quotes that began after a comma; others split at tabs. So no formula may begin behind those
either. The price is an apostrophe that readers see, such as before the dashes of a list over several lines.
"""

import re

_BEGINNING, _RUNS = r"(?<![^;\t\r\n])", r"(?='*\"*[=+@\t\r-])"
"""Where a cell may begin, and what then might run: quotes before it go where a program undoes quoting. Python and
PostgreSQL read both alike."""

_TAME = "regexp_replace({column}, '{pattern}', '''', 'g')"


def harmless_sql(column: str) -> str:
    """An SQL expression of a column's texts as no spreadsheet takes them for formulas.

    The column is one of texts: what looks like a number in it is none.
    """
    return _TAME.format(column=column, pattern=(_BEGINNING + _RUNS).replace("'", "''"))


def harmless(cell: str) -> str:
    """A cell of unknown type as no spreadsheet takes it for a formula. Numbers stay as they are."""
    try:
        float(cell)
    except ValueError:
        return re.sub(_BEGINNING + _RUNS, "'", cell)
    return cell


def meant(cell: str) -> str:
    """What was written before it was made harmless."""
    return re.sub(f"{_BEGINNING}'{_RUNS}", "", cell)
