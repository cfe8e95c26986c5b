"""Searching a garden: words in, notes out; the only room that knows Whoosh.

`engine` says what an engine must do; `whoosh_engine` does it. Import the engine
where it is opened and nowhere else: it brings Whoosh and NumPy along.

A question goes through these, and each may use those below it; import-linter sees to that::

    snapshot                    one generation as readers see it
    answering                   a query to a page
    suggesting | understanding  while it is typed | by the garden's own words: mended, explained
    highlighting | related      why a note was found | what notes have to do with others
    ranking                     which notes are meant, and how well each answers
    documents                   all that a generation holds, in memory
    index                       the same on the disk, as it is written and read
    query                       what was typed, as a tree
    words                       text to the words that are searched for
"""
