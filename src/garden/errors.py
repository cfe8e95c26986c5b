"""The errors people can meet, each a sentence that says what to do.

    GardenError
    ├── ConfigError        garden.toml cannot be used
    ├── NotAGardenError    the folder asked for does not exist or is no folder
    ├── NoteError          one note cannot be read as it stands
    ├── PluginError        a plugin cannot be loaded, or asks for what is taken
    ├── LeaveOut           a plugin has nothing to do here, and says why
    ├── GitError           git cannot do or tell what it was asked for
    └── IndexingError      no index could be written or read
        └── LockTimeoutError   another process holds the index for too long

The command line prints them as one line, the web as a page with the right
status. Whatever is not in this tree is a bug of ours.
"""

from __future__ import annotations


class GardenError(Exception):
    """Base of all errors meant for people; ``str(error)`` is the sentence."""


class ConfigError(GardenError):
    """``garden.toml`` cannot be used; names the file, the key and the mend."""


class NotAGardenError(GardenError):
    """The folder asked for does not exist, or is not a folder."""


class NoteError(GardenError):
    """A note, or its front matter, cannot be read as it stands.

    ``code`` is stable (``front-matter-yaml``), ``line`` counts from 1 in the
    file, ``fix`` says what a person can do. The path is not known here: who
    catches it knows which file was being read.
    """

    def __init__(self, message: str, *, code: str, line: int | None = None, fix: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.fix = fix


class PluginError(GardenError):
    """A plugin cannot be loaded, or asks for a name that is taken."""


class LeaveOut(GardenError):  # noqa: N818 - what it says is no one's mistake
    """A plugin raises it as it is imported, to be left out without being at fault.

    if find_spec("latex2mathml") is None:
        raise LeaveOut("It shows formulas once you do: pip install 'garden-notes[math]'.")
    """


class GitError(GardenError):
    """Git cannot do or tell what it was asked for; holds what git itself says."""


class IndexingError(GardenError):
    """No index could be written, or none could be read; says which and where."""


class LockTimeoutError(IndexingError):
    """Another process has held the index for longer than we were told to wait."""
