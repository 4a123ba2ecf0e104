"""Which addresses messages may go to: no way leads into a private network unless the operator opens one."""

from ipaddress import ip_address

import pytest

from workers.sending.guard import Forbidden, is_public, networks, resolved, target


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # metadata of most clouds
        "100.100.100.200",  # Alibaba's
        "168.63.129.16",  # Azure's
        "192.0.0.192",  # Oracle's
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",  # Amazon's over IPv6
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_what_is_not_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"]
)
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "::ffff:7f00:1", "10.0.0.1"]
)
def test_a_host_is_judged_by_what_it_stands_for_however_it_is_written(host: str) -> None:
    with pytest.raises(Forbidden, match="no public address"):
        resolved(host, 443, (), tls=True)


def test_the_operator_may_allow_a_network_and_plain_http_there_alone() -> None:
    allowed = networks("127.0.0.0/8, fd00::/8")
    assert resolved("127.0.0.1", 80, allowed, tls=False) == ["127.0.0.1"]
    assert resolved("::ffff:127.0.0.1", 80, allowed, tls=False) == ["::ffff:127.0.0.1"]
    with pytest.raises(Forbidden, match="no public address"):
        resolved("10.0.0.1", 80, allowed, tls=False)
    with pytest.raises(Forbidden, match="plain HTTP"):
        resolved("1.1.1.1", 80, allowed, tls=False)
    assert resolved("1.1.1.1", 443, allowed, tls=True) == ["1.1.1.1"]


def test_a_name_with_one_private_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(None, None, None, "", (each, 443)) for each in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(Forbidden, match=r"10\.0\.0\.1"):
        resolved("two-faced.example", 443, (), tls=True)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org",
        "//example.org/",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/\r\nX: y",
        "https://[::1",
        "https://exa$mple.org/",
        "https://[fe80::1%25eth0]/",
        "",
    ],
)
def test_what_is_no_plain_url_is_refused(url: str) -> None:
    with pytest.raises(Forbidden):
        target(url)


def test_a_url_is_taken_apart() -> None:
    assert target("https://Hooks.Example.org/services/T0/B0?x=1#y") == (
        "https",
        "hooks.example.org",
        443,
        "/services/T0/B0?x=1",
    )
    assert target("http://[::1]:8080") == ("http", "::1", 8080, "/")
