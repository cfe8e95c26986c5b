"""Searching a garden: words in, notes out; the only room that knows Whoosh.

`engine` says what an engine must do; `whoosh_engine` does it. Import the engine
where it is opened and nowhere else: it brings Whoosh and NumPy along.
"""
