"""Which links lead to listings of news, in many languages, and which to feeds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.discovery.address import story_evidence
from crawler.discovery.anchors import MAX_ANCHORS, Anchor, base_of
from crawler.discovery.layout import Region
from crawler.discovery.link import Kind, Link
from crawler.discovery.texts import text_width
from crawler.urls import canonical, identity, parts_of

_MAX_LABEL = 60

# Words that name a listing of news by themselves. Compared without case and without the marks of the Latin script, so
# that a label and a slug (`tin-tuc`) are found by the same word.
_STRONG = (
    # vi
    "tin tuc", "tin tuc su kien", "tin tuc va su kien", "thong cao bao chi", "diem tin", "tin moi",
    "tin noi bat", "tin hoat dong",
    "tin trong nuoc", "tin quoc te", "ban tin", "hoat dong cua bo", "chi dao dieu hanh", "tin dia phuong",
    "tin nganh",
    "tin tong hop", "thoi su",
    # en
    "news", "latest news", "newsroom", "news and events", "news events", "press", "press room", "press release",
    "press releases",
    "media", "media centre", "media center", "media releases", "media release", "press office",
    "news and media", "whats new",
    "announcements", "newsletter archive", "news archive", "all news", "news updates", "press statements",
    "latest updates", "bulletins", "speeches",
    # zh ja ko
    "新闻", "新聞", "新闻中心", "要闻", "要聞", "动态", "動態", "工作动态", "环境要闻", "时政要闻", "通知公告",
    "公告", "新闻发布",
    "新聞稿", "最新消息", "お知らせ", "新着情報", "報道発表", "報道発表資料", "ニュース", "プレスリリース",
    "보도자료", "뉴스", "새소식",
    "공지사항", "보도 설명", "소식",
    # th lo km my
    "ข่าว", "ข่าวประชาสัมพันธ์", "ข่าวสาร", "ข่าวกิจกรรม", "ประกาศ", "ข่าวแจก", "ຂ່າວ", "ຂ່າວສານ", "ព័ត៌មាន",
    "សេចក្តីប្រកាសព័ត៌មាន",
    "သတင်း", "သတင်းများ",
    # ar fa he hi ne bn
    "أخبار", "الأخبار", "اخبار", "بيانات صحفية", "المركز الإعلامي", "خبر", "اطلاعیه", "חדשות", "הודעות",
    "समाचार", "प्रेस विज्ञप्ति",
    "সংবাদ", "খবর", "প্রেস বিজ্ঞপ্তি",
    # es pt fr it ro
    "noticias", "sala de prensa", "comunicados", "comunicados de prensa", "notas de prensa", "prensa",
    "boletines", "ultimas noticias",
    "imprensa", "sala de imprensa", "actualites", "actualite", "communiques", "communiques de presse", "presse",
    "espace presse",
    "salle de presse", "notizie", "comunicati", "comunicati stampa", "sala stampa", "stiri", "noutati",
    "comunicate", "comunicate de presa",
    # de nl sv da no fi et lv lt
    "aktuelles", "meldungen", "nachrichten", "pressemitteilungen", "pressemeldungen", "neuigkeiten", "nieuws",
    "nieuwsberichten",
    "persberichten", "nyheter", "pressmeddelanden", "pressmeldinger", "aktuelt", "nyheder", "pressemeddelelser",
    "uutiset", "tiedotteet",
    "ajankohtaista", "uudised", "pressiteated", "jaunumi", "zinas", "naujienos", "pranesimai spaudai",
    # ru uk be kk bg sr mk
    "новости", "пресс релизы", "пресс центр", "сообщения", "новини", "прес центр", "пресс служба", "навіны",
    "жаңалықтар", "вести",
    "саопштења", "соопштенија", "прес съобщения", "медиа",
    # id ms tr az uz
    "berita", "siaran pers", "siaran media", "kabar", "warta", "berita terkini", "akhbar", "haberler",
    "duyurular", "basin aciklamalari",
    "basin bultenleri", "xeberler", "yangiliklar", "mətbuat",
    # el pl cs sk sl hr hu
    "νέα", "ανακοινώσεις", "δελτία τύπου", "aktualnosci", "komunikaty", "wiadomosci", "aktuality",
    "tiskove zpravy", "zpravy",
    "tlacove spravy", "novice", "sporocila za javnost", "aktualno", "novosti", "vijesti", "priopcenja", "vesti",
    "hirek", "sajtokozlemenyek",
    "kozlemenyek", "lajme",
)  # fmt: skip
# Words that often stand over one.
_WEAK = (
    "su kien", "thong bao", "hoat dong", "updates", "blog", "notices", "circulars", "actividades",
    "activites",
    "avisos", "highlights", "stories", "活动", "資訊", "資料", "消息", "信息",
    "กิจกรรม",
    "события", "kegiatan", "pengumuman", "akce", "wydarzenia", "nachricht",
    "evenementen",
)  # fmt: skip
_ELSEWHERE = re.compile(  # pages that talk of the press but list no stories
    r"contact|social|subscribe|sign up|dang ky|lien he|abonn|inscri|kontakt|accredit|login|facebook|twitter|youtube"
    r"|gallery|video|photo"
    r"|thu vien|hinh anh|images?|calendar|lich ",
)
_TOPIC = re.compile(r"chuyen-?muc|danh-?muc|/categor(?:y|ies|ia|ie)/|/topics?/", re.IGNORECASE)
_FEED_TYPE = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|(?:text|application)/xml", re.IGNORECASE
)
_FEED_PATH = re.compile(
    r"/(?:rss|feeds?|atom)(?:/|$)|(?:rss|feed|atom)\d?\.(?:xml|aspx|ashx|php|do|json|rdf)$|\.(?:rss|atom)$",
    re.IGNORECASE,
)
_FEED_LABEL = re.compile(r"rss(?: feeds?| 2\.0)?|atom", re.IGNORECASE)
_COMMENTS = re.compile(
    r"(?<![\w-])comments?(?![\w-])|kommentar|comentarios|commentaires|bình luận|評論|コメント", re.IGNORECASE
)


def section_links(anchors: Iterable[Anchor]) -> list[Link]:
    """The links to listings of news, one an address, in page order, each with how plainly it says so."""
    best: dict[str, Link] = {}
    for anchor in anchors:
        score = _section_score(anchor)
        key = anchor.key
        if score > 0 and (key not in best or best[key].score < score):
            best[key] = Link(
                url=anchor.url, kind=Kind.LISTING, title=anchor.text or None, score=score, post=anchor.post
            )
    return list(best.values())


@lru_cache(maxsize=8_192)
def under_news(url: str) -> bool:
    """Whether a folder of the address is named as a section of news is, in any of the languages."""
    folders = parts_of(url).path.split("/")[1:-1]
    return any(folded(unquote(folder)) in _STRONG_WORDS for folder in folders)


def names_news(label: str) -> bool:
    """Whether a label names a section of news, in any of the languages."""
    return len(label) <= _MAX_LABEL and _weight(folded(label)) >= 0.7


def feed_links(tree: HtmlElement, anchors: Iterable[Anchor], url: str) -> list[Link]:
    """The feeds that the page declares, then those it links to; feeds of comments are left out."""
    found: dict[str, Link] = {}
    for address, title, score in [*_declared(tree, url), *_visible(anchors)]:
        if not _COMMENTS.search(f"{address} {title}"):
            found.setdefault(identity(address), Link(url=address, kind=Kind.FEED, title=title or None, score=score))
    return list(found.values())


_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{3})")  # the Arabic article: news, the news


@lru_cache(maxsize=8_192)
def folded(text: str) -> str:
    """The text for comparing: no case, no Latin marks (đ too), words apart by one blank; other scripts as they are."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("ı", "i"))
    plain = _ARTICLE.sub("", plain)
    letters = "".join(c for c in plain if not ("\u0300" <= c <= "\u036f"))
    words = re.sub(
        r"[^\w\u0e00-\u0eff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]+", " ", unicodedata.normalize("NFC", letters)
    )
    return words.replace("_", " ").strip()


