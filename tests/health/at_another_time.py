"""`envnews …` on another day: `python at_another_time.py SECONDS ARGUMENTS…`, the clock being so many seconds ahead."""

import datetime as dt
import sys

AHEAD = dt.timedelta(seconds=float(sys.argv[1]))


class Clock(dt.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + AHEAD


dt.datetime = Clock

from crawler.cli import main  # noqa: E402 - all that asks for the time is imported after the clock was set

main(sys.argv[2:])
