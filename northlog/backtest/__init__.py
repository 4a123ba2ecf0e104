"""`northlog backtest`: policies over past cycles, as terminal tables, data and a page."""
