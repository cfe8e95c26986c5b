"""One opened garden: the thin mediator between store, index, plugins and front ends."""

from garden.core.garden import Garden

__all__ = ["Garden"]
