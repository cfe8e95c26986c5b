"""HTML that a plugin makes of its own, for the rare one that must: cleaned as it is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """Markup that a template prints as it is, since nothing else can be in it than a note may have.

    Whatever is given passes through the sanitiser of notes: no script, no style, addresses of
    http, https, mailto or this site, ids that begin with ``n-``. Where text is due it is text:
    ``str()`` gives the markup, and a template escapes that like any other.

        Panel(..., context={"line": SafeHtml(f"<mark>{escape(word)}</mark> is <em>new</em>")})

    What is put into it is read as HTML, so words of a note must be escaped before. Raises
    TypeError for what is no text.
    """

    html: str

    def __post_init__(self) -> None:
        from garden.markdown import sanitise  # a plugin may name this type without loading the parser

        if not isinstance(self.html, str):
            raise TypeError(f"SafeHtml is made of text, not of {type(self.html).__name__}")
        object.__setattr__(self, "html", sanitise(self.html))

    def __str__(self) -> str:
        return self.html

    def __html__(self) -> str:
        return self.html
