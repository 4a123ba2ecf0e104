"""The command line: one file a group of commands, loaded when it is called for; ``groups.COMMANDS`` says which.

What the commands share: ``session`` (an open Northlog and its organization), ``finding`` and
``finding_retrospectives`` (names and ids), ``parsing`` and ``measuring`` (what is typed), ``asking`` (question by
question), ``by_cycle``, ``tree``, ``differences``, ``frame`` and ``lines`` (what is shown), ``playing`` and
``keyboard`` (a replay on the screen), ``output`` (how it is printed), ``failing`` (sentences and exit codes),
``checks`` (of the doctor).
"""
