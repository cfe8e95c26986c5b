"""Colours for code, by classes: no style stands in the HTML itself."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pygments.token import STANDARD_TYPES, Token, _TokenType

MAX_CODE = 5_000
"""Characters of one piece of code that is coloured; lexers are regular expressions."""
MAX_NOTE = 20_000
"""The same for all code of a note."""
EACH = 100
"""Characters that a piece of code counts for beside its own."""

_LANGUAGES = (
    "bash c cpp css diff docker go graphql haskell html ini javascript json jsx kotlin lua nginx php "
    "python r ruby rust scala scss sql swift toml tsx typescript xml yaml"
)
LANGUAGES = frozenset(_LANGUAGES.split())
"""Languages that are coloured; all others stay plain. Their lexers take less than half a
second for `MAX_CODE` characters of whatever we could think of. Those of Java, C# and
make do not: the first two are read as C++, which looks alike."""
ALIASES: Mapping[str, str] = {
    "c#": "cpp", "c++": "cpp", "console": "bash", "cs": "cpp", "csharp": "cpp", "dockerfile": "docker",
    "golang": "go", "hs": "haskell", "java": "cpp", "js": "javascript", "kt": "kotlin",
    "mjs": "javascript", "py": "python", "python3": "python", "rb": "ruby", "rs": "rust",
    "sh": "bash", "shell": "bash", "svg": "xml", "ts": "typescript", "yml": "yaml", "zsh": "bash",
}  # fmt: skip
"""Other names for them."""


def highlight(escaped: str, language: str) -> str:
    """Escaped code with ``<span class>`` around its parts; as it is when not known or too long."""
    name = ALIASES.get(language, language)
    if name not in LANGUAGES or len(escaped) > MAX_CODE:
        return escaped
    # Imported here: most commands never show code, and Pygments takes long to load.
    from pygments import lex
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    return "".join(_span(kind, text) for kind, text in lex(html.unescape(escaped), lexer))


def _span(kind: _TokenType, text: str) -> str:
    name = _class_of(kind)
    words = html.escape(text)
    return f'<span class="{name}">{words}</span>' if name and not text.isspace() else words


def _class_of(kind: _TokenType) -> str:
    while kind not in STANDARD_TYPES and kind.parent:
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "")


# --- the style sheet ------------------------------------------------------------


class _Ink(NamedTuple):
    """A colour in light and in dark, and how the letters look."""

    light: str
    dark: str
    style: str = ""


_INKS: Mapping[_TokenType, _Ink] = {
    Token.Comment: _Ink("#5f5a52", "#aaa294", "font-style:italic"),
    Token.Comment.Preproc: _Ink("#7a4a00", "#e0b070"),
    Token.Keyword: _Ink("#7a2e6e", "#e0a3d6"),
    Token.Operator.Word: _Ink("#7a2e6e", "#e0a3d6"),
    Token.Literal.Number: _Ink("#8a3b12", "#f0a983"),
    Token.Literal.String: _Ink("#2f5d1e", "#a8cf8e"),
    Token.Literal.String.Escape: _Ink("#7a4a00", "#e0b070"),
    Token.Literal.String.Regex: _Ink("#7a4a00", "#e0b070"),
    Token.Name.Attribute: _Ink("#1f5673", "#8fc4e0"),
    Token.Name.Builtin: _Ink("#1f5673", "#8fc4e0"),
    Token.Name.Class: _Ink("#1f5673", "#8fc4e0", "font-weight:bold"),
    Token.Name.Decorator: _Ink("#7a4a00", "#e0b070"),
    Token.Name.Function: _Ink("#1f4f8f", "#9dbdf5"),
    Token.Name.Tag: _Ink("#7a2e6e", "#e0a3d6"),
    Token.Name.Variable: _Ink("#1f5673", "#8fc4e0"),
    Token.Generic.Deleted: _Ink("#9b1c1c", "#f2a0a0"),
    Token.Generic.Inserted: _Ink("#2f5d1e", "#a8cf8e"),
    Token.Generic.Heading: _Ink("#1f4f8f", "#9dbdf5", "font-weight:bold"),
    Token.Generic.Subheading: _Ink("#1f4f8f", "#9dbdf5", "font-weight:bold"),
    Token.Generic.Prompt: _Ink("#5f5a52", "#aaa294"),
    Token.Generic.Emph: _Ink("inherit", "inherit", "font-style:italic"),
    Token.Generic.Strong: _Ink("inherit", "inherit", "font-weight:bold"),
}
"""Each kind of token, with all below it, by the nearest entry; other kinds have no colour.
All colours have a contrast of 4.5 and more on `CODE_BACKGROUND` and beyond it."""

CODE_BACKGROUND = ("#ece6da", "#2b2823")
"""The darkest ground for light code, the lightest for dark, on which it can be read."""


def code_css(dark: bool) -> str:
    """Style rules for the classes inside ``pre.code``, one rule a line, for one colour scheme.

    The colours keep WCAG's 4.5 on any ground as light as `CODE_BACKGROUND`'s
    first colour, or as dark as its second.
    """
    return "".join(
        f".code .{name}{{color:{ink.dark if dark else ink.light}{';' * bool(ink.style)}{ink.style}}}\n"
        for name, ink in _rules()
    )


def _rules() -> Iterator[tuple[str, _Ink]]:
    for kind, name in STANDARD_TYPES.items():
        ink = next((_INKS[k] for k in reversed(kind.split()) if k in _INKS), None)
        if name and ink:
            yield name, ink
