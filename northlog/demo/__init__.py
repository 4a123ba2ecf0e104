"""The sample company: a year of a regional telecom, told from a seed and loaded as anybody's facts would be.

``story.tell`` is pure and deterministic; ``load.load`` executes it. What is told stands in the TOML files.
"""
