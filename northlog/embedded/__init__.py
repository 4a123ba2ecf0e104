"""An embedded PostgreSQL server: its programs come from a wheel or the system, its data lives in a folder.

>>> with EmbeddedServer(Path(".northlog"), Programs.from_wheel()) as server:  # doctest: +SKIP
...     engine = create_engine(server.url("northlog_owner"))
"""

from northlog.embedded.errors import EmbeddedError
from northlog.embedded.programs import Programs
from northlog.embedded.server import EmbeddedServer

__all__ = ["EmbeddedError", "EmbeddedServer", "Programs"]
