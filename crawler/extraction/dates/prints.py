"""The dates that a page prints: what speaks for each of them being the publication's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.extraction.dates.pairs import surer
from crawler.extraction.dates.places import Place, Position
from crawler.extraction.dates.text import Found, dates_in, read_date

# Words before a date that say what it is. Neutral ones only say that it is one.
PUBLISHED = re.compile(
    r"submitted|gespeichert|eingereicht|erschienen|publi(?:shed|c|é|kuj)|posted|released?\b|issued|"
    r"đăng|xuất bản|phát hành|发布|發布|發佈|发表|發表|公開|掲載|公布|刊登|등록|게시|작성|입력|"
    r"veröffentlicht|erstellt|pubblicat|gepubliceerd|geplaatst|udgivet|julkaistu|"
    r"opublikowan|dodano|zveřejněn|vydáno|objavljeno|објављено|публик|опубл|"
    r"δημοσ|yayın|diterbitkan|dipublikasi|diposting|เผยแพร่|โพสต์|نشر|"
    r"انتشار|פורסם|प्रकाशित|प्रविष्टि|প্রকাশ|közzét|megjelen",
    re.IGNORECASE,
)
NEUTRAL = re.compile(
    r"date\s?:|\bngày\b|日期|时间|時間|日時|stand\s?:|datum|data\s?:|дата|tarih|tanggal|tarikh|วันที่|تاريخ|תאריך|مؤرخ|fecha|दिनांक|मिति",
    re.IGNORECASE,
)
MODIFIED = re.compile(
    r"updat|modif|revis|last\s+(?:edit|chang)|cập nhật|chỉnh sửa|更新|修改|最終|수정|aktualis|geändert|"
    r"actuali|atualiz|mise? à jour|aggiorn|обновл|изменен|оновл|ажурир|güncelle|aktualiz|ažurir|"
    r"bijgewerkt|gewijzigd|uppdater|oppdater|opdater|päivitetty|ενημερ|تحديث|بروزرسانی|עודכן|"
    r"diperbarui|kemas\s?kini|แก้ไข|ปรับปรุง|अद्यतन|অপডেট|frissít",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"©|copyright|deadline|expires?\b|hết hạn|hạn nộp|\bborn\b|archived|截止|有效期|isbn|phone|\btel|"
    r"\b(?:when|wann|quand|cuándo|kapan)\s?:|event date|(?:closing|expiry|due) date|valid until|"
    r"hôm nay|\btoday\b|bây giờ|今天|hari ini|วันนี้",
    re.IGNORECASE,
)
# A town, its state, a weekday, `den`, `ngày`; or nothing. What follows is no part of the sentence.
BEFORE_DATELINE = re.compile(r"\A[\W_]{0,3}(?:[^\d.!?;:]{2,50}[,(|/–—-]\s{0,2}(?:[^\W\d]{1,12}[\s,.]{1,3}){0,3})?\Z")
AFTER_DATELINE = re.compile(r"[\s,]{0,3}(?:[-–—－:.|/()（）】•·]|\Z)")
POSITION = {"head": 4.0, "before": 2.0, "body": -1.0, "end": 0.0, "after": 0.0, "page": 0.5, "side": 0.5, "edge": 0.5}
MAX_DATES = 4  # of one text: publication, change, and what else a date line tells
NEAR = 12  # steps above the headline
LAST_DATELINE = 12  # steps after the headline or the body's begin
SENTENCE_ENDS = (".", "。", "।", "။", "։", "።", "؟", "!", "?", "…")
LABEL = 60  # characters before a date that may say what it is
SPAN = 8  # characters between the first day of a span and its last
SHORT, LINE = 40, 120  # characters beside the date of a text that is a date, of a line of particulars


@dataclass(frozen=True, slots=True)
class Dated:
    """date: ISO day, or instant with offset. text: as the page has it. source: the rule that won."""

    date: str
    text: str
    source: str

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.date[:10])

    @property
    def in_utc(self) -> bool:
        """Whether it is an instant of which only the hour in Greenwich is known."""
        return self.date.endswith("+00:00")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date that the page prints: what speaks for it, whether it is labelled as that of a change, where it stands."""

    dated: Dated
    score: float
    modified: bool
    position: Position
    other_years: bool = False  # those of another calendar are printed


@lru_cache(maxsize=512)
def read_stated(text: str, languages: tuple[str, ...], timezone: str | None) -> str | None:
    """A date as metadata writes it: as a printed one, or as seconds or milliseconds since 1970."""
    if re.fullmatch(r"\d{10}|\d{13}", text, re.ASCII):
        text = (dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(seconds=int(text[:10]))).isoformat()
    return read_date(text, languages, timezone)


