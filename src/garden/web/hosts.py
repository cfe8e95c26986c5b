"""By which names this server may be called.

A page that lies in wait under a name of its own can point that name at a
reader's machine and then read what is served there ("DNS rebinding"). Such an
attack needs a name, so addresses written as numbers are always trusted, and
names only when they are this machine's, the configured site's, or listed.
"""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from garden.config import Config

ANY = "*"
"""In ``trusted_hosts``: any name, for those whose proxy already checks."""

_HOST = re.compile(r"(?:([\w.-]+)|\[([0-9A-Fa-f:.]+)\])(?::[0-9]{0,5})?")
"""A name or a number, in brackets where it has colons itself, perhaps with a port, and nothing else."""


def trusted_names(config: Config, bound: str) -> frozenset[str]:
    """Names to answer to: loopback's, the settings', and what we are bound to.

    Bound to more than loopback, as on a local network, the machine's own name
    is one, with and without ``.local``.
    """
    names = {"localhost", *config.web.trusted_hosts, bound}
    if not is_loopback(bound):
        machine = socket.gethostname()
        names |= {machine, f"{machine}.local"}
    site = urlsplit(config.site_url).hostname if config.site_url else None
    return frozenset(name.lower() for name in (*names, site) if name)


def is_trusted(host: str, names: frozenset[str]) -> bool:
    """Whether a ``Host`` header, with or without a port, is one we answer to.

    A name that begins with a dot stands for all names that end so.
    """
    name = host_name(host)
    if ANY in names or name in names or _is_number(name):
        return True
    return any(name.endswith(suffix) for suffix in names if suffix.startswith("."))


def host_name(host: str) -> str:
    """The name in a ``Host`` header: no port, no brackets, no final dot, lower case; or nothing."""
    found = _HOST.fullmatch(host)
    return (found[1] or found[2]).rstrip(".").lower() if found else ""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what is bound to ``host``."""
    return host == "localhost" or (_is_number(host) and ip_address(host).is_loopback)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
