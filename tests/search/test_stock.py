"""What importing Whoosh leaves behind."""

from __future__ import annotations

import subprocess
import sys

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
