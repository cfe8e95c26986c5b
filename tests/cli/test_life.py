"""The life of a garden, with a real bare repository for its forge.

A note is begun, refused, mended, pushed and read; somebody else goes on with it; it is
taken back, and its words are nowhere. The site follows by the forge's word alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from garden.core.tending import Tending
from garden.testing import open_garden, run
from garden.web import create_app, hook

Forge = Any
AT_MOST = 60.0
"""Seconds to wait for what must come, so that a failure ends."""
SECRET = "correct-horse-battery-staple"
WORD = "rhubarbly"


class Site:
    """The served garden, as a browser and a forge meet it."""

    def __init__(self, browser: FlaskClient, tending: Tending) -> None:
        self._browser = browser
        self._tending = tending

    def told_of_a_push(self) -> None:
        """The forge says so, and what was pushed is there a little later."""
        body = json.dumps({"ref": "refs/heads/main"}).encode()
        signature = f"sha256={hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}"
        before = self._tending.last_sync
        answer = self._browser.post(hook.PATH, data=body, headers={"X-Hub-Signature-256": signature})
        assert answer.status_code == 202
        assert self._tending.wait_until(lambda: self._tending.last_sync is not before, AT_MOST)
        assert self._tending.last_sync is not None
        assert self._tending.last_sync.state == "done"

    def page(self, address: str, status: int = 200) -> str:
        answer = self._browser.get(address)
        assert answer.status_code == status, address
        return answer.text


@pytest.fixture
def site(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv(hook.VARIABLE, SECRET)
    with open_garden(forge.here) as garden:
        garden.reindex()
        with Tending(garden) as tending:
            yield Site(create_app(garden, tending=tending).test_client(), tending)


def push(forge: Forge, folder: Path, message: str, *, name: str) -> None:
    """Somebody commits what they did, and pushes it."""
    forge.git(folder, "add", "--all")
    who = ("-c", f"user.name={name}", "-c", f"user.email={name.lower()}@example.org")
    forge.git(folder, *who, "commit", "-qm", message)
    forge.git(folder, "push", "-q", "origin", "main")


def test_a_note_is_written_shared_tended_and_taken_back(forge: Forge, site: Site) -> None:
    # Ada begins a note, and is told what is wrong with it before it lands.
    ada = forge.other
    forge.git(ada, "config", "user.name", "Ada Obi")
    begun = json.loads(run(["new", "note", "Pie", "in", "May", "--json"], ada).stdout)
    note = ada / "notes" / begun["path"]
    address = f"/notes/{begun['path'].removesuffix('.md')}"
    whole = note.read_text("utf-8")
    assert "Ada Obi" in whole
    note.write_text(whole.replace("title:", "title: [", 1))
    refused = run(["check"], ada)
    assert refused.exit_code == 1
    assert begun["path"] in refused.stdout
    note.write_text(f"{whole}\nWe sang {WORD} over [[kettle]].\n")
    assert run(["check"], ada).exit_code == 0

    # She pushes it, and the forge tells the site.
    push(forge, ada, "Tell of a pie", name="Ada")
    site.page(address, 404)
    site.told_of_a_push()
    assert WORD in site.page(address)
    assert WORD in site.page("/feeds/all.atom")
    assert WORD in site.page("/notes/kettle")
    assert json.loads(site.page(f"/search.json?q={WORD}"))["total"] == 1

    # Bea goes on with it, and both are named.
    bea = forge.here.with_name("bea")
    forge.git(forge.here.parent, "clone", "-q", str(forge.bare), str(bea))
    theirs = bea / "notes" / begun["path"]
    theirs.write_text(f"{theirs.read_text('utf-8')}\nAnd there was cream.\n")
    push(forge, bea, "Remember the cream", name="Bea")
    site.told_of_a_push()
    page = site.page(address)
    assert "And there was cream." in page
    assert "Ada" in page
    assert "Bea" in page

    # Whose words they are wants them back.
    forge.git(ada, "pull", "-q", "--ff-only")
    assert run(["withdraw", begun["path"].removesuffix(".md"), "--yes"], ada).exit_code == 0
    push(forge, ada, "Let it rest", name="Ada")
    site.told_of_a_push()
    assert WORD not in site.page(address, 410)
    assert json.loads(site.page(f"/search.json?q={WORD}"))["total"] == 0
    for other in (
        "/",
        f"/search?q=cream+{WORD[:4]}",
        "/notes/kettle",
        "/lately",
        "/feeds/all.atom",
    ):
        assert WORD not in site.page(other), other
    assert WORD not in "".join(path.read_text("utf-8") for path in (forge.here / "notes").rglob("*.md"))
