"""What a cycle tells in retrospect (differences, replay, goalposts, rescoring), and what meetings begin with."""
