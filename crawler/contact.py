"""The wish that whoever visits portals can be reached by those who run them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from crawler.config import config_path, load, remember_contact
from crawler.config_values import contact_of
from crawler.portal import Portal
from crawler.targets import is_loopback
from crawler.toml_file import PortalFileError

_QUESTION = (
    "Portals see in each request who visits them. Your e-mail or web address, so that their operators can reach you\n"
    "(Enter for none; the answer is kept in {file})"
)


def with_contact(portals: Sequence[Portal], overrides: Mapping[str, str]) -> dict[str, str]:
    """Return Scrapy's settings with the contact, asked for once where nobody has said one; to be called before a crawl.

    It is asked for on a terminal alone, and only where another machine is to be visited. The answer is kept in the
    operator's file. Raises PortalFileError and ConfigError where the configuration is wrong.
    """
    contact = load().contact
    if contact is None and _is_wanted(portals, overrides) and _can_ask():
        contact = _ask(config_path())
    return {"CONTACT": contact, **overrides} if contact else dict(overrides)


def warn_without_contact(portals: Sequence[Portal], overrides: Mapping[str, str]) -> None:
    """Say on standard error how to give a contact, where nobody has said one and another machine was visited."""
    if _is_wanted(portals, overrides) and load().contact is None:
        click.echo("envnews: set ENVNEWS_CONTACT to your e-mail address: portals see it in the User-Agent", err=True)


def _is_wanted(portals: Sequence[Portal], overrides: Mapping[str, str]) -> bool:
    given = overrides.keys() & {"CONTACT", "USER_AGENT"}
    return not given and not all(is_loopback(portal.home) for portal in portals)


def _can_ask() -> bool:
    """Whether somebody sits there. A job in the background that read from its terminal would be stopped."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except OSError:  # a terminal that is not this process's own
        return True


def _ask(file: Path) -> str:
    """One question; a wrong answer is told, and it is asked again."""
    question = _QUESTION.format(file=file)
    contact: str = click.prompt(question, default="", show_default=False, value_proc=_checked, err=True)
    try:
        remember_contact(file, contact)
    except OSError as error:
        click.echo(f"envnews: {file} cannot be written: {error.strerror}", err=True)
    except PortalFileError as error:
        click.echo(f"envnews: {error}", err=True)
    return contact


def _checked(answer: str) -> str:
    try:
        return contact_of(answer)
    except ValueError as error:
        raise click.UsageError(f"'{answer}' is {error}") from None
