"""The commands that a group holds, which are imported when they are asked for."""

import click


def commands_of(group: click.Command) -> dict[str, click.Command]:
    """By their names; none where the command is no group."""
    if not isinstance(group, click.Group):
        return {}
    context = click.Context(group)
    return {name: held for name in group.list_commands(context) if (held := group.get_command(context, name))}
