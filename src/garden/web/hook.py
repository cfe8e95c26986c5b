"""Where a forge says that something was pushed: ``/-/hook``.

It only asks for a sync, whoever asks, whatever is said; what was pushed is not even read.
So an answer can come at once, and a request that is sent again does no harm.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from garden.config import Config
from garden.core.tending import Tending
from garden.errors import ConfigError
from garden.web.signatures import is_signed

EXTENSION = "garden_hook"
PATH = "/-/hook"
MAX_BODY = 1024 * 1024
"""Bytes; what a forge says of a push of hundreds of commits. It is only signed, and never parsed."""
VARIABLE = "GARDEN_HOOK_SECRET"
SHORTEST = 16
"""Characters of a secret: fewer can be guessed."""
KEPT = 512
"""Deliveries that are remembered."""
_DELIVERIES = ("X-GitHub-Delivery", "X-Forgejo-Delivery", "X-Gitea-Delivery", "X-Gitlab-Event-UUID")
_LONGEST = 128

pages = Blueprint("garden_hook", __name__)


class Hook:
    """Asks for a sync, once for each delivery."""

    def __init__(self, secret: bytes, tending: Tending) -> None:
        self.secret = secret
        self._tending = tending
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, delivery: str) -> None:
        """Asks for a sync, unless this delivery has; one without a name always does."""
        with self._lock:
            if delivery and delivery in self._seen:
                return
            self._seen[delivery] = None
            while len(self._seen) > KEPT:
                self._seen.popitem(last=False)
        self._tending.sync()


def hook_secret(config: Config) -> bytes | None:
    """The secret that those who may ask for a sync share; None where there is no such thing.

    Raises ConfigError for one that cannot be used.
    """
    said, where = os.environ.get(VARIABLE, ""), VARIABLE
    if not said and config.sync.secret_file:
        said, where = _read(config), "sync.secret_file"
    secret = said.strip()
    if secret and len(secret) < SHORTEST:
        raise ConfigError(
            f"{where}: the secret is short enough to be guessed. Make one: openssl rand -hex 32"
        )
    return secret.encode("utf-8", "surrogateescape") or None


def _read(config: Config) -> str:
    path = config.root / Path(config.sync.secret_file).expanduser()
    try:
        if path.resolve().is_relative_to(config.notes_folder):
            raise ConfigError(
                f"garden.toml: 'sync.secret_file' leads among the notes, where readers find it: '{path}'. "
                "Choose a place outside."
            )
        said = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise ConfigError(f"garden.toml: 'sync.secret_file' cannot be read: {error}.") from None
    if not said.strip():
        raise ConfigError(f"garden.toml: 'sync.secret_file' is empty: '{path}'.")
    return said


def set_up_hook(app: Flask, config: Config, tending: Tending) -> None:
    """Gives the app the address, where there is a secret; else there is no such page."""
    if (secret := hook_secret(config)) is not None:
        app.extensions[EXTENSION] = Hook(secret, tending)
        app.register_blueprint(pages)


@pages.post(PATH)
def ask() -> tuple[Response, int]:
    """Something was pushed. 202 whatever comes of it; 403, and no more, without the right signature."""
    hook: Hook = current_app.extensions[EXTENSION]
    if not is_signed(request.headers, request.get_data(cache=False), hook.secret):
        return jsonify(error=403, title="Not signed", message="The secret is not that of this garden."), 403
    found = (request.headers.get(name, "") for name in _DELIVERIES)
    hook.ask(next(filter(None, found), "")[:_LONGEST])
    return jsonify(status="asked"), 202
