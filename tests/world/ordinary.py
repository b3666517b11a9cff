"""The ordinary pages of a portal, which are no stories: what each kind of them says, in the portal's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from wordings import WORDINGS, Wording

PLAIN = ("about", "contact", "staff", "questions", "legal", "gallery", "calendar", "register", "search", "login")
LABELLED = {"months": "calendar", "laws": "register"}  # kinds that stand in menus under the label of another one


def label(language: str, kind: str) -> str:
    """What a menu calls a kind of page."""
    return WORDINGS[language].labels[LABELLED.get(kind, kind)]


def main_part(language: str, kind: str) -> str:
    """The main part of an ordinary page as HTML, headline included."""
    return f"<h1>{label(language, kind)}</h1>{PAGES[kind](WORDINGS[language])}"


def months(path: str, asked: str) -> str:
    """A calendar of `asked` (2026-01); the months before and after it are linked, without end."""
    try:
        month = dt.date.fromisoformat(f"{asked}-01")
    except ValueError:
        month = dt.date(2026, 1, 1)
    before, after = month - dt.timedelta(days=1), month + dt.timedelta(days=31)
    days = "".join(f'<td><a href="{path}?month={month:%Y-%m}&amp;day={n}">{n}</a></td>' for n in range(1, 29))
    return (
        f'<p><a href="{path}?month={before:%Y-%m}">«</a> {month:%m/%Y} '
        f'<a rel="next" href="{path}?month={after:%Y-%m}">»</a></p><table><tr>{days}</tr></table>'
    )


def sentences(words: Wording) -> tuple[str, ...]:
    """Four or five sentences as stories have them, with their gaps filled."""
    return tuple(line.format(who=words.who[0], what=words.what[0], count=900) for line in words.lines[2:7])


def prose(words: Wording) -> str:
    """Some paragraphs as HTML."""
    return "".join(f"<p>{sentence}</p>" for sentence in sentences(words))


def _contact(words: Wording) -> str:
    return (
        "<address>12 Fenwick Square, 10400<br>+00 1 555 0100<br>info@ministry.example</address>"
        f"<p>{sentences(words)[1]}</p><form action='/send' method='post'><input name='mail'>"
        "<textarea name='text'></textarea></form>"
    )


def _staff(_words: Wording) -> str:
    names = ("A. Fenwick", "B. Oduya", "C. Lindqvist", "D. Marrow", "E. Castellan", "F. Ishikawa")
    return "<ul>" + "".join(f"<li><b>{name}</b>, tel. 555-01{n:02d}</li>" for n, name in enumerate(names)) + "</ul>"


def _questions(words: Wording) -> str:
    said = zip(words.what, sentences(words), strict=False)
    return "".join(f"<h3>{n}. {what}?</h3><p>{text}</p>" for n, (what, text) in enumerate(said, 1))


def _legal(words: Wording) -> str:
    return f"{prose(words)}<p>v. 2.1, 12.03.2021</p>{prose(words)}"


def _gallery(_words: Wording) -> str:
    pictures = (
        f'<figure><img src="/media/album-{n}.jpg"><figcaption>{n + 1}/9</figcaption></figure>' for n in range(9)
    )
    return f'<div class="album">{"".join(pictures)}</div>'


def _calendar(words: Wording) -> str:
    names = words.short or words.what
    days = "".join(f"<tr><td>2026-12-{n * 4 + 2:02d}</td><td>{names[n]} ({n + 9}:00)</td></tr>" for n in range(6))
    return f"<table class='events'>{days}</table>"


def _register(_words: Wording) -> str:
    rows = "".join(
        f'<tr><td>{n + 310}/2026</td><td>2026-{10 - n:02d}-14</td><td><a href="/media/permit-{n}.pdf">PDF</a></td></tr>'
        for n in range(9)
    )
    return f"<table class='register'>{rows}</table>"


def _laws(words: Wording) -> str:
    """Number, day, and a PDF that is named as a story might be."""
    said = sentences(words)
    rows = "".join(
        f'<tr><td>{n}/2024</td><td>{n + 2:02d}.0{n % 9 + 1}.2024</td><td><a href="/media/law-{n}.pdf">'
        f"{words.labels['register']} {n}/2024 {said[n % 3][:60]}</a></td></tr>"
        for n in range(1, 15)
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _search(_words: Wording) -> str:
    return "<form action='/search' role='search'><input type='search' name='q'><button>OK</button></form>"


def _login(_words: Wording) -> str:
    return "<form action='/login' method='post'><input name='user'><input type='password' name='pass'></form>"


PAGES: dict[str, Callable[[Wording], str]] = {
    "about": prose,
    "contact": _contact,
    "staff": _staff,
    "questions": _questions,
    "legal": _legal,
    "gallery": _gallery,
    "calendar": _calendar,
    "register": _register,
    "laws": _laws,
    "search": _search,
    "login": _login,
}
