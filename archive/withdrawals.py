"""What speaks for it that a portal took a story away, and whether that suffices.

Every observation is kept with its certainty. `gone_at` follows from what is kept: observations of different kinds or of
different days add up (noisy-or). What most of a run's re-visits met alike speaks for a relaunch or an outage, and for
no withdrawal. All of it is decided from the rows, after each visit anew, so that a killed run leaves nothing undecided.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from archive.connection import Connection
from archive.text import clean

ENOUGH = 0.75  # certainty from which a story counts as withdrawn
MASS = 3  # stories that vanish alike from which a relaunch is thought of
_MOST = 1.5  # times as many as answered
_IN_MASS = 0.1  # of its certainty is left to what was seen in a mass


class Sign(StrEnum):
    """What was seen."""

    REMOVED = "removed"  # HTTP 410
    MISSING = "missing"  # HTTP 404
    SOFT_404 = "soft 404"  # a page that says it is none, with status 200
    HOME = "home"  # a redirect to the front page
    SECTION = "section"  # a redirect to a list of stories
    LOGIN = "login"  # a login page
    EMPTIED = "emptied"  # the headline without the story
    REPLACED = "replaced"  # another page stands there
    AWAY = "away"  # a redirect off the portal
    UNLISTED = "unlisted"  # its listing does not name it any more, but older ones
    # what ends a period
    RESTORED = "restored"  # a story that was gone is there
    ANSWERED = "answered"  # one that was only suspected is there
    MOVED = "moved"  # it is there, at another address
    LISTED = "listed"  # its listing names it again


CERTAINTY = {
    Sign.REMOVED: 0.98,
    Sign.MISSING: 0.9,
    Sign.SOFT_404: 0.85,
    Sign.HOME: 0.8,
    Sign.SECTION: 0.8,
    Sign.LOGIN: 0.7,
    Sign.EMPTIED: 0.7,
    Sign.REPLACED: 0.5,
    Sign.AWAY: 0.4,
    Sign.UNLISTED: 0.3,
}
ENDS = frozenset({Sign.RESTORED, Sign.ANSWERED, Sign.MOVED, Sign.LISTED})
_STATUSES = frozenset({Sign.REMOVED, Sign.MISSING})  # these say so; the others need a story beside that answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One observation at a visit. hinted: the story was asked for because its listing does not name it any more."""

    kind: Sign
    note: str
    hinted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An observation as it is kept. certainty: 0 to 1, taken by itself; mass: most of the run vanished alike."""

    seen_at: str
    kind: Sign
    certainty: float
    note: str
    mass: bool = False
    run_id: int | None = None
    capture_id: int | None = None

    @property
    def weight(self) -> float:
        """Its certainty, with regard to what else the run met."""
        return self.certainty * (_IN_MASS if self.mass else 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What became of a story. at: UTC. why: in words.

    what: `withdrawn`; `restored`, it came back; `suspected`, of being withdrawn; `unlisted`, it is only named no more.
    """

    article_id: int
    portal: str
    url: str
    title: str
    what: str
    at: str
    why: str
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mass:
    """Most of what a run re-visited vanished alike. of: stories that were re-visited."""

    kind: Sign
    count: int
    of: int

    def __str__(self) -> str:
        how = _IN_WORDS.get(self.kind, str(self.kind))
        return f"{self.count} of {self.of} re-visited stories {how}: a relaunch or an outage? None is taken for gone"


_IN_WORDS = {
    Sign.MISSING: "are not found (HTTP 404)",
    Sign.REMOVED: "are gone (HTTP 410)",
    Sign.SOFT_404: "are not found",
    Sign.HOME: "redirect to the home page",
    Sign.SECTION: "redirect to a list of stories",
    Sign.LOGIN: "lead to a login page",
    Sign.EMPTIED: "have lost their text",
    Sign.REPLACED: "have given way to another page",
    Sign.AWAY: "redirect off the portal",
}


# pure


def combined(seen: Sequence[Seen]) -> float:
    """How certain all observations since the last end of a period make it together: noisy-or over kinds and days.

    A listing counts once, however often it was read.
    """
    weights: dict[tuple[Sign, str], float] = {}
    for one in seen:
        key = (one.kind, "" if one.kind is Sign.UNLISTED else one.seen_at[:10])
        weights[key] = max(weights.get(key, 0.0), one.weight)
    return 1.0 - math.prod(1.0 - weight for weight in weights.values())


def open_period(seen: Sequence[Seen]) -> list[Seen]:
    """The observations since the story was last known to be there."""
    ends = [place for place, one in enumerate(seen) if one.kind in ENDS]
    return list(seen[ends[-1] + 1 if ends else 0 :])


