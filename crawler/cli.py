"""The `envnews` command."""

from __future__ import annotations

import sys

import click

from archive import cli as archive_cli
from archive.changes_cli import changes
from archive.cite_cli import cite
from archive.errors import ArchiveError, DiskFullError
from archive.verify_cli import verify
from crawler.check_cli import add, check
from crawler.config import ConfigError
from crawler.crawl_cli import crawl
from crawler.demo_cli import demo
from crawler.health_cli import health
from crawler.import_cli import command as import_
from crawler.notify_cli import notify
from crawler.portal_file import PortalFileError
from crawler.portals_cli import portals
from crawler.rebuild_cli import rebuild
from crawler.reextract_cli import command as reextract
from crawler.registry import UnknownPortalError
from crawler.relearn_cli import relearn
from crawler.run_cli import run
from crawler.schedule_cli import schedule
from crawler.targets import TargetError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="envnews")
def envnews() -> None:
    """Archive what environment ministries publish: crawl their news portals, keep it, search it, export it."""


for command in (check, add, relearn):
    portals.add_command(command)
for command in (
    crawl,
    run,
    health,
    *archive_cli.commands,
    changes,
    verify,
    cite,
    portals,
    import_,
    reextract,
    rebuild,
    notify,
    demo,
    schedule,
):
    envnews.add_command(command)


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
    except (ArchiveError, ConfigError, PortalFileError, TargetError, UnknownPortalError) as error:
        code = _refuse(str(error))
    except MemoryError:
        _refuse("there is not enough memory; what was stored so far is kept")
        code = 1
    except BrokenPipeError:  # `envnews export | head`
        sys.stderr.close()
        code = 0
    sys.exit(code or 0)


def _refuse(reason: str) -> int:
    click.echo(f"envnews: {' '.join(reason.split())}", err=True)
    return 2
