"""Embedded servers: their programs come from wheels or the system, their data lives in a folder.

>>> with EmbeddedServer(Path(".northlog"), Programs.from_wheel()) as server:  # doctest: +SKIP
...     engine = create_engine(server.url("northlog_owner"))
"""

from northlog.embedded.errors import EmbeddedError
from northlog.embedded.programs import Programs
from northlog.embedded.redis_server import NoRedis, RedisServer, find_program, running_url
from northlog.embedded.server import EmbeddedServer

__all__ = ["EmbeddedError", "EmbeddedServer", "NoRedis", "Programs", "RedisServer", "find_program", "running_url"]
