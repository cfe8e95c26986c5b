"""Pages of a note's history: what versions changed, who wrote which paragraph, and what is not shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from garden.testing import client
from tests.history.conftest import OpenedAt, Repository

LATER = "2026-06-02T09:00:00+02:00"
TEXT = "The first paragraph stays.\n\nThe cat sat on the mat.\n\nThe last one stays too.\n"


def plain(page: str) -> str:
    """The words of a page's main part."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", main).split())


def get(folder: Path, opened: OpenedAt, address: str, status: int = 200) -> str:
    answer = client(opened(folder)).get(address)
    assert answer.status_code == status
    if status == 200 and "/history" in address:
        assert answer.headers["X-Robots-Tag"] == "noindex"
    return answer.text


def test_a_note_says_who_tended_it(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": TEXT})
    repository.commit({"a.md": f"{TEXT}\nMore.\n"}, who="Bo", at=LATER)
    page = get(repository.folder, opened, "/notes/a")
    assert "First written 3 March 2025 by Ada; last tended 2 June 2026 by Bo." in plain(page)
    assert 'href="/notes/a/history"' in page


def test_many_others_are_counted(repository: Repository, opened: OpenedAt) -> None:
    for number, who in enumerate(["Ada", "Cy", "Di", "Ed", "Fi", "Bo"]):
        repository.commit({"a.md": f"{TEXT}{number}\n"}, who=who, at=LATER)
    assert "by Bo, with 4 others" in plain(get(repository.folder, opened, "/notes/a"))


def test_versions_show_what_changed_word_by_word(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": TEXT})
    repository.commit({"a.md": TEXT.replace("sat", "lay")}, who="Bo", at=LATER)
    page = get(repository.folder, opened, "/notes/a/history")
    assert (
        "2 June 2026 · Bo 1 paragraph as before The cat [taken out: sat] [put in: lay] on the mat."
        in plain(page)
    )
    assert "<del>" in page
    assert "The note begins." in page


def test_words_of_versions_are_text(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "<script>alert(1)</script> [x](javascript:alert(1))\n"})
    page = get(repository.folder, opened, "/notes/a/history")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page


def test_who_wrote_which_paragraph(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": TEXT})
    repository.commit({"a.md": TEXT.replace("sat", "lay")}, who="Bo", at=LATER)
    (repository.folder / "a.md").write_text(f"{TEXT.replace('sat', 'lay')}\nNot yet committed.\n")
    page = plain(get(repository.folder, opened, "/notes/a/history/paragraphs"))
    assert "2 June 2026 · Bo The cat lay on the mat." in page
    assert "3 March 2025 · Ada The last one stays too." in page
    assert "Not known, or not in git yet Not yet committed." in page


HIDDEN = [
    "draft: true",
    "visibility: hidden",
    "consent: {scope: [print]}",
    "consent: {scope: [public], until: 2020-01-01}",
    "publish: false",
    "visibility: friends",
]


@pytest.mark.parametrize("line", HIDDEN)
def test_versions_that_were_not_for_readers_are_not_shown(
    repository: Repository, opened: OpenedAt, line: str
) -> None:
    repository.commit({"a.md": "Open words at first.\n"})
    repository.commit({"a.md": f"---\n{line}\n---\nThe zebra secret.\n"}, who="Bo")
    repository.commit({"a.md": "Open words again.\n"}, who="Cy", at=LATER)
    page = get(repository.folder, opened, "/notes/a/history")
    assert "zebra" not in page
    assert page.count("This version is not shown") == 1
    assert "Open words at first." in plain(page)
    assert "Open words again." in plain(page)
    assert "zebra" not in get(repository.folder, opened, "/notes/a/history/paragraphs")


@pytest.mark.parametrize("line", ["withdrawn: 2026-01-01", "consent: {from: Ama, revoked: 2026-01-01}"])
def test_nothing_from_before_a_note_was_taken_back_is_shown(
    repository: Repository, opened: OpenedAt, line: str
) -> None:
    repository.commit({"a.md": "The zebra story.\n"})
    repository.commit({"a.md": f"---\n{line}\n---\n"}, who="Bo")
    repository.commit({"a.md": "A new story.\n"}, who="Cy", at=LATER)
    page = get(repository.folder, opened, "/notes/a/history")
    assert "zebra" not in page
    assert page.count("This version is not shown") == 2
    assert "A new story." in page


def test_what_is_taken_back_has_no_history(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "The zebra story.\n", "b.md": "---\ndraft: true\n---\nzebra\n", "c.md": "c\n"})
    repository.commit({"a.md": "---\nwithdrawn: 2026-01-01\n---\n"}, who="Bo", at=LATER)
    garden = opened(repository.folder)
    site = client(garden)
    for ending in ("/history", "/history/paragraphs"):
        assert site.get(f"/notes/a{ending}").status_code == 410
        assert site.get(f"/notes/b{ending}").status_code == 404
        assert site.get(f"/notes/none{ending}").status_code == 404
    assert "Bo" not in site.get("/people/").text


def test_a_content_note_stands_before_the_history(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "---\ncontent_note: a death\n---\nThe zebra died.\n"})
    repository.commit({"a.md": "A note of joy.\n"}, at=LATER)
    page = get(repository.folder, opened, "/notes/a/history")
    gate = page.partition("Before you read: a death")
    assert gate[1]
    assert "zebra" in gate[2]
    assert "zebra" not in gate[0]


