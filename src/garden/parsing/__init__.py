"""From what is in a note's file to what it means: `note` does it, the others read one thing each.

Nothing is imported here: plugins take `texts` alone, and reading front matter takes its time to import.
"""

VERSION = 7
"""Of what is read of a note; an index made by another is made anew."""