def is_mass(alike: int, unhinted: int, answered: int) -> bool:
    """Whether so many stories vanished alike that it is no withdrawal.

    unhinted: those among them that were not asked for because a listing does not name them any more: they say how the
    portal as a whole fares. answered: re-visited stories that are there.
    """
    if alike < MASS:
        return False
    return answered == 0 or (unhinted >= MASS and unhinted > _MOST * answered)


# rows


def note(
    connection: Connection,
    article_id: int,
    evidence: Iterable[Evidence],
    now: str,
    *,
    run_id: int | None = None,
    capture_id: int | None = None,
) -> None:
    """Keep observations; what a gone story shows again is no news, nor is what a listing said before."""
    kept = history(connection, article_id)
    known = {one.kind for one in open_period(kept)}
    known = known if _gone_at(connection, article_id) else known & {Sign.UNLISTED}
    for one in evidence:
        if one.kind not in known:
            _insert(connection, article_id, one, now, run_id=run_id, capture_id=capture_id)


def answered(
    connection: Connection,
    article_id: int,
    now: str,
    *,
    elsewhere: str | None,
    run_id: int | None,
    capture_id: int | None,
) -> None:
    """Note that a story is there: it ends a period of observations that spoke against it.

    elsewhere: the address, where it is another than the one that the story was followed at.
    """
    if all(one.kind is Sign.UNLISTED for one in open_period(history(connection, article_id))):
        return
    gone_at = _gone_at(connection, article_id)
    kind = Sign.MOVED if elsewhere else Sign.RESTORED if gone_at else Sign.ANSWERED
    told = f"at {elsewhere}" if elsewhere else ""
    why = connection.value("SELECT gone_why FROM article_rows WHERE id = ?", (article_id,))
    told = f"was gone since {gone_at}: {why}" if kind is Sign.RESTORED else told
    _insert(
        connection,
        article_id,
        Evidence(kind=kind, note=told or "there again"),
        now,
        run_id=run_id,
        capture_id=capture_id,
    )


def settle(connection: Connection, portal: str, run_id: int | None) -> int:
    """Let `gone_at` of the stories that a run has observations of follow from all that is kept by now.

    Return how many stories the run has found withdrawn, as far as is known by now.
    """
    sql = """
        SELECT DISTINCT article_id FROM withdrawal_evidence JOIN article_rows AS articles ON articles.id = article_id
        WHERE run_id IS ? AND portal = ? AND fresh AND kind <> 'unlisted' AND (run_id IS NOT NULL OR gone_at IS NULL)
    """
    ids = [row["article_id"] for row in connection.rows(sql, (run_id, portal))]
    if not ids:
        return 0
    there, sources = _answers(connection, portal, run_id)
    for mass in _masses(connection, portal, run_id):
        sql = "UPDATE withdrawal_evidence SET mass = ? WHERE run_id IS ? AND kind = ? AND fresh"
        connection.execute(sql, (is_mass(mass.alike, mass.unhinted, there), run_id, mass.kind))
    for article_id in ids:
        _settle_one(connection, article_id, stories=there > 0, any_answer=there + sources > 0 or run_id is None)
    return sum(_gone_at(connection, article_id) is not None for article_id in ids)


def history(connection: Connection, article_id: int) -> list[Seen]:
    """All observations of a story, the oldest first."""
    sql = "SELECT * FROM withdrawal_evidence WHERE article_id = ? ORDER BY id"
    return [
        Seen(
            seen_at=row["seen_at"],
            kind=Sign(row["kind"]),
            certainty=row["certainty"],
            note=row["note"],
            mass=bool(row["mass"]),
            run_id=row["run_id"],
            capture_id=row["capture_id"],
        )
        for row in connection.rows(sql, (article_id,))
    ]


def masses(connection: Connection, portal: str, run_id: int) -> list[Mass]:
    """What most of a run's re-visits of a portal met alike."""
    there, _ = _answers(connection, portal, run_id)
    groups = _masses(connection, portal, run_id)
    of = there + sum(group.alike for group in groups)
    return [
        Mass(kind=group.kind, count=group.alike, of=of)
        for group in groups
        if is_mass(group.alike, group.unhinted, there)
    ]


