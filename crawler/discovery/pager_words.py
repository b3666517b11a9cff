"""What the links of a pager say: next, back."""

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
    r"|পরবর্তী|ältere(?: einträge| beiträge| artikel)?|pos lama|(?:entradas|noticias) antiguas|posts? mais antigos"
    r"|articles (?:plus anciens|précédents)|articoli meno recenti|starsze(?: wpisy)?|eski (?:yazılar|haberler)"
    r"|(?:более )?старые (?:записи|новости)|старіші|äldre(?: inlägg)?|oudere berichten|ældre|vanhemmat|más antiguas"
    r"|(?:tin )?cũ hơn|以前の(?:記事|投稿)|较早(?:的)?|เก่ากว่า|[>›»→▶]{1,2}",
    re.IGNORECASE,
)
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
    return (bool(label) and len(label) <= 30 and _says(_NEXT, label.strip(" .…»›>→«‹<←[]()（）【】"))) or _says(
        _NEXT, label
    )


def says_backward(label: str) -> bool:
    """Whether the label says: a page before this one, the first, the last."""
    return _says(_BACKWARD, label)


@lru_cache(maxsize=8_192)
def _says(words: re.Pattern[str], label: str) -> bool:
    """Menus repeat on every page of a site: each label is read once."""
    return bool(words.fullmatch(label))
