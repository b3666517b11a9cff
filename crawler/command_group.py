"""A group whose commands are imported when they are asked for: no command waits for what only the others need."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LateGroup(click.Group):
    """late: where a command is found by its name, as {"crawl": "crawler.crawl_cli:crawl"}."""

    def __init__(self, *arguments: Any, late: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.late = late

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all of them, for which none is imported."""
        return sorted({*super().list_commands(ctx), *self.late})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported at the first time; None where there is none."""
        if cmd_name not in self.commands and cmd_name in self.late:
            module, _, attribute = self.late[cmd_name].partition(":")
            self.add_command(getattr(import_module(module), attribute), cmd_name)
        return super().get_command(ctx, cmd_name)
