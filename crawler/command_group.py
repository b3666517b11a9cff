"""A group whose commands are imported when they are asked for: no command waits for what only the others need."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LateGroup(click.Group):
    """late: where a command is found by its name, as {"crawl": "crawler.crawl_cli:crawl"}.

    `commands` stays empty, for there some look who would take a few for all; click asks the methods.
    """

    def __init__(self, *arguments: Any, late: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held: dict[str, str | click.Command] = dict(late)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Hold a command that is imported already."""
        self._held[name or cmd.name or ""] = cmd

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names of all of them, for which none is imported."""
        return sorted(self._held)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command of this name, imported at the first time; None where there is none."""
        found = self._held.get(cmd_name)
        if isinstance(found, str):
            module, _, attribute = found.partition(":")
            found = self._held[cmd_name] = getattr(import_module(module), attribute)
        return found
