"""How operators see what goes on: one line of log an event, metrics by scraping, traces if they want them.

Only this package knows the libraries for it; the rest of the house tells ``events.watching.Watch``.
"""
