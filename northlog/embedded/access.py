"""Who may connect: the user who owns the folder, known to the kernel; no passwords, and nobody else."""

import os

from northlog.embedded.folder import Layout, user_name

OWNER = "northlog_owner"
APP = "northlog_app"

HBA = "# Written by Northlog at every start.\nlocal all all peer map=northlog\n"


def write_access(layout: Layout) -> None:
    """Write pg_hba.conf and pg_ident.conf; raises OSError."""
    # Beside PostgreSQL's own folder: that one may belong to another account, and root must not write there.
    me = user_name(os.geteuid()).replace('"', '""')
    ident = "".join(f'northlog "{me}" {role}\n' for role in (OWNER, APP))
    for path, text in ((layout.hba, HBA), (layout.ident, f"# Written by Northlog at every start.\n{ident}")):
        path.write_text(text)
        path.chmod(0o644)  # no secrets in them, and the server's account has to read them
