"""The page of plugins: how each is, what went wrong with it and how often."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from garden.core import Garden
from garden.testing import client, run

Make = Callable[..., Garden]

FAILING = '''
    """Fails at every page."""
    from garden import hookimpl
    GARDEN_API = 1

    @hookimpl
    def garden_note_panels(note, garden):
        return 1 / 0
    '''
WAITING = """
    from garden import LeaveOut
    raise LeaveOut("It waits for\\n\\x1b[31m a package.")
    """
FILES = {
    "garden.toml": '[plugins]\nown = true\ndisabled = ["maxims", "maxmis"]\n',
    "plugins/failing.py": FAILING,
    "plugins/waiting.py": WAITING,
    "plugins/broken.py": "import nowhere_at_all",
    "notes/a.md": "# A\n\nText.\n",
}


@pytest.fixture
def garden(garden_of: Make) -> Garden:
    return garden_of(FILES)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html.partition("<main")[2])))


def test_each_plugin_is_told_with_how_it_is(garden: Garden) -> None:
    browser = client(garden)
    browser.get("/notes/a")
    browser.get("/notes/a")
    page = words(browser.get("/plugins").text)
    ailing, _, rest = page.partition("Working")
    working, _, left_out = rest.partition("Left out")
    told = "this garden’s own: plugins/failing.py · plugin API 1 Fails at every page."
    assert f"failing working, but for what it did wrong · {told}" in ailing
    failed = "garden_note_panels : It failed. The log of the server tells how. (2 times) plugins/failing.py:7"
    assert failed in ailing
    assert "waiting this garden’s own: plugins/waiting.py It waits for" in left_out
    assert "Could not be loaded : It needs the package 'nowhere_at_all'" in ailing
    assert "garden.toml disables the plugin 'maxmis', which does not exist; did you mean 'maxims'?" in ailing
    assert "backlinks comes with Garden" in working
    assert "garden.toml switches off: maxims, maxmis." in page
    browser.get("/notes/a")
    assert "failing resting for ten minutes" in words(browser.get("/plugins").text)


def test_about_names_the_one_that_fails_with_its_hook_and_how_often(garden: Garden) -> None:
    browser = client(garden)
    browser.get("/notes/a")
    browser.get("/notes/a")
    page = browser.get("/about").text
    assert "garden_note_panels: It failed. The log of the server tells how. (2 times)" in words(page)
    assert 'href="/plugins"' in page
    assert "waiting" not in page


def test_one_that_is_left_out_is_at_no_fault(garden: Garden, caplog: pytest.LogCaptureFixture) -> None:
    assert [fault.plugin for fault in garden.host.faults] == ["broken"]
    assert not [record for record in caplog.records if "waiting" in record.getMessage()]
    root = garden.config.root
    told = run(["plugins"], root).stdout
    assert "waiting  (garden: plugins/waiting.py)  [left out]\n    It waits for [31m a package." in told
    checked = run(["plugins", "--check", "waiting"], root)
    assert (checked.exit_code, checked.stdout.splitlines()[-1]) == (
        0,
        "It is left out: It waits for [31m a package.",
    )


def test_the_guide_is_a_click_away_where_it_is_there(shipped_garden: Garden) -> None:
    page = client(shipped_garden).get("/plugins").text
    assert '<a href="/notes/guide/hooks/garden_note_panels"><code>garden_note_panels</code></a>' in page
    assert "To look after" not in page


def test_what_one_said_of_a_hidden_note_is_told_to_no_reader(garden_of: Make) -> None:
    code = """
        from garden import hookimpl

        @hookimpl
        def garden_index_values(note):
            raise ValueError(f"cannot weigh {note.title}")
        """
    hidden = "---\ntitle: The zebra\nvisibility: hidden\n---\nText.\n"
    garden = garden_of({"plugins/weighing.py": code, "notes/zebra.md": hidden})
    [fault] = garden.host.faults
    assert "zebra" in fault.message
    for address in ("/plugins", "/about"):
        page = client(garden).get(address).text
        assert "weighing" in page
        assert "zebra" not in page
