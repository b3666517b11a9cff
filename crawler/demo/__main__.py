"""`python -m crawler.demo`: serve the demo portal for a person to look at."""

from __future__ import annotations

from threading import Event

import click

from crawler.demo.server import serve
from crawler.demo.site import Site


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1; 0 takes any free one.")
@click.option("--semantic", is_flag=True, help="The modern layout instead of the tables.")
@click.option("--later", is_flag=True, help="The portal some time later: one story edited, one withdrawn.")
def main(port: int, semantic: bool, later: bool) -> None:
    """Serve the demo portal until Ctrl+C."""
    site = Site().with_options(semantic=semantic, flaky=False, with_feed=True, with_sitemap=True)
    site = site.later() if later else site
    try:
        with serve(site, port) as served:
            click.echo(f"The demo portal stands at {served.url}/ (Ctrl+C ends it)")
            Event().wait()
    except OSError as error:
        raise click.ClickException(f"port {port}: {error.strerror}") from error
    except KeyboardInterrupt:
        click.echo("")


if __name__ == "__main__":
    main()
