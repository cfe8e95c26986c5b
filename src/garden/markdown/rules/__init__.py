"""The syntax of a garden, one kind of markup a module.

Each module has ``install(md)``, which adds its rules and how they are shown.
"""
