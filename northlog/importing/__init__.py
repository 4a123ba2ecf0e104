"""Importing OKRs from spreadsheets: files to lines, lines to rows, rows to commands of the domain.

Nothing here knows a rule of OKRs: what a command is refused for, the domain says.
"""
