"""How large a file may be. Larger ones are refused before they cost anything; the documents name these figures."""

MIB = 1024 * 1024

FILE = 100 * MIB
"""Bytes of a file, on the disk."""
ROWS = 100_000
"""Lines with something in them, the header apart."""
COLUMNS = 200
CELL = 32_767
"""Characters of one cell: as many as a spreadsheet program holds."""
EMPTY = 1_048_576
"""Lines of a sheet altogether, empty ones included: as many as a spreadsheet program holds."""
UNPACKED = 1024 * MIB
"""Bytes of an XLSX file when it is unpacked."""
STRINGS = 128 * MIB
"""Bytes of an XLSX file's table of texts when it is unpacked: it is held in memory."""
RATIO = 250
"""So many times larger an honest part of an XLSX file may become; measured of part above a mebibyte."""
