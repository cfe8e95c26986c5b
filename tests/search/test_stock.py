"""Who imports Whoosh, and what that leaves behind."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from garden import search

ASKED = """
import sys
import garden.search.stock
stood_in = "urllib.request" in sys.modules and not hasattr(sys.modules["urllib.request"], "urlopen")
import urllib.request
print(stood_in, callable(urllib.request.urlopen), callable(urllib.request.urlretrieve))
"""


def test_a_module_that_whoosh_need_not_have_is_whole_for_whoever_imports_it() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "True"]


def test_names_are_imported_from_one_place() -> None:
    """Only `stock` imports Whoosh."""
    texts = {path.name: path.read_text() for path in Path(str(search.__file__)).parent.rglob("*.py")}
    importing = re.compile(r"^\s*(?:from|import) whoosh\b", re.MULTILINE)
    assert [name for name, text in texts.items() if importing.search(text)] == ["stock.py"]
