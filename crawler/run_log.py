"""Where the log of a run goes."""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.settings import Settings


def set_up_logging(settings: Settings) -> None:
    """Send the log to standard error (or LOG_FILE) at LOG_LEVEL; warnings of libraries are not the user's business."""
    warnings.simplefilter("ignore")
    target = settings.get("LOG_FILE")
    handler = logging.FileHandler(target, encoding="utf-8") if target else logging.StreamHandler()
    handler.setLevel(settings.get("LOG_LEVEL"))
    handler.setFormatter(logging.Formatter(settings.get("LOG_FORMAT")))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(settings.get("LOG_LEVEL"))
