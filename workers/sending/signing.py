"""Signatures as the Standard Webhooks specification has them (standardwebhooks.com, scheme v1)."""

import hmac
import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

MARK = "whsec_"


def new_secret() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


def shown(secret: bytes) -> str:
    """A secret as its receiver is given it."""
    return MARK + b64encode(secret).decode()


def headers(message_id: str, at: datetime, body: bytes, keys: Sequence[bytes]) -> dict[str, str]:
    """The headers that prove who sent a body, and when. One signature for each key: while keys are exchanged a
    receiver with either of them is served."""
    timestamp = str(int(at.timestamp()))
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = (b64encode(hmac.digest(key, signed, "sha256")).decode() for key in keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{each}" for each in signatures),
    }
