"""The retrospective pack: one self-contained file to hold a retrospective over."""
