"""A static site: pages that need no server, no script and nothing from elsewhere, from a disk or any web server."""

from archive.export.site.writing import write

__all__ = ["write"]
