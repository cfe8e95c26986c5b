"""Kinds of files that notes may show, by their ending: a fixed table, never a guess from bytes."""

from __future__ import annotations

TYPES = {
    "avif": "image/avif",
    "bmp": "image/bmp",
    "flac": "audio/flac",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
}
"""Ending, lower case and without its dot, to what a browser may show in place."""

UNKNOWN = "application/octet-stream"
"""The type of all others, which are offered for download."""


def media_type(name: str) -> str:
    """The type of a file by its name."""
    stem, _, ending = name.rpartition(".")
    return TYPES.get(ending.lower(), UNKNOWN) if stem else UNKNOWN


def is_picture(name: str) -> bool:
    """Whether a file is shown as a picture."""
    return media_type(name).startswith("image/")
