"""The style sheet of coloured code, from the colours in `garden.markdown`.

    python -m garden.web.code_style

writes it to ``static/code.css``; a test says when that was forgotten.
"""

from __future__ import annotations

from textwrap import indent

from garden.markdown import code_css
from garden.web.assets import FOLDER

FILE = FOLDER / "code.css"


def style_sheet() -> str:
    """Rules for both colour schemes."""
    return (
        "/* Made by python -m garden.web.code_style; not to be changed by hand. */\n"
        f"{code_css(dark=False)}"
        f"@media (prefers-color-scheme: dark) {{\n{indent(code_css(dark=True), '  ')}}}\n"
    )


if __name__ == "__main__":
    FILE.write_text(style_sheet(), encoding="utf-8")
