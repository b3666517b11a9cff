"""`/chart/small.svg?from=2025-11&n=3,0,7`: a picture of what its address says."""

from __future__ import annotations

import re

from archive.browse import charts
from archive.browse.months import MOST
from archive.browse.page import Content, RefusedError, Routes
from archive.browse.request import Request
from archive.month_table import months
from archive.store import Archive

_NUMBERS = re.compile(rf"\d{{1,9}}(?:,\d{{1,9}}){{0,{MOST - 1}}}", re.ASCII)
_MONTH = re.compile(r"(?:1[0-9]|2[0-9])\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
_DAY = 24 * 3600


def chart(request: Request, _: Archive) -> Content:
    """Bars."""
    first, text = request.one("from"), request.one("n")
    if not _MONTH.fullmatch(first) or not _NUMBERS.fullmatch(text):
        raise RefusedError("This is no chart.")
    counts = [int(number) for number in text.split(",")]
    year, month = divmod(int(first[:4]) * 12 + int(first[5:]) - 1 + len(counts) - 1, 12)
    shown = months(f"{year}-{month + 1:02d}", count=len(counts))
    drawn = charts.small(counts) if request.parts["size"] == "small" else charts.large(shown, counts)
    return Content(body=drawn, media_type="image/svg+xml", policy=_POLICY, seconds=_DAY)


ROUTES: Routes = ((r"/chart/(?P<size>small|large)\.svg", chart),)
