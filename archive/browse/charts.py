"""Bar charts by month, as SVG that needs nothing else: no script, no font, its own light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_LIGHT, _DARK = "#14603a", "#7fd6a2"
_QUIET_LIGHT, _QUIET_DARK = "#515b54", "#a7b2aa"
_STYLE = f"""
.pygal-chart * {{ transition: none !important; }}
.pygal-chart text {{ fill: {_QUIET_LIGHT} !important; }}
@media (prefers-color-scheme: dark) {{
  .pygal-chart text {{ fill: {_QUIET_DARK} !important; }}
  .pygal-chart .axis line, .pygal-chart .axis path {{ stroke: {_QUIET_DARK} !important; }}
  .pygal-chart .reactive {{ fill: {_DARK} !important; stroke: {_DARK} !important; }}
}}
"""


def small(counts: Sequence[int]) -> bytes:
    """Bars alone, 120 to 24: what stands in a line of a table."""
    chart = _bars(
        width=120, height=24, margin=0, spacing=0, show_x_labels=False, show_y_labels=False, show_y_guides=False
    )
    chart.add("", list(counts))
    return _drawn(chart)


def large(months: Sequence[str], counts: Sequence[int]) -> bytes:
    """Bars with their axes, 800 to 260. months: `2025-11`; some of them are written below."""
    chart = _bars(width=800, height=260, margin=4, show_minor_x_labels=False, truncate_label=-1)
    chart.x_labels = list(months)
    step = -(-len(months) // 10)
    chart.x_labels_major = list(months)[len(months) % step - 1 :: step] if step > 1 else list(months)
    chart.y_labels = _whole(max(counts, default=0))
    chart.add("", list(counts))
    return _drawn(chart)


def _whole(most: int) -> list[int]:
    """Labels of an axis of stories, of which there are no halves.

    >>> _whole(3), _whole(47)
    ([0, 1, 2, 3], [0, 10, 20, 30, 40, 50])
    """
    step = next(size for size in (nice * 10**power for power in range(12) for nice in (1, 2, 5)) if most <= 5 * size)
    return list(range(0, most + step, step))


def _bars(**options: Any) -> Any:
    import pygal
    from pygal.style import Style

    style = Style(
        background="transparent",
        plot_background="transparent",
        colors=(_LIGHT,),
        opacity=".9",
        font_family="system-ui, sans-serif",
        label_font_size=13,
        major_label_font_size=13,
        guide_stroke_dasharray="1,3",
    )
    shared = {
        "js": (),
        "css": ("file://style.css", "file://graph.css", f"inline:{_STYLE}"),
        "show_legend": False,
        "include_x_axis": True,
        "explicit_size": True,
        "print_values": False,
        "value_formatter": lambda value: f"{value:.0f}",
        "no_data_text": "",
        "disable_xml_declaration": True,
    }
    return pygal.Bar(style=style, **shared, **options)


def _drawn(chart: Any) -> bytes:
    from lxml import etree

    root = chart.render_tree()
    for script in list(root.iter("{*}script")):  # settings of its tooltips
        script.getparent().remove(script)
    return etree.tostring(root)
