"""Which addresses messages may go to: the public internet, and what the operator allows besides.

Checked are the addresses a name stands for at the moment of connecting, and the connection goes to one of those
checked: a name that is pointed elsewhere in between gains nothing.
"""

import re
import socket
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NAT64 = ip_network("64:ff9b::/96")
METADATA = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))
"""Where clouds tell their machines secrets at addresses that look public: Azure's, and Oracle's with all of its
special network. All others are link-local, private or shared."""


_HOST = re.compile(r"[a-z0-9.:_-]{1,253}")


class Forbidden(Exception):
    """An address that messages may not go to. The message says which, and what would be accepted."""


class Target(NamedTuple):
    """A URL taken apart. ``host`` in lower case, as in DNS; ``path`` with its query."""

    scheme: str
    host: str
    port: int
    path: str


def networks(text: str) -> tuple[Network, ...]:
    """Networks from their text, separated by commas: ``10.0.0.0/8, fd00::/8``. Raises ``ValueError``."""
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())


def target(url: str) -> Target:
    """A URL taken apart. Raises ``Forbidden`` for what is no plain http or https URL."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Forbidden("this is no URL") from None
    if parts.scheme not in ("https", "http") or not _HOST.fullmatch(host):
        raise Forbidden("the address must be a URL that begins with https://")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("the URL must not hold a user or a password")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise Forbidden("the URL must be plain ASCII without blanks")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


def resolved(host: str, port: int, allowed: Sequence[Network], *, tls: bool) -> list[str]:
    """The addresses a host stands for, in the order to try them.

    Raises ``Forbidden`` if any of them may not be reached, and ``OSError`` where the name leads nowhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for text in addresses:
        address = ip_address(text.partition("%")[0])
        if not _any_within(_meant(address), allowed):
            if not is_public(address):
                raise Forbidden(f"{address} is no public address; see NORTHLOG_ALLOWED_NETWORKS")
            if not tls:
                raise Forbidden("plain HTTP goes to networks of NORTHLOG_ALLOWED_NETWORKS alone; use https://")
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address is reached over the internet: none of a private, local, shared or reserved network, no
    multicast, no cloud's metadata; nor an IPv6 address that stands for such an IPv4 address."""
    meant = _meant(address)
    local = meant.is_multicast or meant.is_reserved or getattr(meant, "is_site_local", False)
    return meant.is_global and not local and not _any_within(meant, METADATA)


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for (mapped, NAT64, 6to4), or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _any_within(address: Address, allowed: Iterable[Network]) -> bool:
    return any(address in network for network in allowed)
