"""The command line: one file a group of commands, loaded when it is called for; ``groups.COMMANDS`` says which.

What the commands share: ``session`` (an open Northlog and its organization), ``finding`` (names and ids),
``words`` and ``measuring`` (what is typed), ``asking`` (question by question), ``writing`` and ``tree`` (what is
shown), ``output`` (how it is printed), ``failing`` (sentences and exit codes), ``checks`` (of the doctor).
"""
