"""The list of migrations: sqlite-utils keeps in the database itself which of them were applied."""

from __future__ import annotations

from sqlite_utils import Migrations

migrations = Migrations("envnews")
