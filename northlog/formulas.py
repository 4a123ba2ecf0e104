"""Texts in spreadsheets: none runs as a formula, and each is read as it was meant."""

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins so for a formula. With an apostrophe before it, it is text."""

# Character codes, since control characters would stand bare in the statement.
_TAME = """
case when left({column}, 1) in ({beginnings}) then '''' || {column} else {column} end"""


def harmless_sql(column: str) -> str:
    """An SQL expression of a column's texts as no spreadsheet takes them for formulas.

    The column is one of texts: what looks like a number in it is none.
    """
    return _TAME.format(column=column, beginnings=", ".join(f"chr({ord(each)})" for each in _BEGINNINGS))


def harmless(cell: str) -> str:
    """A cell of unknown type as no spreadsheet takes it for a formula. Numbers stay as they are."""
    if not cell.startswith(_BEGINNINGS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def meant(cell: str) -> str:
    """What was written before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_BEGINNINGS) else cell
