"""A forge's word of a push: asked of whoever has the secret, answered at once, harmless when repeated."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from garden.core import Garden
from garden.core.tending import Tending
from garden.errors import ConfigError
from garden.testing import Files
from garden.web import create_app, hook

MakeGarden = Callable[[Files], Garden]
SECRET = "correct-horse-battery-staple"
BODY = json.dumps({"ref": "refs/heads/main"}).encode()


class Asked(Tending):
    """Counts how often a sync was asked for; nothing runs."""

    times = 0

    def sync(self) -> None:
        self.times += 1


@pytest.fixture
def asked(garden_of: MakeGarden) -> Asked:
    return Asked(garden_of({"notes/kettle.md": "# Kettle"}))


@pytest.fixture
def site(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv(hook.VARIABLE, f"{SECRET}\n")
    return site_of(asked)


def site_of(asked: Asked) -> FlaskClient:
    return create_app(asked._garden, tending=asked).test_client()


def digest(body: bytes = BODY, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


FORGES = {
    "GitHub": {"X-Hub-Signature-256": f"sha256={digest()}", "X-GitHub-Delivery": "1"},
    "Gitea": {"X-Gitea-Signature": digest(), "X-Gitea-Delivery": "1"},
    "Forgejo": {"X-Forgejo-Signature": digest(), "X-Forgejo-Delivery": "1"},
    "GitLab": {"X-Gitlab-Token": SECRET, "X-Gitlab-Event-UUID": "1"},
    "a shell": {"X-Gitlab-Token": SECRET},
}


def post(site: FlaskClient, headers: dict[str, str], body: bytes = BODY) -> Any:
    return site.post(hook.PATH, data=body, headers=headers, content_type="application/json")


@pytest.mark.parametrize("forge", FORGES)
def test_whoever_has_the_secret_may_ask(site: FlaskClient, asked: Asked, forge: str) -> None:
    answer = post(site, FORGES[forge])
    assert (answer.status_code, answer.json) == (202, {"status": "asked"})
    assert asked.times == 1


WRONG: dict[str, dict[str, str]] = {
    "none": {},
    "of another body": {"X-Hub-Signature-256": f"sha256={digest(b'other')}"},
    "of another secret": {"X-Hub-Signature-256": f"sha256={digest(secret='another-secret-as-long')}"},
    "without its beginning": {"X-Hub-Signature-256": digest()},
    "of the old kind": {"X-Hub-Signature": f"sha1={hmac.new(SECRET.encode(), BODY, 'sha1').hexdigest()}"},
    "empty": {"X-Gitea-Signature": "", "X-Gitlab-Token": ""},
    "a part": {"X-Gitea-Signature": digest()[:-1]},
    "in capitals": {"X-Gitea-Signature": digest().upper()},
    "no text": {"X-Gitlab-Token": "\xff\xfe"},
    "nearly": {"X-Gitlab-Token": f"{SECRET} x"},
}


@pytest.mark.parametrize("signature", WRONG)
def test_no_one_else_may(site: FlaskClient, asked: Asked, signature: str) -> None:
    answer = post(site, WRONG[signature])
    assert answer.status_code == 403
    assert answer.json is not None
    assert "signature" not in answer.text
    assert SECRET not in answer.text
    assert asked.times == 0


def test_what_is_sent_again_asks_once(site: FlaskClient, asked: Asked) -> None:
    for number in ("1", "1", "2", "1"):
        assert post(site, {**FORGES["GitHub"], "X-GitHub-Delivery": number}).status_code == 202
    assert asked.times == 2


def test_what_has_no_name_asks_each_time(site: FlaskClient, asked: Asked) -> None:
    for _ in range(3):
        post(site, FORGES["a shell"])
    assert asked.times == 3


def test_only_so_many_deliveries_are_remembered(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "KEPT", 3)
    asker = hook.Hook(SECRET.encode(), asked)
    for number in range(10):
        asker.ask(str(number))
    assert list(asker._seen) == ["7", "8", "9"]
    asker.ask("9")
    assert asked.times == 10


def test_a_wrong_delivery_is_not_remembered(site: FlaskClient, asked: Asked) -> None:
    post(site, {"X-GitHub-Delivery": "1"})
    post(site, FORGES["GitHub"])
    assert asked.times == 1


def test_a_large_body_is_taken_and_a_larger_one_is_not(site: FlaskClient, asked: Asked) -> None:
    body = b" " * hook.MAX_BODY
    assert post(site, {"X-Gitea-Signature": digest(body)}, body).status_code == 202
    body = b" " * (10 * hook.MAX_BODY)
    assert post(site, {"X-Gitea-Signature": digest(body)}, body).status_code == 413
    assert asked.times == 1


@pytest.mark.parametrize("body", [b"", b"\xff\x00", b"[" * 100_000, b'{"a":' * 10_000])
def test_whatever_is_said_is_not_read(site: FlaskClient, body: bytes) -> None:
    assert post(site, {"X-Gitea-Signature": digest(body)}, body).status_code == 202


def test_it_is_for_telling_only(site: FlaskClient) -> None:
    answer = site.get(hook.PATH)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert site.put(hook.PATH).status_code == 405


def test_without_a_secret_there_is_no_such_page(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(hook.VARIABLE, raising=False)
    site = site_of(asked)
    assert post(site, {"X-Gitea-Signature": digest(secret="")}).status_code == 404
    assert site.get(hook.PATH).status_code == 404
    assert asked.times == 0


def test_a_site_that_no_one_keeps_up_to_date_has_none(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(hook.VARIABLE, SECRET)
    site = create_app(asked._garden).test_client()
    assert post(site, FORGES["GitHub"]).status_code == 404


# --- the secret -------------------------------------------------------------------------


def secret_of(garden_of: MakeGarden, path: str) -> bytes | None:
    toml = f"[sync]\nsecret_file = '{path}'\n"
    return hook.hook_secret(garden_of({"garden.toml": toml, "notes/a.md": "# A"}).config)


def test_a_file_may_hold_it(garden_of: MakeGarden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    assert secret_of(garden_of, str(tmp_path / "secret")) == SECRET.encode()
    assert secret_of(garden_of, "../secret") == SECRET.encode()
    monkeypatch.setenv(hook.VARIABLE, "another-secret-as-long")
    assert secret_of(garden_of, "../secret") == b"another-secret-as-long"


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("../none", "", "cannot be read"),
        ("../secret", " \n", "is empty"),
        ("../secret", "short", "short enough to be guessed"),
        ("../secret", "\udcff" * 20, "cannot be read"),
        ("notes/secret", SECRET, "leads among the notes"),
    ],
)
def test_one_that_cannot_be_used_is_told(
    garden_of: MakeGarden, tmp_path: Path, path: str, content: str, told: str
) -> None:
    if path != "../none":
        target = tmp_path / "garden" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, errors="surrogateescape")
    with pytest.raises(ConfigError, match=told) as error:
        secret_of(garden_of, path)
    assert SECRET not in str(error.value)
