"""The tables of an archive, as SQL that `.schema` shows with its comments, in numbered migrations, a module each.

A migration that was released is never edited: a change is a new one, appended. Each is applied in a transaction with
its changes, in the order in which the modules are imported here.
"""

from archive.schema.registry import migrations  # isort: skip
from archive.schema import begin, templates, sources, robots, translations, captures, media, revisits, seals, readings  # noqa: F401, I001 - in this order

__all__ = ["migrations"]