def test_versions_come_in_pages(repository: Repository, opened: OpenedAt) -> None:
    for number in range(12):
        repository.commit({"a.md": f"Version number {number} of it.\n"})
    garden = opened(repository.folder)
    site = client(garden)
    first, second = site.get("/notes/a/history").text, site.get("/notes/a/history?page=2").text
    assert "[put in: 11]" in plain(first)
    assert "[put in: 2]" in plain(first)
    assert "[put in: 1]" in plain(second)
    assert "The note begins." in second
    assert site.get("/notes/a/history?page=2").text == second
    assert site.get("/notes/a/history?page=99&page=x").status_code == 200


def test_a_note_of_the_same_name_comes_first(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "a\n", "a/history.md": "# Its own history\n\nNo versions here.\n"})
    site = client(opened(repository.folder))
    assert "No versions here." in site.get("/notes/a/history").text
    assert "The note begins." in site.get("/notes/a/history/history").text


def test_without_git_there_is_no_history(tmp_path: Path, opened: OpenedAt) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.md").write_text("a")
    get(tmp_path / "plain", opened, "/notes/a/history", 404)
    assert "/notes/a/history" not in get(tmp_path / "plain", opened, "/notes/a")


def test_git_that_fails_is_told(
    repository: Repository, opened: OpenedAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": TEXT})
    garden = opened(repository.folder)
    monkeypatch.setenv("PATH", "")
    for ending in ("/history", "/history/paragraphs"):
        assert "Git could not be asked" in client(garden).get(f"/notes/a{ending}").text


def test_people_who_tended_are_kept_apart_from_authors(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "---\nauthors: [Ada, {teller: Ama}]\n---\nx\n", "b.md": "b\n"})
    repository.commit({"a.md": "---\nauthors: [Ada, {teller: Ama}]\n---\ny\n"}, who="Bo", at=LATER)
    site = client(opened(repository.folder))
    assert "Tended by Bo" in plain(site.get("/people/Bo").text)
    ada = plain(site.get("/people/Ada").text)
    assert "By Ada 1" in ada
    assert "Tended by Ada 1" in ada  # the other note
    assert "tended" not in plain(site.get("/people/Ama").text).lower()
    data = site.get("/notes/a.json").json
    assert data is not None
    assert (data["created"], data["changed"], data["contributors"]) == (
        "2025-03-03",
        "2026-06-02",
        ["Ada", "Bo"],
    )


def test_lately_goes_by_git_where_it_can(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "---\ndate: 2026-05-01\n---\nx\n", "b.md": "---\ndate: 2020-01-01\n---\nb\n"})
    repository.commit({"b.md": "---\ndate: 2020-01-01\n---\nc\n"}, who="Bo", at=LATER)
    (repository.folder / "c.md").write_text("---\ndate: 2026-04-01\n---\n")
    garden = opened(repository.folder)
    page = plain(client(garden).get("/lately").text)
    assert [note.id for note in garden.recently_tended()] == ["b", "c", "a"]
    assert "tended 2 June 2026 by Bo" in page
    assert "dated 1 April 2026" in page


def test_a_commit_alone_is_seen_without_a_new_generation(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({"a.md": "x\n", "b.md": "y\n"})
    (repository.folder / "a.md").write_text("z\n")
    garden = opened(repository.folder)
    site = client(garden)
    assert site.get("/people/Bo").status_code == 404
    repository.commit(who="Bo", at=LATER)
    assert garden.history.refresh() == ""
    assert site.get("/people/Bo").status_code == 200


def test_no_output_has_an_address(repository: Repository, opened: OpenedAt) -> None:
    repository.commit({
        "a.md": "---\ndate: 2026-01-01\n---\nx\n",
    }, who="ada@example.org", message="x\n\nCo-authored-by: bo@example.org <bo@example.org>")  # fmt: skip
    site = client(opened(repository.folder))
    for address in (
        "/", "/notes/a", "/notes/a.json", "/notes/a/history", "/notes/a/history/paragraphs", "/people/",
        "/people/ada", "/people/bo", "/lately", "/feeds/all.atom", "/feeds/all.json",
        "/search.json?q=x", "/about",
    ):  # fmt: skip
        answer = site.get(address)
        assert answer.status_code == 200, address
        assert "example.org" not in answer.text, address
