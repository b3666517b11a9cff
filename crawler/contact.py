"""The wish that whoever visits portals can be reached by those who run them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import click

from crawler.portal import Portal
from crawler.targets import is_loopback


def ask_for_contact(portals: Sequence[Portal], overrides: Mapping[str, str]) -> None:
    """Say on standard error how to give a contact, where none is given and another machine was visited."""
    given = overrides.keys() & {"CONTACT", "USER_AGENT"} or os.environ.get("ENVNEWS_CONTACT")
    if not given and not all(is_loopback(portal.home) for portal in portals):
        click.echo("envnews: set ENVNEWS_CONTACT to your e-mail address: portals see it in the User-Agent", err=True)
