"""The log: append, read, follow, upcast, verify. It knows PostgreSQL and, of OKRs, only their event types."""