def _holding(words: Iterable[str]) -> re.Pattern[str]:
    """One of the words in a label: a whole word where the script sets words apart, anywhere where it does not."""
    spaced = [re.escape(word) for word in words if word < "\u0e00" or "\u1e00" <= word < "\u2000"]
    unspaced = [re.escape(word) for word in words if re.escape(word) not in spaced]
    return re.compile(rf"(?<!\S)(?:{'|'.join(spaced)})(?!\S)|{'|'.join(unspaced)}")


_STRONG_WORDS = frozenset(folded(word) for word in _STRONG)
_WEAK_WORDS = frozenset(folded(word) for word in _WEAK)
_STRONG_LABEL = _holding(_STRONG_WORDS)
_WEAK_LABEL = _holding(_WEAK_WORDS)


def _section_score(anchor: Anchor) -> float:
    if len(anchor.text) > _MAX_LABEL:
        return 0.0
    score = _worded_score(anchor.text, anchor.url)
    return _topic_score(anchor) if score is None else score


@lru_cache(maxsize=8_192)  # menus repeat on every page of a site
def _worded_score(text: str, url: str) -> float | None:
    """How plainly words and address name a section of news; None where neither does."""
    label = folded(text)
    if not label or label.isdigit() or _ELSEWHERE.search(label):
        return 0.0
    said, spelt = _weight(label), _weight(_last_words(url))
    if spelt and not said and text_width(text) > 24:  # a headline in the folder of the news
        return 0.0
    if not said and not spelt:
        return None
    if story_evidence(url) > 3:  # long, numbered, dated: a story whose headline speaks of the news
        return 0.0
    if said and spelt:
        return round(min(0.95, max(said, spelt) + 0.1), 2)
    return max(said, round(spelt - 0.15, 2) if spelt else 0.0)


