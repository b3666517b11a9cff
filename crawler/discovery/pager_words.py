"""What the links of a pager say: next, back, the number of a page."""

from __future__ import annotations

import re
from functools import lru_cache

_NEXT = re.compile(
    r"next(?: page)?|older(?: posts| entries| news)?|load more|show more|more(?: news)?"
    r"|(?:trang )?(?:sau|tiếp|kế)(?: theo)?|xem thêm|tiếp »"
    r"|下一页|下页|下一頁|下頁|后一页|次へ|次の(?:ページ|\d+件).{0,4}|もっと見る|다음(?: ?페이지)?.{0,4}"
    r"|더보기|ถัดไป|หน้าถัดไป|التالي|التالية|بعدی|הבא"
    r"|siguiente|página siguiente|próxim[oa]|seguinte|suivante?|page suivante|successiv[ao]|avanti"
    r"|următor.{0,4}|weiter|nächste(?: seite)?"
    r"|volgende|nästa|neste|næste|seuraava|järgmine|следующая|вперед|далее|наступна|далі|напред|berikutnya"
    r"|selanjutnya|seterusnya"
    r"|sonraki|ileri|następna|dalej|další|ďalšia|naprej|naslednja|sljedeća|sledeća|következő|επόμεν[ηο]|अगला"
    r"|পরবর্তী|[>›»→▶]{1,2}",
    re.IGNORECASE,
)
_OLDER = re.compile(
    r"older(?: (?:posts|entries|news|articles|stories|items))?|previous (?:posts|entries)"
    r"|ältere(?: (?:einträge|beiträge|artikel|meldungen|nachrichten))?|oudere berichten|äldre inlägg|eldre innlegg"
    r"|ældre indlæg|vanhemmat artikkelit|(?:entradas|publicaciones|noticias) (?:más antiguas|anteriores)"
    r"|(?:posts|publicações|notícias) (?:mais antig[oa]s|anteriores)|(?:articles|billets) (?:plus anciens|précédents)"
    r"|plus anciens|(?:articoli|post) (?:precedenti|più vecchi|meno recenti)|starsze (?:wpisy|posty)"
    r"|starší (?:příspěvky|články)|régebbi bejegyzések|eski yazılar|önceki yazılar|старые записи|старіші записи"
    r"|предыдущие записи|bài (?:viết )?cũ hơn|过去的文章|旧文章|较旧(?:的)?文章|古い(?:記事|投稿)|過去の(?:記事|投稿)"
    r"|이전 글|المقالات الأقدم|مقالات أقدم|רשומות קודמות|pos lama|(?:entradas|noticias) antiguas|más antiguas"
    r"|starsze|eski haberler|(?:более )?старые (?:записи|новости)|старіші|äldre|ældre|vanhemmat|(?:tin )?cũ hơn"
    r"|以前の(?:記事|投稿)|较早(?:的)?|เก่ากว่า",
    re.IGNORECASE,
)
_PAGE_WORD = (
    r"(?:page|página|pagina|pàgina|seite|side|sida|sivu|strana|stránka|strona|stran|stranica|страница|стр\.?|сторінка"
    r"|oldal|lehekülg|sayfa|halaman|trang|trang số|หน้า|หน้าที่|الصفحة|صفحة|صفحه|עמוד|דף|σελίδα|पृष्ठ|पेज|পৃষ্ঠা|pahina"
    r"|muka surat|第|페이지|ページ)"
)
_PAGE_NUMBER = re.compile(
    rf"(?:\D{{0,16}}\W)?{_PAGE_WORD}\s{{0,3}}(\d{{1,5}})(?!\d)\D{{0,12}}(?:\d{{1,5}})?"
    r"|第?\s?(\d{1,5})\s?(?:页|頁|ページ(?:目)?|페이지|쪽|-?(?:sahifa|bet))"
    r"|[\[(<{【〔（［〈＜‹«|·-]\s?(\d{1,5})\s?[\])>}】〕）］〉＞›»|·-]"
    r"|[|·\s]{0,3}(\d{1,5})[|·.\s]{0,3}",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[\[(]?(\d{1,6})\s?[-–—~〜～…]\s?(\d{1,6})[\])]?")
_BACKWARD = re.compile(
    r"prev(?:ious)?|newer|first|last|(?:trang )?(?:trước|đầu|cuối).{0,5}|上一页|上一頁|上页|首页|首頁|尾页"
    r"|末页|末頁|最後|最后一页|前へ|最初|이전|처음|마지막|맨끝"
    r"|ก่อนหน้า|หน้าแรก|สุดท้าย|السابق|الأولى|الأخير.?|anterior|primer[oa]|últim[oa]|précédente?"
    r"|premi(?:er|ère)|derni(?:er|ère)|zurück|erste"
    r"|letzte|vorige|föregående|предыдущая|назад|первая|последняя|попередня|sebelumnya|terakhir|önceki|son"
    r"|poprzednia|předchozí"
    r"|[<‹«←◀|]{1,3}|\W*\|\W*",
    re.IGNORECASE,
)


def says_next(label: str) -> bool:
    """Whether the label says: the page after this one, or more of the same."""
    if _says(_OLDER, label.strip(" .…«»‹›<>←→")):  # older is on, whichever way the arrow points
        return True
    bare = label.strip(" .…»›>→[]()（）【】") if len(label) <= 30 else ""
    return _says(_NEXT, bare) or _says(_NEXT, label)


def says_backward(label: str) -> bool:
    """Whether the label says: a page before this one, the first, the last."""
    return _says(_BACKWARD, label)


@lru_cache(maxsize=8_192)
def page_number(label: str) -> int | None:
    """The number of a page that a label is: `2`, `[2]`, `٢`, "Page 2", "第2页"; of a range (`16-30`) its first item."""
    if len(label) > 40:
        return None
    if (found := _RANGE.fullmatch(label)) and int(found[1]) < int(found[2]):
        return int(found[1])
    found = _PAGE_NUMBER.fullmatch(label)
    return int(next(filter(None, found.groups()))) if found else None


@lru_cache(maxsize=8_192)
def _says(words: re.Pattern[str], label: str) -> bool:
    """Menus repeat on every page of a site: each label is read once."""
    return bool(words.fullmatch(label))
