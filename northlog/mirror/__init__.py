"""The mirror: what some cycles show of how work really flows, as a page, Markdown or JSON (P6)."""
