"""The dates that a page prints: what speaks for each of them being the publication's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.extraction.date_places import Place
from crawler.extraction.date_text import Found, dates_in, read_date

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
    r"hôm nay|\btoday\b|bây giờ|今天|hari ini|วันนี้",
    re.IGNORECASE,
)
POSITION = {"head": 4.0, "before": 2.0, "body": 0.0, "after": 0.0, "page": 0.5}
MAX_DATES = 4  # of one text: publication, change, and what else a date line tells
NEAR = 12  # steps above the headline
LABEL = 60  # characters before a date that may say what it is


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
    """A date that the page prints, what speaks for it, and whether it is labelled as that of a change."""

    dated: Dated
    score: float
    modified: bool


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
    source = "time element" if machine else "labelled text" if labelled else "printed text"
    iso = machine or (inside.iso(timezone) if inside else "")
    dated = Dated(iso, inside.printed if inside else place.datetime or "", source)
    score = _score(place, inside, labelled=labelled, machine=machine is not None)
    return Printed(dated, score - 9 if FOREIGN.search(label) else score, modified > published)


def _last(pattern: re.Pattern[str], label: str) -> int:
    """Where a label's last such word begins: the one nearest to the date tells what the date is. -1 for none."""
    return max((match.start() for match in pattern.finditer(label)), default=-1)


def _score(place: Place, inside: Found | None, *, labelled: bool, machine: bool) -> float:
    """Place, name, label and brevity, in points; the scale is that of dates.py's thresholds."""
    score = POSITION[place.position] - min(place.distance, 100) / 50
    score += 2 * place.named + 2 * labelled + machine
    # Far above a headline stands the site's clock.
    score -= 3 if place.position == "before" and place.distance > NEAR and not (place.named or labelled) else 0
    if inside is None:
        return score
    rest = len(place.text) - (inside.end - inside.start)
    score += 1 if rest < 40 else 0 if rest <= 120 and (place.named or labelled) else -2
    # A dateline opens the story: `29.11.2022 – …`, `Hanoi, 29 November 2022 – …`.
    first = place.position == "body" and place.distance < 4 and inside.start < 30
    opens = rest > 40 and (inside.start < 3 or first)
    return score + (4 if opens else 0) + (0.5 if inside.clock else 0)
