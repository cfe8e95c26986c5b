"""Whether a request comes from whom the secret was given to: GitHub, GitLab, Gitea, Forgejo.

All but GitLab send an HMAC of the body (SHA-256, in hexadecimal), GitLab the secret itself.
How long a comparison takes tells nothing of how much was right.
"""

from __future__ import annotations

import hmac
from typing import Protocol

_TOKEN = "X-Gitlab-Token"
_SIGNATURES = {"X-Hub-Signature-256": "sha256=", "X-Forgejo-Signature": "", "X-Gitea-Signature": ""}
"""Headers, and what stands before the digits."""


class Headers(Protocol):
    """Of a request."""

    def get(self, name: str, default: str, /) -> str:
        """What one says."""


def is_signed(headers: Headers, body: bytes, secret: bytes) -> bool:
    """Whether one of the headers says so."""
    digits = hmac.new(secret, body, "sha256").hexdigest()
    right = [_same(headers.get(name, ""), f"{start}{digits}".encode()) for name, start in _SIGNATURES.items()]
    return any([*right, _same(headers.get(_TOKEN, ""), secret)])


def _same(given: str, right: bytes) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), right)
