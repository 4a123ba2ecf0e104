"""The worked example of the practice by chapters; `tests/e2e/test_worked_example.py` tells them in order."""
