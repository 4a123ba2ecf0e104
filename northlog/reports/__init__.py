"""What a cycle tells in retrospect: its differences, its replay, its moved goalposts, another scoring."""
