"""For authors of plugins: a garden from a few files, its site, its commands, an installed plugin.

With pytest, the fixture ``garden_bed`` is there wherever Garden is installed:

    def test_a_recipe_says_how_many_it_serves(garden_bed):
        bed = garden_bed({
            **plugin_files("plugins/recipes.py"),
            "notes/soup.md": '''
                ---
                kind: recipe
                serves: 6
                ---
                Onions first.
            ''',
        })
        bed.page("/notes/soup").shows("Serves 6")
        bed.run("recipes").says("Soup: serves 6")

Nothing here needs pytest, and nothing touches the reader's own cache: each
garden keeps its index in a folder beside it.
"""

from garden.testing.bed import Answer, Bed, PageSeen
from garden.testing.gardens import (
    OWN_PLUGINS,
    Files,
    client,
    fake_distribution,
    make_garden,
    open_garden,
    plugin_files,
    run,
    write_files,
)

__all__ = [
    "OWN_PLUGINS",
    "Answer",
    "Bed",
    "Files",
    "PageSeen",
    "client",
    "fake_distribution",
    "make_garden",
    "open_garden",
    "plugin_files",
    "run",
    "write_files",
]
