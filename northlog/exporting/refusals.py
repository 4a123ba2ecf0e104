"""Why an export is not begun."""


class CannotExport(Exception):
    """Nothing was written; the message is a sentence that says what to do."""
