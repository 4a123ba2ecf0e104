"""The settings the server is started with; they go before any file in its data folder."""

from pathlib import Path

from northlog.embedded.folder import Layout
from northlog.embedded.sockets import PORT


def start_settings(layout: Layout, socket_folder: Path, *, durable: bool) -> list[str]:
    """The settings as arguments of `postgres`."""
    settings = {
        # A Unix socket and nothing else; quoted, as the setting is a list and the path may have spaces.
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket_folder}"',
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "hba_file": str(layout.hba),
        "ident_file": str(layout.ident),
        "max_connections": "200",
        "shared_buffers": "128MB",
        # Times are UTC instants on every machine.
        "timezone": "UTC",
        "log_timezone": "UTC",
        # The log stays where errors are looked for.
        "logging_collector": "off",
        "log_destination": "stderr",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
