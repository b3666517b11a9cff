"""A comparison as one HTML page that needs nothing else, runs nothing and loads nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

from archive.diff_text import fragments
from archive.differences import Comparison, Difference, Kind, Piece
from archive.record import Record
from archive.text import clean, printable

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
p, li, h1 { white-space: pre-wrap; overflow-wrap: anywhere; }
del { color: #a40000; background: #ffe3e3; }
ins { color: #005c1a; background: #ddf6e3; text-decoration: none; }
.moved { opacity: .75; text-decoration-style: dotted; }
b { font-weight: 600; }
@media (prefers-color-scheme: dark) {
  del { color: #ffb3b3; background: #4a1414; }
  ins { color: #b5f0c4; background: #12391d; }
}
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<style>{style}</style>
</head>
<body>
<header>
<p>{name}<br>{url}</p>
<ul>
{differences}
</ul>
</header>
<article{language}>
<h1 dir="auto">{title}</h1>
{body}
</article>
</body>
</html>
"""

_TAGS = {
    Kind.SAME: ("", ""),
    Kind.REMOVED: ("<del>", "</del>"),
    Kind.ADDED: ("<ins>", "</ins>"),
    Kind.MOVED_FROM: ('<del class="moved">', "</del>"),
    Kind.MOVED_TO: ('<ins class="moved">', "</ins>"),
}


def page(old: Record, new: Record, comparison: Comparison) -> str:
    """The differences, the weightiest first; then title and body with what went (`del`) and what came (`ins`)."""
    told = [_told(difference) for difference in comparison.differences] or ["<li>Nothing was changed.</li>"]
    return _PAGE.format(
        policy=_policy(),
        style=_STYLE,
        name=f"Article {new.id}, revision {old.revision} → {new.revision}",
        url=_safe(new.url),
        differences="\n".join(told),
        language=f' lang="{_safe(new.language)}"' if new.language else "",
        title="".join(_marked(kind, text) for kind, text in fragments(comparison.title)),
        body="\n".join(f'<p dir="auto">{paragraph}</p>' for paragraph in _paragraphs(comparison.body)),
    )


def difference_html(comparison: Comparison) -> str:
    """The same as a piece of a page: a list of the differences, then title and body; all text is escaped."""
    told = "\n".join(map(_told, comparison.differences)) or "<li>Nothing was changed.</li>"
    title = "".join(_marked(kind, text) for kind, text in fragments(comparison.title))
    paragraphs = "\n".join(f'<p dir="auto">{paragraph}</p>' for paragraph in _paragraphs(comparison.body))
    return f'<ul>\n{told}\n</ul>\n<p dir="auto"><b>{title}</b></p>\n{paragraphs}'


def _policy() -> str:
    """Nothing is allowed but the style sheet above."""
    digest = b64encode(sha256(_STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _told(difference: Difference) -> str:
    return f'<li dir="auto"><b>{difference.kind}</b> {_safe(difference.sentence)}</li>'


def _paragraphs(pieces: Iterable[Piece]) -> list[str]:
    """The body's paragraphs; what was changed across several is marked in each."""
    found = [""]
    for kind, text in fragments(pieces):
        first, *others = text.split("\n\n")
        found[-1] += _marked(kind, first)
        found += [_marked(kind, part) for part in others]
    return [paragraph for paragraph in found if paragraph]


def _marked(kind: Kind, text: str) -> str:
    before, after = _TAGS[kind]
    return f"{before}{_safe(text)}{after}" if text else ""


def _safe(text: str) -> str:
    return escape(printable(clean(text)))