def printed_dates(found: Iterable[Place], languages: tuple[str, ...], timezone: str | None) -> Iterator[Printed]:
    """The dates of each text, with the likelihood that they are the publication's."""
    for place in found:
        inside = [date for date, _ in zip(dates_in(place.text, languages, timezone), range(MAX_DATES), strict=False)]
        machine = _machine(place, inside, languages, timezone)
        if machine:
            label = place.text[: inside[0].start] if len(inside) > 1 else place.text[:LABEL]
            yield _printed(place, inside[0] if inside else None, f"{place.label} {label}", machine, timezone)
            inside = inside[1:]
        start = inside[0].start if machine and inside else 0
        for number, each in enumerate(inside):
            label = place.text[start : each.start]
            yield _printed(place, each, label if number else f"{place.label} {label}", None, timezone)
            start = each.end


def _machine(place: Place, inside: list[Found], languages: tuple[str, ...], timezone: str | None) -> str | None:
    """The date of the element's attribute, unless it is another than the first that readers see.

    Templates go stale, and the attribute of `Posted: 20 May | Updated: 21 May` may be that of the change.
    """
    iso = read_stated(place.datetime, languages, timezone) if place.datetime else None
    if not iso or not inside:
        return iso
    day, (first, *others) = dt.date.fromisoformat(iso[:10]), (each.day for each in inside)
    other = day != first and day in others
    return None if other or abs(day - first) > dt.timedelta(days=1) else iso


def _printed(place: Place, inside: Found | None, label: str, machine: str | None, timezone: str | None) -> Printed:
    label = label[-LABEL - 20 :]
    published, modified = _last(PUBLISHED, label), _last(MODIFIED, label)
    labelled = published >= 0 or modified >= 0 or NEUTRAL.search(label) is not None
    labelled = labelled and not (inside and _mentioned(place, inside))
    source = "time element" if machine else "labelled text" if labelled else "printed text"
    iso = machine or (inside.iso(timezone) if inside else "")
    dated = Dated(iso, inside.printed if inside else place.datetime or "", source)
    score = _score(place, inside, labelled=labelled, machine=machine is not None)
    score -= 9 * bool(FOREIGN.search(label))
    other_years = bool(inside and not machine and inside.counts_other_years)
    return Printed(dated, score, modified > published, place.position, other_years)


def by_sure_years(ranked: list[Printed]) -> list[Printed]:
    """The dates; where one of another calendar has the Gregorian date of that day beside it, that is what it says.

    Two elements may hold the two: `<span>٢٧ ربيع الآخر ١٤٤٧هـ</span> <span>٢٠ أكتوبر ٢٠٢٥م</span>`.
    """
    sure = [each for each in ranked if not each.other_years]
    return [_said_surely(each, sure) if each.other_years else each for each in ranked]


def _said_surely(one: Printed, sure: list[Printed]) -> Printed:
    alike = [each for each in sure if (each.position, each.modified) == (one.position, one.modified)]
    day = surer(one.dated.day, (each.dated.day for each in alike))
    return next((replace(one, dated=each.dated) for each in alike if each.dated.day == day), one)


def _last(pattern: re.Pattern[str], label: str) -> int:
    """Where a label's last such word begins: the one nearest to the date tells what the date is. -1 for none."""
    return max((match.start() for match in pattern.finditer(label)), default=-1)


def _rest(place: Place, inside: Found) -> int:
    """How many characters of the text are not the date."""
    return len(place.text) - (inside.end - inside.start)


def _mentioned(place: Place, inside: Found) -> bool:
    """Whether running text only speaks of the date: `… the register was published by 31 December 2017, as …`.

    A number right before it belongs to a span of days: `On the days of 26 and 27 June 2023 …`.
    """
    rest = _rest(place, inside)
    sentence = rest > LINE or (rest > SHORT and place.text.rstrip().endswith(SENTENCE_ENDS))
    span = any(map(str.isdigit, place.text[max(0, inside.start - SPAN) : inside.start]))
    return sentence and (span or inside.start > LABEL // 2)


def _is_dateline(place: Place, inside: Found) -> bool:
    """Whether a text opens as news do, with place and date or the date: `JAKARTA, 12 Mei 2023 – …`, `29.11.2022: …`."""
    before, after = inside.text[: inside.start], inside.text[inside.end :]
    bare = not before.strip() and _rest(place, inside) <= SHORT  # that of a row or an item
    if place.position not in {"head", "body"} or place.distance >= LAST_DATELINE or bare:
        return False
    return BEFORE_DATELINE.match(before) is not None and AFTER_DATELINE.match(after) is not None


def _score(place: Place, inside: Found | None, *, labelled: bool, machine: bool) -> float:
    """Place, name, label and brevity, in points; the scale is that of dates.py's thresholds."""
    score = POSITION[place.position] - min(place.distance, 100) / 50
    score += 2 * place.named + 2 * labelled + (machine and inside is not None)
    # Far above a headline stands the site's clock.
    score -= 3 if place.position == "before" and place.distance > NEAR and not (place.named or labelled) else 0
    if inside is None:
        return score
    rest, told, opens = _rest(place, inside), place.named or labelled, _is_dateline(place, inside)
    score += 1 if rest < SHORT or opens else 0 if rest <= LINE and told else -2 if told else -4
    return score + (3 if opens and place.position == "body" else 0) + (0.5 if inside.clock else 0)
