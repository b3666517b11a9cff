"""Sections that hold no news by their own name: laws, tenders, vacancies, calendars, staff, in many languages.

Their pages are dated and look like stories. Only the portal's own label tells; no address is judged by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from crawler.discovery.anchors import Anchor
from crawler.discovery.sections import folded, names_news
from crawler.urls import parts_of

_MAX_LABEL = 60

# Compared without case and without the marks of the Latin script, as whole words where the script sets words apart.
_LABELS = (
    # calendars, in all languages
    "events", "event calendar", "events calendar", "calendar of events", "upcoming events", "calendar", "agenda",
    "eventos", "calendario", "calendario de eventos", "evenements", "calendrier", "veranstaltungen", "termine",
    "veranstaltungskalender", "kalender", "eventi", "evenimente", "kalendarz", "kalendar", "etkinlikler",
    "etkinlik takvimi", "takvim", "takwim", "календарь", "мероприятия", "календарь мероприятий", "календар", "події",
    "カレンダー", "イベント", "日历", "日程", "行事曆", "일정", "행사일정", "ปฏิทิน",
    "التقويم", "تقويم", "فعاليات", "الفعاليات",
    # vi
    "van ban", "van ban phap luat", "van ban quy pham phap luat", "phap luat", "thu tuc hanh chinh", "dau thau",
    "mua sam cong", "tuyen dung", "ngan sach", "du toan", "quyet toan", "danh ba", "co cau to chuc", "so do to chuc",
    "chuc nang nhiem vu", "chuc nang", "lich cong tac", "lich lam viec", "bieu mau", "thong ke", "so lieu", "an pham",
    "dich vu cong", "tai lieu",
    # en
    "laws", "law", "legislation", "acts", "regulations", "acts and regulations", "laws and regulations", "legal",
    "legal documents", "documents", "policies", "policy documents", "publications", "reports", "tenders",
    "procurement", "vacancies", "careers", "jobs", "recruitment", "budget", "forms", "downloads", "staff", "directory",
    "staff directory", "statistics", "standards", "permits", "licences", "e services", "services", "projects",
    "guidelines", "faq", "faqs",
    # zh ja ko
    "政策法规", "法律法规", "政策文件", "法规标准", "标准规范", "规范性文件", "政府采购", "招标", "采购", "预决算",
    "预算", "决算", "招聘", "办事指南", "办事服务", "行政许可", "统计数据", "机构职能", "机构设置", "通讯录", "下载",
    "法規", "規章", "採購", "預算",
    "統計", "出版品", "法令", "告示", "調達", "入札", "採用", "予算", "審議会", "白書", "様式", "법령",
    "입찰", "채용", "통계", "자료실",
    "조직도", "직원", "예산", "행정규칙", "간행물",
    # th lo km my
    "กฎหมาย", "จัดซื้อจัดจ้าง", "สมัครงาน", "สถิติ", "ดาวน์โหลด", "งบประมาณ",
    "บุคลากร", "ระเบียบ", "ກົດໝາຍ", "ច្បាប់", "ဥပဒေ",
    # ar fa he hi ne bn
    "قوانين", "القوانين", "التشريعات", "تشريعات", "مناقصات", "المناقصات", "وظائف", "الوظائف", "الميزانية", "اللوائح",
    "لوائح", "إحصائيات", "قوانین", "مقررات", "مناقصه", "استخدام", "חוקים", "מכרזים", "अधिनियम", "निविदा", "ऐन", "कानून",
    "नियमावली", "बोलपत्र", "আইন", "দরপত্র",
    # es pt fr it ro
    "leyes", "legislacion", "normativa", "normatividad", "licitaciones", "contrataciones", "empleo", "presupuesto",
    "publicaciones", "estadisticas", "tramites", "directorio", "legislacao", "licitacoes", "contratos", "concursos",
    "orcamento", "publicacoes", "estatisticas", "servidores", "lois", "legislation", "reglementation", "textes",
    "textes juridiques", "marches publics", "appels d offres", "recrutement", "publications", "statistiques",
    "annuaire", "organigramme", "documents", "bandi", "gare", "concorsi", "legislatie", "achizitii",
    # de nl sv da fi
    "gesetze", "verordnungen", "rechtsvorschriften", "ausschreibungen", "stellenangebote", "publikationen", "statistik",
    "formulare", "wetgeving", "publicaties", "lagstiftning", "lovgivning", "lainsaadanto", "julkaisut",
    # ru uk kk
    "законодательство", "законы", "документы", "нормативные документы", "нормативные акты", "приказы", "закупки",
    "тендеры", "вакансии", "бюджет", "статистика", "отчеты", "сотрудники", "законодавство", "документи", "закупівлі",
    "құжаттар",
    # id ms tr pl cs
    "peraturan", "perundang undangan", "regulasi", "undang undang", "pengadaan", "lelang", "lowongan", "anggaran",
    "publikasi", "dokumen", "sebut harga", "tender", "jawatan kosong", "direktori", "perolehan", "mevzuat", "ihale",
    "ihaleler", "yayinlar", "istatistikler", "kanunlar", "prawo", "przetargi", "legislativa", "verejne zakazky",
)  # fmt: skip
_WORDS = frozenset(folded(label) for label in _LABELS)
_UNSPACED = re.compile("|".join(re.escape(word) for word in _WORDS if "\u0e00" <= word < "\u1200" or word >= "\u2e80"))


@lru_cache(maxsize=8_192)  # menus repeat on every page of a site
def is_register(label: str) -> bool:
    """Whether a section's label names records and not news."""
    words = folded(label)
    if not words or len(label) > _MAX_LABEL or names_news(label):
        return False
    return words in _WORDS or (len(words) <= 12 and bool(_UNSPACED.search(words)))


def register_folders(anchors: Iterable[Anchor]) -> frozenset[str]:
    """The folders of the sections that the page's links name as registers: host and path, with a slash at the end.

    Of a board, host and parameters (`host?board=tenders`). A folder that holds a section of news as well is none.
    """
    folders, news = set(), set()
    for anchor in anchors:
        if is_register(anchor.text):
            folders.add(_folder(anchor.url))
        elif names_news(anchor.text):
            news.add(_folder(anchor.url))
    named = (one for one in folders if one.count("/") > 1 or "?" in one)
    return frozenset(one for one in named if not any(other.startswith(one) for other in news))


def is_in(url: str, folders: frozenset[str]) -> bool:
    """Whether an address lies in one of the folders."""
    if not folders:
        return False
    parts = parts_of(url)
    if _folder(url.partition("?")[0]).startswith(tuple(one for one in folders if "?" not in one)):
        return True
    host, own = parts.netloc.removeprefix("www."), set(parts.query.split("&"))
    boards = (one.partition("?") for one in folders if "?" in one)
    return any(host == board and set(query.split("&")) <= own for board, _, query in boards)


@lru_cache(maxsize=8_192)
def _folder(url: str) -> str:
    parts = parts_of(url)
    if parts.query:
        return f"{parts.netloc.removeprefix('www.')}?{parts.query}"
    path = re.sub(r"/(?:index|default|list)\.\w{2,5}$", "/", unquote(parts.path), flags=re.IGNORECASE)
    return f"{parts.netloc.removeprefix('www.')}{path.rstrip('/')}/"