def listed(connection: Connection, since: str, portals: Sequence[str] = ()) -> Iterator[Listed]:
    """The stories whose withdrawal, suspected withdrawal or return was seen at `since` (UTC, or a day) or later.

    The latest first. portals: only these.
    """
    sql = """
        SELECT evidence.*, articles.portal, articles.url, articles.title, gone_at, gone_why
        FROM withdrawal_evidence AS evidence JOIN article_rows AS articles ON articles.id = article_id
        WHERE article_id IN (SELECT article_id FROM withdrawal_evidence WHERE seen_at >= ?)
        ORDER BY article_id, evidence.id
    """
    found = []
    for _, rows in groupby(connection.rows(sql, (since,)), key=lambda row: int(row["article_id"])):
        told = list(rows)
        if portals and told[0]["portal"] not in portals:
            continue
        one = _listed(told[-1]["article_id"], history(connection, told[-1]["article_id"]), dict(told[-1]), since)
        if one is not None:
            found.append(one)
    yield from sorted(found, key=lambda one: (one.at, one.article_id), reverse=True)


def _listed(article_id: int, seen: Sequence[Seen], story: dict[str, str], since: str) -> Listed | None:
    now_open = open_period(seen)
    if story["gone_at"]:
        what, at, why = "withdrawn", story["gone_at"], story["gone_why"]
    elif now_open:
        strongest = max(now_open, key=lambda one: one.weight)
        what = "unlisted" if strongest.kind is Sign.UNLISTED else "suspected"
        at, why = now_open[-1].seen_at, strongest.note
    elif seen[-1].kind is Sign.RESTORED:
        what, at, why = "restored", seen[-1].seen_at, seen[-1].note
    else:
        return None
    if at < since:
        return None
    return Listed(
        article_id=article_id,
        portal=story["portal"],
        url=story["url"],
        title=story["title"],
        what=what,
        at=at,
        why=why,
        certainty=round(combined(now_open), 3),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    kind: Sign
    alike: int
    unhinted: int


def _masses(connection: Connection, portal: str, run_id: int | None) -> list[_Group]:
    """How many stories vanished in each way in a run."""
    if run_id is None:
        return []
    sql = """
        SELECT kind, hinted FROM withdrawal_evidence JOIN article_rows AS articles ON articles.id = article_id
        WHERE run_id = ? AND portal = ? AND fresh AND kind <> 'unlisted'
    """
    rows = connection.rows(sql, (run_id, portal))
    alike = Counter(Sign(row["kind"]) for row in rows)
    unhinted = Counter(Sign(row["kind"]) for row in rows if not row["hinted"])
    return [_Group(kind, count, unhinted[kind]) for kind, count in alike.items()]


def _answers(connection: Connection, portal: str, run_id: int | None) -> tuple[int, int]:
    """How many stories that were known before, and how many sources, answered in a run as they should."""
    if run_id is None:
        return 1, 1
    sql = """
        SELECT count(*) FROM addresses
        JOIN article_rows AS articles ON articles.portal = addresses.portal AND read_from = addresses.url
        WHERE addresses.portal = ? AND run_id = ? AND state = 'done' AND rounds > 1
    """
    stories = connection.value(sql, (portal, run_id))
    sql = """
        SELECT count(*) FROM addresses
        WHERE portal = ? AND run_id = ? AND state = 'done' AND kind IN ('listing', 'feed', 'sitemap')
    """
    return int(stories), int(connection.value(sql, (portal, run_id)))


def _settle_one(connection: Connection, article_id: int, *, stories: bool, any_answer: bool) -> None:
    seen = open_period(history(connection, article_id))
    signs = [one for one in seen if one.kind is not Sign.UNLISTED]
    answers = any_answer if any(one.kind in _STATUSES for one in signs) else stories
    if signs and answers and combined(seen) >= ENOUGH:
        first, strongest = signs[0], max(signs, key=lambda one: one.weight)
        _set_gone(connection, article_id, first.seen_at, strongest.note)
    elif signs:
        _set_gone(connection, article_id, None, None)


def _set_gone(connection: Connection, article_id: int, gone_at: str | None, why: str | None) -> None:
    sql = "UPDATE article_rows SET gone_at = ?, gone_why = ? WHERE id = ?"
    connection.execute(sql, (gone_at, why, article_id))


def _gone_at(connection: Connection, article_id: int) -> str | None:
    gone_at: str | None = connection.value("SELECT gone_at FROM article_rows WHERE id = ?", (article_id,))
    return gone_at


def _insert(
    connection: Connection, article_id: int, evidence: Evidence, now: str, *, run_id: int | None, capture_id: int | None
) -> None:
    sql = """
        INSERT INTO withdrawal_evidence
            (article_id, seen_at, kind, certainty, hinted, fresh, run_id, capture_id, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
    certainty = CERTAINTY.get(evidence.kind, 0.0)
    fresh = _gone_at(connection, article_id) is None and evidence.kind not in ENDS
    row = (article_id, now, evidence.kind, certainty, evidence.hinted, fresh, run_id, capture_id, clean(evidence.note))
    connection.execute(sql, row)
