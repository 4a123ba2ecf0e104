"""The HTTP API: commands and queries under ``/v1``, health beside them."""
