"""The monthly report for leadership: one page a strategic objective, and no feed of every team's moves (P2.10)."""
