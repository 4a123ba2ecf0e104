"""Verifies an export of a Northlog log with nothing but Python's standard library.

    python verify_export.py EXPORT.ndjson

An export is text in UTF-8. Its first line is {"northlog": 1, "organization": ID}; every other line is an event.
Each event carries a SHA-256 hash of itself and of the hash before it, so whoever changes, drops, adds or moves an
event anywhere but at the end would have to compute all later hashes anew:

    hash(0) = SHA-256("northlog/1 " + ID)
    hash(n) = SHA-256(hash(n-1) + record(n))

record(n) is the fields below and the body, as they stand in the export, joined by line feeds; a field that is null
is empty. What this page cannot see is whether the end was cut off or written anew from some event on: for that,
compare the last hash it prints with one noted elsewhere before, such as what `northlog log verify` printed.

Exit code: 0 intact, 1 not intact (the first bad position is named), 2 the file is no export.
"""

import hashlib
import json
import sys

FIELDS = ("position", "stream", "version", "type", "recorded_at", "occurred_at", "actor", "command_id")
FIELDS += ("correlation_id", "causation_id", "body")


def fault(event, previous, count, clock, versions):
    """What is wrong with the event that follows ``count`` others; None if nothing is."""
    if event["position"] != count + 1:
        return f"it stands where position {count + 1} should"
    if event["version"] != versions.get(event["stream"], 0) + 1:
        return f"version {event['version']!r} does not follow in its stream"
    if event["recorded_at"] < clock:  # of fixed width and in UTC, so that text compares as time does
        return "it was recorded before the event that stands before it"
    record = "\n".join("" if event[field] is None else str(event[field]) for field in FIELDS)
    if hashlib.sha256(previous + record.encode()).hexdigest() != event["hash"]:
        return "its hash does not fit: it or an event before it was changed"
    return None


def verify(lines):
    """(organization, events found intact, last hash, problem or None) of an export's lines."""
    header = json.loads(next(lines))
    if header["northlog"] != 1:
        raise ValueError("made by a version this page does not know")
    organization = header["organization"]
    if not organization.isprintable():
        raise ValueError("the organization is no id")
    previous, count, clock, versions = hashlib.sha256(f"northlog/1 {organization}".encode()).digest(), 0, "", {}
    for line in lines:
        event = json.loads(line)
        problem = fault(event, previous, count, clock, versions)
        if problem:
            return organization, count, previous.hex(), f"position {event['position']!r}: {problem}"
        previous, count, clock = bytes.fromhex(event["hash"]), count + 1, event["recorded_at"]
        versions[event["stream"]] = event["version"]
    return organization, count, previous.hex(), None


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    try:
        with open(sys.argv[1], encoding="utf-8", newline="\n") as file:
            organization, count, last, problem = verify(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, StopIteration) as error:
        print(f"{sys.argv[1]} is no export of a Northlog log: {error!r}", file=sys.stderr)
        sys.exit(2)
    print(f"organization {organization}: {count} events intact, last hash {last}")
    if problem:
        print(problem, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
