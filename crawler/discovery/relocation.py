"""A front page that only says where the portal went: by a refresh, or in words with the new address beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.discovery.anchors import base_of
from crawler.discovery.refresh import refresh_link
from crawler.discovery.texts import text_of
from crawler.markup import UnreadablePageError, parse
from crawler.page import Page
from crawler.urls import canonical, host_of

_LARGE = 200_000  # bytes of a page that has more to tell than where it went
_SHORT = 900  # characters of the visible words of one that has not
_FEW = 15  # links on it
_MOVED = re.compile(
    r"(?:has|have|is|was|we['’]ve|been) (?:now )?(?:been )?(?:moved|relocated|migrated|transferred)"
    r"|new (?:web ?)?(?:site|address|home|portal)|(?:site|page|portal) (?:has )?moved|no longer (?:updated|maintained)"
    r"|(?:chuyển|đổi) (?:sang|đến|về|tới|địa chỉ)|địa chỉ mới|(?:website|trang|cổng)[^.]{0,40} mới"
    r"|(?:网站|門戶|门户|網站|网址|網址)[^。]{0,20}(?:迁移|遷移|变更|變更|搬迁|更换)|新(?:网站|網站|网址|網址|版网站)"
    r"|(?:移転|移行|変更)(?:し|い|さ)|新(?:しい)?サイト|이전(?:하였|되었|했|합)|새로운? (?:홈페이지|주소|누리집)"
    r"|ย้ายไป|เว็บไซต์ใหม่|ທີ່ຢູ່ໃໝ່|ເວັບໄຊໃໝ່|គេហទំព័រថ្មី"
    r"|(?:telah )?(?:ber)?pindah|berpindah ke|(?:situs|laman|alamat) (?:web )?baru"
    r"|(?:تم نقل|انتقل)|(?:الموقع|البوابة|العنوان) الجديد|(?:سایت|پورتال|آدرس) جدید|منتقل (?:شد|شده)"
    r"|переехал|перен[её]с[её]?н|новый (?:сайт|адрес|портал)|новый сайт|новий (?:сайт|портал)"
    r"|(?:se ha|ha sido|hemos) (?:mudado|trasladado|movido|migrado)|nuevo (?:sitio|portal)|nueva (?:web|dirección)"
    r"|(?:mudou|foi movido|foi migrado)|novo (?:site|portal|endereço)"
    r"|a (?:déménagé|été transféré|migré)|nouveau (?:site|portail)|nouvelle adresse"
    r"|umgezogen|neue (?:adresse|website|internetseite)|neuer? (?:auftritt|webauftritt)|verhuisd|nieuwe website"
    r"|si è trasferit|nuovo (?:sito|portale)|taşındı|yeni (?:site|adres|web)|przeniesion|now[ay] (?:strona|adres)"
    r"|नई वेबसाइट|নতুন ওয়েবসাইট|μεταφέρθηκε|νέα (?:ιστοσελίδα|διεύθυνση)|flyttat|flyttet|ny (?:webbplats|nettside)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'）)」】，。;]{4,300}", re.IGNORECASE)


def relocation(page: Page) -> str | None:
    """Where the page says that its site went: an address on another host. None where it says nothing of the kind."""
    if len(page.body) > _LARGE:
        return None
    try:
        tree = parse(page.body, page.charset)  # anew: whoever read the page before may have changed its tree
    except UnreadablePageError:
        return None
    refresh = refresh_link(tree, page.url)
    if refresh is not None and _is_elsewhere(refresh.url, page.url):
        return refresh.url
    return _told(tree, page.url)


def _told(tree: HtmlElement, url: str) -> str | None:
    """The one other host that a short page names, where its words speak of a move."""
    text = text_of(tree, _SHORT + 1)
    links = list(islice(tree.iter("a"), _FEW + 1))
    if len(text) > _SHORT or len(links) > _FEW or not _MOVED.search(text):
        return None
    base = base_of(tree, url)
    hrefs = (canonical(link.get("href") or "", base) for link in links)
    elsewhere = [found for found in (*hrefs, *_printed(text)) if found and _is_elsewhere(found, url)]
    hosts = {host_of(found).removeprefix("www.") for found in elsewhere}
    return elsewhere[0] if len(hosts) == 1 else None


def _printed(text: str) -> Iterator[str | None]:
    return (canonical(found[0].rstrip(".,")) for found in islice(_ADDRESS.finditer(text), _FEW))


def _is_elsewhere(target: str, url: str) -> bool:
    return host_of(target).removeprefix("www.") != host_of(url).removeprefix("www.")