def _topic_score(anchor: Anchor) -> float:
    """A menu's link to a category: portals without a section of news sort their stories by topic."""
    if not _TOPIC.search(unquote(parts_of(anchor.url).path)) or story_evidence(anchor.url) > 3:
        return 0.0
    return 0.5 if anchor.region is Region.CHROME else 0.3


@lru_cache(maxsize=4_096)
def _weight(label: str) -> float:
    if not label:
        return 0.0
    if label in _STRONG_WORDS:
        return 0.85
    if _STRONG_LABEL.search(label):
        return 0.7 if len(label) <= 40 else 0.4
    if label in _WEAK_WORDS:
        return 0.5
    return 0.35 if _WEAK_LABEL.search(label) else 0.0


@lru_cache(maxsize=8_192)
def _last_words(url: str) -> str:
    segments = [segment for segment in unquote(parts_of(url).path).split("/") if segment]
    names = [re.sub(r"\.\w{2,5}$", "", segment) for segment in segments]
    named = [name for name in names if folded(name) not in {"index", "default", "home", "list", "pages", "all", ""}]
    return folded(named[-1]) if named and not re.search(r"\d{3}", named[-1]) else ""


def _declared(tree: HtmlElement, url: str) -> Iterable[tuple[str, str, float]]:
    base = base_of(tree, url)
    for link in list(tree.iter("link"))[:MAX_ANCHORS]:
        rel = (link.get("rel") or "").lower().split()
        if "alternate" in rel and _FEED_TYPE.match(link.get("type") or "") and not link.get("hreflang"):
            address = canonical(link.get("href") or "", base)
            if address:
                yield address, link.get("title") or "", 0.95


def _visible(anchors: Iterable[Anchor]) -> Iterable[tuple[str, str, float]]:
    for anchor in anchors:
        if _is_feed_address(anchor.url):
            yield anchor.url, anchor.text, 0.8
        elif len(anchor.text) <= _MAX_LABEL and _FEED_LABEL.fullmatch(anchor.text.strip()):
            yield anchor.url, anchor.text, 0.7


@lru_cache(maxsize=8_192)
def _is_feed_address(url: str) -> bool:
    parts = parts_of(url)
    return bool(_FEED_PATH.search(parts.path)) or "format=feed" in parts.query or "feed=rss" in parts.query
