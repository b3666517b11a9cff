"""The tables of an archive, as SQL that `.schema` shows with its comments, in numbered migrations, a module each.

A migration that was released is never edited: a change is a new one, appended. Each is applied in a transaction with
its changes, in the order in which the modules are imported here.
"""
# ruff: noqa: F401, I001 - imported for the migrations that they register, in this order

from archive.schema.registry import migrations
from archive.schema import begin
from archive.schema import templates
from archive.schema import sources
from archive.schema import robots
from archive.schema import translations
from archive.schema import captures
from archive.schema import media
from archive.schema import revisits
from archive.schema import seals
from archive.schema import readings
from archive.schema import polls
from archive.schema import verdicts
from archive.schema import search
from archive.schema import changes
from archive.schema import views

__all__ = ["migrations"]
