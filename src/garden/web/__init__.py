"""The site: pages made from a garden, with Flask."""

from garden.web.app import create_app

__all__ = ["create_app"]
