"""The command line: one file a group of commands, loaded when it is called for; ``groups.COMMANDS`` says which.

What the commands share: ``session`` (an open Northlog and its organization), ``options`` (said before or after any
command), ``finding`` and ``finding_…`` (names and ids), ``parsing`` and ``measuring`` (what is typed), ``asking``
(question by question), ``tree``, ``by_cycle``, ``differences``, ``frame`` and ``lines`` (what is shown),
``playing`` and ``keyboard`` (a replay on the screen), ``output`` and ``files`` (how it is printed, and written),
``failing`` (sentences and exit codes), ``checks`` (of the doctor), ``retired`` (builds).
"""
