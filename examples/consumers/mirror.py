"""Mirrors an organization's events into SQLite, in order and each once; as a witness it computes each hash anew.

    python mirror.py http://127.0.0.1:8000 TOKEN mirror.sqlite

It needs Python alone. Stop it, kill it, cut its wires: it goes on after the last event that SQLite holds.
"""

import base64
import hashlib
import http.client
import json
import sqlite3
import sys
import time
import urllib.error
import urllib.request

COVERED = ("position", "subject", "streamversion", "type", "recordedtime", "time", "actor", "commandid")
COVERED += ("correlationid", "causationid")


def fetched(url, token, after):
    """The next events, waited for up to half a minute; none where the server is away, which is asked again."""
    asked = f"{url}/v1/feed?as=stored&limit=1000&wait=30s&after={after}"
    try:
        request = urllib.request.Request(asked, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError) and error.code < 500:
            sys.exit(f"{asked}: {error.code} {error.read().decode()}")
        time.sleep(0.2)
        return []


def hashed(event, previous):
    """The hash of an event that follows another: over that one's hash, and all that the chain covers."""
    said = [str(event.get(name, "")) for name in COVERED] + [base64.b64decode(event["data_base64"]).decode()]
    return hashlib.sha256(bytes.fromhex(previous) + "\n".join(said).encode()).hexdigest()


def main(url, token, file):
    mirror = sqlite3.connect(file)
    mirror.execute("create table if not exists events (position integer primary key, hash text, event text)")
    position, last = mirror.execute("select max(position), hash from events").fetchone()
    while True:
        with mirror:  # one transaction: the events are the cursor
            for event in fetched(url, token, position or 0):
                genesis = "northlog/1 " + event["source"].removeprefix("urn:uuid:")
                last = hashed(event, last or hashlib.sha256(genesis.encode()).hexdigest())
                position = int(event["position"])
                if last != event["hash"]:
                    sys.exit(f"position {position}: the log is not the one that was mirrored before")
                mirror.execute("insert into events values (?, ?, ?)", (position, last, json.dumps(event)))


if __name__ == "__main__":
    main(*sys.argv[1:])
