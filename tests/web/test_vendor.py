"""Scripts of others are what was bundled, under licences that allow it, from packages named with hashes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from garden.web.assets import VENDOR, Assets

SOURCES = Path(__file__).parents[2] / "assets"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
ALLOWED = {"MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause"}


@pytest.mark.parametrize("bundle", MANIFEST["bundles"], ids=lambda bundle: bundle["file"])
def test_a_bundle_is_the_one_that_was_made(bundle: dict[str, str]) -> None:
    made = (VENDOR / bundle["file"]).read_bytes()
    assert hashlib.sha256(made).hexdigest() == bundle["sha256"], "run: make vendor"


@pytest.mark.parametrize("bundle", MANIFEST["bundles"], ids=lambda bundle: bundle["file"])
def test_what_is_in_it_may_be_passed_on_and_says_so(bundle: dict[str, list[dict[str, str]]]) -> None:
    licences = (VENDOR / f"{str(bundle['file']).removesuffix('.js')}.LICENSES.txt").read_text("utf-8")
    assert bundle["packages"]
    for package in bundle["packages"]:
        assert package["licence"] in ALLOWED, package
        assert f"{package['name']} {package['version']}\n" in licences
    assert licences.count("Copyright") >= len(bundle["packages"])


@pytest.mark.parametrize("bundle", MANIFEST["bundles"], ids=lambda bundle: bundle["file"])
def test_it_asks_no_one_and_makes_no_code(bundle: dict[str, str]) -> None:
    made = (VENDOR / bundle["file"]).read_text("utf-8")
    assert not re.search(r"https?:|[^.\w]eval\(|new Function|sourceMappingURL|\.innerHTML", made)


def test_nothing_else_is_there() -> None:
    files = {bundle["file"] for bundle in MANIFEST["bundles"]}
    licences = {f"{name.removesuffix('.js')}.LICENSES.txt" for name in files}
    assert {path.name for path in VENDOR.iterdir()} == files | licences | {"manifest.json"}


def test_the_lock_has_the_versions_with_hashes_and_names_no_place() -> None:
    text = (SOURCES / "package-lock.json").read_text("utf-8")
    locked = json.loads(text)["packages"]
    assert "://" not in re.sub(r'"url": "https://[^"]*"', "", text), "only where packages ask for money"
    assert "omit-lockfile-registry-resolved=true" in (SOURCES / ".npmrc").read_text("utf-8")
    for package in (package for bundle in MANIFEST["bundles"] for package in bundle["packages"]):
        assert locked[f"node_modules/{package['name']}"]["version"] == package["version"], "run: make vendor"
    for name, package in locked.items():
        assert name == "" or package["integrity"].startswith("sha512-")


def test_pages_can_name_them_with_their_digest() -> None:
    assets = Assets.load()
    for bundle in MANIFEST["bundles"]:
        assert assets.url(bundle["file"]).endswith(f"?v={bundle['sha256'][:12]}")
        assert assets.files[bundle["file"]].integrity.startswith("sha256-")
