"""How fast Northlog is, side by side with what it could be compared with: ``python -m bench --help``."""
