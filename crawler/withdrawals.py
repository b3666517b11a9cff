"""What a known story's address answers now: the story, what speaks for its withdrawal, or nothing that counts. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from archive.revisions import RELATED, overlap, title_key
from archive.withdrawals import Evidence, Sign
from crawler.discovery.refusal import LOGIN, SOFT_404, TURNED_AWAY, refusal, says_login, says_missing
from crawler.discovery.territory import is_portal_front
from crawler.urls import identity, parts_of

_LONG = 200  # characters of a body that can be emptied
_LEFT = 0.15  # of it, under which it is
_TEASERS = 5  # on a page that lists stories
_ERROR_PAGE = re.compile(
    r"(?:^|[/_.-])(?:error|err|404|410|not_?-?found|page_?-?not_?-?found|missing|exception|nopage|khong-tim-thay)"
    r"(?:[/_.-]|\d{3}|page|$)",
    re.IGNORECASE,
)
_LOGIN_PAGE = re.compile(
    r"(?:^|[/_.-])(?:log_?-?in|sign_?-?in|sso|oauth2?|saml2?|auth|authenticate|wp-login|dang-?nhap|member/login|user/login)"
    r"(?:[/_.-]|$)",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"(?:^|[/_.-])(?:maintenance|maintain|bao-?tri|blocked?|captcha|challenge|waf|suspended(?:page)?|sorry|waiting)"
    r"(?:[/_.-]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The story as it is kept. files: its pictures and documents."""

    title: str
    body: str
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a page shows.

    asked, url: addresses, before and after redirects. story_title, body, files: what extraction takes for the story.
    page_title, headings, opening: of the document. script: what a page says that is hardly more than a script. target:
    where it sends every visitor at once.
    """

    asked: str
    url: str
    story_title: str = ""
    dated: bool = False
    body: str = ""
    files: int = 0
    page_title: str = ""
    headings: str = ""
    opening: str = ""
    script: str = ""
    prose: int = 0
    teasers: int = 0
    password_field: bool = False
    target: str | None = None

    @property
    def moved(self) -> bool:
        """Whether another address answered."""
        return identity(self.asked) != identity(self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """is_story: the story is there. evidence: what speaks for its withdrawal. reason: why the page says nothing."""

    is_story: bool = False
    evidence: Evidence | None = None
    reason: str | None = None


def finding(answer: Answer, known: Known, home: str) -> Finding:
    """Judge what a known story's address answered with status 200."""
    if is_there(answer, known):
        return Finding(is_story=True)
    refused = _refusal(answer)
    if refused in TURNED_AWAY or (answer.moved and _MAINTENANCE.search(_path(answer.url))):
        return Finding(reason=refused or "sent to a page that turns visitors away")
    sign, note = _sign(answer, known, home, refused)
    if sign is None:
        return Finding(is_story=True)
    return Finding(evidence=Evidence(kind=sign, note=note))


def is_there(answer: Answer, known: Known) -> bool:
    """Whether the page shows the story: its headline or its text, and not the headline alone."""
    if answer.moved and is_portal_front(answer.url):
        return False
    if _is_emptied(answer, known):
        return False
    if known.body and answer.body and overlap(answer.body, known.body) >= RELATED:
        return len(answer.body) >= _LEFT * len(known.body)
    same = title_key(answer.story_title) == title_key(known.title)
    return same and (bool(answer.body) or answer.files > 0 or not known.body) and not says_missing(answer.body)


def _is_emptied(answer: Answer, known: Known) -> bool:
    if len(known.body) < _LONG:
        return not answer.body and not answer.files and bool(known.body or known.files)
    return len(answer.body) < max(_LEFT * len(known.body), 1) and answer.files <= known.files


def _refusal(answer: Answer) -> str | None:
    length = max(len(answer.body), answer.prose)
    text = answer.opening or answer.script
    password = answer.password_field
    return refusal(answer.page_title, answer.headings, text, body_length=length, password_field=password)


def _sign(answer: Answer, known: Known, home: str, refused: str | None) -> tuple[Sign | None, str]:
    target = answer.url if answer.moved else answer.target
    if refused == LOGIN or (target and _is_login(answer, target)):
        return Sign.LOGIN, f"leads to a login page, {target}" if target else "asks for a login"
    if refused == SOFT_404 or (target and _ERROR_PAGE.search(_path(target))) or _says_missing(answer):
        return Sign.SOFT_404, f"answers that there is no such page: {_told(answer)}"
    if target:
        return _of_redirect(answer, target, home)
    if title_key(known.title) in title_key(f"{answer.headings} {answer.page_title} {answer.story_title}"):
        return Sign.EMPTIED, f"the headline is there, {len(answer.body)} of {len(known.body)} characters are left"
    if answer.dated and answer.story_title and len(answer.body) >= _LONG and answer.teasers < _TEASERS:
        return None, ""  # written anew from headline to end
    return Sign.REPLACED, f"another page stands there: {_told(answer)}"


def _of_redirect(answer: Answer, target: str, home: str) -> tuple[Sign, str]:
    if identity(target) == identity(home) or is_portal_front(target):
        return Sign.HOME, "redirects to the home page"
    asked, path = _path(answer.asked).rstrip("/"), _path(target).rstrip("/")
    if asked.startswith(f"{path}/") or answer.teasers >= _TEASERS:
        return Sign.SECTION, f"redirects to a list, {target}"
    return Sign.REPLACED, f"redirects to another page, {target}"


def _is_login(answer: Answer, target: str) -> bool:
    return bool(_LOGIN_PAGE.search(_path(target))) or (answer.password_field and says_login(answer.page_title))


def _says_missing(answer: Answer) -> bool:
    texts = (answer.body, answer.script, answer.headings, *([answer.opening] if answer.teasers < _TEASERS else []))
    return any(says_missing(text) for text in texts)


def _told(answer: Answer) -> str:
    return (answer.headings or answer.page_title or answer.body or answer.opening or "an empty page")[:120]


def _path(url: str) -> str:
    return unquote(parts_of(url).path)


def of_status(status: int | None) -> Sign | None:
    """What an answer without a page speaks for."""
    return {404: Sign.MISSING, 410: Sign.REMOVED}.get(status or 0)
