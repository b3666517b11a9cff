"""The `envnews` command."""

from __future__ import annotations

import sys

import click

from archive.errors import ArchiveError, DiskFullError
from crawler.command_group import LateGroup

COMMANDS = {
    "browse": "archive.browse_cli:browse",
    "changes": "archive.changes_cli:changes",
    "cite": "archive.cite_cli:cite",
    "crawl": "crawler.crawl_cli:crawl",
    "demo": "crawler.demo_cli:demo",
    "export": "archive.export_cli:export",
    "health": "crawler.health_cli:health",
    "import": "crawler.import_cli:command",
    "notify": "crawler.notify_cli:notify",
    "portals": "crawler.portals_cli:portals",
    "rebuild": "crawler.rebuild_cli:rebuild",
    "reextract": "crawler.reextract_cli:command",
    "run": "crawler.run_cli:run",
    "runs": "archive.runs_cli:runs",
    "schedule": "crawler.schedule_cli:schedule",
    "search": "archive.cli:search",
    "show": "archive.show_cli:show",
    "stats": "archive.stats_cli:stats",
    "verify": "archive.verify_cli:verify",
}


@click.group(
    cls=LateGroup,
    late=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="envnews")
def envnews() -> None:
    """Archive what environment ministries publish: crawl their news portals, keep it, search it, export it."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command. What was wrong with it goes to standard error in one line, with exit code 2."""
    try:
        code = envnews.main(arguments, prog_name="envnews", standalone_mode=False)
    except click.exceptions.Abort:
        code = 1
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = 0
    except click.ClickException as error:
        code = _refuse(error.format_message())
    except DiskFullError as error:
        _refuse(str(error))
        code = 1
    except ArchiveError as error:
        code = _refuse(str(error))
    except MemoryError:
        _refuse("there is not enough memory; what was stored so far is kept")
        code = 1
    except BrokenPipeError:  # `envnews export | head`
        sys.stderr.close()
        code = 0
    except _wrong_input() as error:
        code = _refuse(str(error))
    sys.exit(code or 0)


def _wrong_input() -> tuple[type[Exception], ...]:
    """What the crawler's commands raise; asked for when something was raised, for most commands import none of it."""
    from crawler.config import ConfigError
    from crawler.registry import UnknownPortalError
    from crawler.targets import TargetError
    from crawler.toml_file import PortalFileError

    return ConfigError, PortalFileError, TargetError, UnknownPortalError


def _refuse(reason: str) -> int:
    click.echo(f"envnews: {' '.join(reason.split())}", err=True)
    return 2
