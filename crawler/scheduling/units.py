"""Ready units that keep the schedule: a crontab, a systemd service, a compose file. Pure: text out of what is given."""

from __future__ import annotations

import getpass
import json
import os
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from crawler.config import VARIABLE, Config
from crawler.scheduling.command import Wish, run_command, schedule_command

STOP_SECONDS = 10  # a run ends within five
PERIOD = "*/5 * * * *"  # no portal is asked more often

_CRON = """\
# envnews: crawls what is due. It looks every five minutes; when a portal is due, its file says or its habits do.
# To be put into the crontab of the user who owns the archive: crontab -e
# A run that meets another one leaves it its portals, so that neither flock nor a longer pause is needed.
# What it says goes to the system's log, instead of a mail from cron each time: journalctl -t envnews
{environment}
{period} {command} 2>&1 >/dev/null | logger -t envnews
"""

_SYSTEMD = """\
# envnews: crawls what is due, as a service.
# To be put into /etc/systemd/system/envnews.service, then:
#     systemctl daemon-reload && systemctl enable --now envnews
#     journalctl -u envnews
[Unit]
Description=envnews crawls the portals that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User={user}
{environment}
ExecStart={command}
Restart=on-failure
RestartSec=60
# SIGTERM goes to the service alone, which ends the run that goes on; it takes five seconds at most.
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec={stop}
Nice=10

# It reads the system, writes into its archive, whose folder has to be there, and speaks with the web.
ReadWritePaths={archive}
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp={private_tmp}
PrivateDevices=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
UMask=0027

[Install]
WantedBy=multi-user.target
"""

_DOCKER = """\
# envnews: crawls what is due, in a container.
# To be put into a folder as compose.yaml. The image is made once, in a copy of the repository:
#     docker build -t envnews .
# then, beside this file:
#     docker compose up -d
#     docker compose exec envnews envnews health
services:
  envnews:
    image: envnews
    command: {command}
    # Whose the files of the archive are.
    user: {user}
    environment:
{environment}
    # The folders have to be there.
    volumes:
{volumes}
    restart: unless-stopped
    # A run ends within five seconds of SIGTERM.
    stop_grace_period: {stop}s
    init: true
    read_only: true
    tmpfs:
      - /tmp
    cap_drop:
      - ALL
    security_opt:
      - no-new-privileges:true
"""


def unit_of(kind: str, wish: Wish, config: Config, folder: Path) -> str:
    """The text of a unit: `cron`, `systemd` or `docker`. folder: where the command was called.

    Raises ValueError where a path holds what no unit can.
    """
    command = [*schedule_command(wish), str(config.file)]
    if bad := next((part for part in command if not part.isprintable()), None):
        raise ValueError(f"{bad!r} holds a line break or a control character")
    return {"cron": _cron, "systemd": _systemd, "docker": _docker}[kind](wish, config, folder)


def _environment(config: Config) -> list[tuple[str, str]]:
    """What a unit has to say, since it sees nothing of the shell from which it was printed; no secrets."""
    found = [("ENVNEWS_CONTACT", config.contact or "")]
    return found + ([(VARIABLE, str(config.file.absolute()))] if config.file.is_file() else [])


def _needs_folder(wish: Wish) -> bool:
    return "-m" in wish.program  # Python finds the package there, or where it is installed


# cron


def _cron(wish: Wish, config: Config, folder: Path) -> str:
    command = shlex.join(run_command(wish))
    if _needs_folder(wish):
        command = f"cd {shlex.quote(str(folder))} && {command}"
    lines = [f"{name}={value}" if value else f"# {name}=you@example.org" for name, value in _environment(config)]
    return _CRON.format(
        environment="\n".join(lines),
        period=PERIOD,
        command=command.replace("%", "\\%"),  # cron would end the line there
    )


# systemd


def _systemd(wish: Wish, config: Config, folder: Path) -> str:
    archive = wish.archive.absolute()
    lines = [
        f"Environment={_quoted(f'{name}={value}')}" if value else f"# Environment={name}=you@example.org"
        for name, value in _environment(config)
    ]
    if _needs_folder(wish):
        lines.append(f"WorkingDirectory={str(folder).replace('%', '%%')}")
    is_temporary = any(archive.is_relative_to(place) for place in ("/tmp", "/var/tmp"))  # noqa: S108 - not ours
    return _SYSTEMD.format(
        user=archive.owner() if archive.exists() else getpass.getuser(),
        environment="\n".join(lines),
        command=" ".join(_quoted(part).replace("$", "$$") for part in schedule_command(wish)),
        archive=_quoted(str(archive)),
        private_tmp="no" if is_temporary else "yes",
        stop=STOP_SECONDS,
    )


def _quoted(part: str) -> str:
    """One word, as systemd.syntax(7) has it."""
    plain = part.replace("%", "%%")
    if plain and not set(plain) & set(" \t\"'\\;#"):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# Docker


def _docker(wish: Wish, config: Config, _: Path) -> str:
    given = dict(_environment(config))
    binds = [(wish.archive.absolute(), "/archive", False)]
    if wish.portals:
        binds.append((wish.portals.absolute(), "/portals", True))
        given["ENVNEWS_PORTALS"] = "/portals"
    if VARIABLE in given:
        binds.append((Path(given[VARIABLE]), "/config.toml", True))
        given[VARIABLE] = "/config.toml"
    inside = replace(wish, program=(), archive=Path("/archive"), portals=Path("/portals") if wish.portals else None)
    return _DOCKER.format(
        command=_yaml(schedule_command(inside)),
        user=_yaml(f"{os.getuid()}:{os.getgid()}"),
        environment="\n".join(f"      {name}: {_yaml(value)}" for name, value in given.items()),
        volumes="\n".join(_bind(source, target, readonly=readonly) for source, target, readonly in binds),
        stop=STOP_SECONDS,
    )


def _bind(source: Path, target: str, *, readonly: bool) -> str:
    lines = ["- type: bind", f"  source: {_yaml(str(source))}", f"  target: {target}"]
    return "\n".join(f"      {line}" for line in [*lines, *(["  read_only: true"] if readonly else [])])


def _yaml(value: str | Sequence[str]) -> str:
    """A value as JSON, which YAML contains; Compose would take a dollar for a variable."""
    return json.dumps(value, ensure_ascii=False).replace("$", "$$")
