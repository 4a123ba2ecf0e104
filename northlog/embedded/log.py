"""The server's log file: kept small, and read for the reason of a failure."""

import os
from dataclasses import dataclass
from pathlib import Path

LARGEST = 10 * 1024 * 1024
READ_BACK = 256 * 1024

# Said to clients that come too early or too late, our own attempts among them: never the reason.
_PASSING = "the database system is"


@dataclass(frozen=True, slots=True)
class LogMark:
    """A place in the log: what stands after it was said since."""

    path: Path
    offset: int

    @classmethod
    def end_of(cls, path: Path) -> "LogMark":
        """The mark at the present end of the log; one grown too large is first set aside as `.1`."""
        size = path.stat().st_size if path.exists() else 0
        if size > LARGEST:
            path.replace(path.with_name(f"{path.name}.1"))
            size = 0
        return cls(path, size)

    def reason(self) -> str:
        """The last line since the mark that says FATAL or PANIC; failing that, the last line; or nothing."""
        lines = [line.strip() for line in self._since().splitlines() if line.strip()]
        for level in ("FATAL:", "PANIC:"):
            for line in reversed(lines):
                if level in line and _PASSING not in line:
                    return line[line.index(level) :]
        return lines[-1] if lines else "it gave no reason"

    def says(self, text: str) -> bool:
        """Whether `text` stands after the mark."""
        return text in self._since()

    def _since(self) -> str:
        try:
            with self.path.open("rb") as log:
                end = log.seek(0, os.SEEK_END)
                log.seek(max(self.offset, end - READ_BACK))
                return log.read().decode(errors="replace")
        except FileNotFoundError:
            return ""
