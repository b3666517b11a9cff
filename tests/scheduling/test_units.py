"""The units that `envnews schedule --print` writes are valid, and start this envnews."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from command_tree import commands_of
from cronsim import CronSim

from crawler.cli import envnews
from crawler.config import Config
from crawler.scheduling.command import Wish, program
from crawler.scheduling.units import unit_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def wish(tmp_path) -> Wish:
    archive = tmp_path / "my 100% $archive's"
    archive.mkdir()
    return Wish(
        program=("/opt/env news/bin/envnews",),
        archive=archive,
        portals=tmp_path / "portals",
        every=True,
        budget="30m",
        workers=4,
    )


@pytest.fixture
def config(tmp_path) -> Config:
    file = tmp_path / "config.toml"
    file.write_text('contact = "ada@example.org"')
    return Config(file=file, contact="ada@example.org")


def expected(wish: Wish, command: str) -> list[str]:
    return [
        *wish.program,
        command,
        "--archive",
        str(wish.archive),
        "--portals",
        str(wish.portals),
        "--all",
        "--budget",
        "30m",
        "--workers",
        "4",
    ]


def cron_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_crontab_has_one_line_that_fires_and_starts_a_run(wish, config, tmp_path):
    contact, file, line = cron_lines(unit_of("cron", wish, config, tmp_path))
    assert contact == "ENVNEWS_CONTACT=ada@example.org"
    assert file == f"ENVNEWS_CONFIG={config.file}"
    fields, command = line.split(maxsplit=5)[:5], line.split(maxsplit=5)[5]
    assert next(CronSim(" ".join(fields), datetime(2026, 1, 1, tzinfo=UTC))) == datetime(2026, 1, 1, 0, 5, tzinfo=UTC)
    assert not re.search(r"(?<!\\)%", command)  # cron(8) would end the command there
    as_sh_sees_it = command.replace("\\%", "%").removesuffix(" 2>&1 >/dev/null | logger -t envnews")
    assert shlex.split(as_sh_sees_it) == expected(wish, "run")


def test_without_a_contact_the_units_show_where_it_belongs(wish, tmp_path):
    nobody = Config(file=tmp_path / "none.toml")
    assert "\n# ENVNEWS_CONTACT=you@example.org\n" in unit_of("cron", wish, nobody, tmp_path)
    assert "\n# Environment=ENVNEWS_CONTACT=you@example.org\n" in unit_of("systemd", wish, nobody, tmp_path)
    service = yaml.safe_load(unit_of("docker", wish, nobody, tmp_path))["services"]["envnews"]
    assert service["environment"] == {"ENVNEWS_CONTACT": "", "ENVNEWS_PORTALS": "/portals"}


def test_the_service_of_systemd_starts_the_schedule_and_stops_it_gently(wish, config, tmp_path):
    lines = unit_of("systemd", wish, config, tmp_path).splitlines()
    for line in (
        "KillMode=mixed",
        "KillSignal=SIGTERM",
        "TimeoutStopSec=10",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
    ):
        assert line in lines
    start = next(line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart="))
    assert shlex.split(start.replace("$$", "$$$$").replace("%%", "%"), posix=True) == [
        part.replace("$", "$$$$") for part in expected(wish, "schedule")
    ]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("called", ["command", "python"])
def test_systemd_finds_no_fault_with_its_service(wish, config, tmp_path, called):
    from dataclasses import replace

    command = tmp_path / "bin dir" / "envnews"
    command.parent.mkdir()
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    programs = {"command": (str(command),), "python": (sys.executable, "-m", "crawler")}
    unit = tmp_path / "envnews.service"
    unit.write_text(unit_of("systemd", replace(wish, program=programs[called]), config, tmp_path))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert "envnews.service" not in done.stderr
    assert done.returncode == 0, done.stderr


def test_the_compose_file_mounts_what_is_named_and_is_no_root(wish, config, tmp_path):
    text = unit_of("docker", wish, config, tmp_path)
    service = yaml.safe_load(text)["services"]["envnews"]
    assert service["command"] == [
        "schedule",
        "--archive",
        "/archive",
        "--portals",
        "/portals",
        "--all",
        "--budget",
        "30m",
        "--workers",
        "4",
    ]
    assert service["user"] == f"{os.getuid()}:{os.getgid()}"
    mounts = {bind["target"]: bind["source"].replace("$$", "$") for bind in service["volumes"]}
    assert mounts == {"/archive": str(wish.archive), "/portals": str(wish.portals), "/config.toml": str(config.file)}
    assert service["environment"]["ENVNEWS_CONFIG"] == "/config.toml"
    assert not re.search(r"(?<!\$)\$(?!\$)", text)  # a variable of Compose's


def test_no_unit_holds_a_secret(wish, config, tmp_path):
    secret = Config(file=config.file, notify=("mailto://user:hunter2@example.org",))
    assert not [kind for kind in ("cron", "systemd", "docker") if "hunter2" in unit_of(kind, wish, secret, tmp_path)]


@pytest.mark.parametrize("kind", ["cron", "systemd", "docker"])
def test_a_path_that_would_break_a_unit_is_refused(config, tmp_path, kind):
    broken = Wish(program=("/bin/envnews",), archive=tmp_path / "two\nlines")
    with pytest.raises(ValueError, match="line break"):
        unit_of(kind, broken, config, tmp_path)


def test_what_starts_envnews_is_named_by_an_absolute_path(tmp_path, monkeypatch):
    (tmp_path / "envnews").write_text("")
    monkeypatch.chdir(tmp_path)
    assert program("./envnews") == (str(tmp_path / "envnews"),)
    assert program(str(ROOT / "crawler" / "__main__.py")) == (sys.executable, "-m", "crawler")


# what lies in the repository


def dockerfile() -> list[str]:
    return (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()


def test_the_dockerfile_copies_what_is_there_and_nothing_that_is_ignored():
    sources = [
        part
        for line in dockerfile()
        if line.startswith("COPY ") and "--from" not in line
        for part in line.split()[1:-1]
    ]
    assert sources
    kept = [
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    ]
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source in kept


def test_the_dockerfile_installs_what_the_lock_pins_and_runs_as_nobody_special():
    lines = dockerfile()
    assert any("--require-hashes -r requirements.lock" in line for line in lines)
    assert "USER envnews" in lines
    assert "--hash=sha256:" in (ROOT / "requirements.lock").read_text()


def test_the_commands_that_docker_is_told_exist():
    lines = dockerfile()
    entry, command = (
        json.loads(next(line for line in lines if line.startswith(word)).partition(" ")[2])
        for word in ("ENTRYPOINT", "CMD")
    )
    check = json.loads(next(line.partition(" CMD ")[2] for line in lines if line.startswith("HEALTHCHECK")))
    assert entry == ["envnews"] == check[:1]
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["envnews"]
    assert {command[0], check[1], compose["command"][0]} <= set(commands_of(envnews))
    for args in (command[1:], compose["command"][1:]):
        commands_of(envnews)["schedule"].make_context("schedule", args)


def test_the_compose_file_of_the_repository_is_as_careful_as_the_printed_one(wish, config, tmp_path):
    printed = yaml.safe_load(unit_of("docker", wish, config, tmp_path))["services"]["envnews"]
    ours = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["envnews"]
    for key in ("image", "restart", "stop_grace_period", "init", "read_only", "tmpfs", "cap_drop", "security_opt"):
        assert ours[key] == printed[key]
