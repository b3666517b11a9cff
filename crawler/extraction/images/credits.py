"""Who took a picture: the part of a caption that says so."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from crawler.extraction.chrome import name_words

# fmt: off
PICTURES = (
    "Ảnh(?: minh họa| tư liệu| internet)?", "Nguồn ảnh", "Hình ảnh",
    "Photo(?:graph|s)?(?: ?credits?| ?courtesy(?: of)?| by)?",
    "Pictures?(?: by)?", "Images?(?: ?credits?| by)?", "Credits?", "Courtesy(?: of)?", "Fot[oó]s?", "Fotografías?",
    "Imagen", "Crédit(?:os?|s)?(?: photos?)?", "Bild(?:er|quelle|nachweis)?", "Fotoğraf(?:lar)?", "Kuva",
    r"Dok(?:umentasi)?\.?", "Zdjęcie", "Фото", "Сурет",
)
DENSE = (
    "图片来源", "圖片來源", "图源", "图", "圖", "照片", "摄影", "攝影", "供图", "写真", "撮影", "사진", "사진제공",
    "ภาพ", "ภาพโดย", "ภาพถ่าย", "ที่มาภาพ", "تصوير", "الصورة", "صورة", "عکس", "تصویر",
    "फोटो", "छायाचित्र", "तस्वीर", "ছবি", "ဓာတ်ပုံ", "រូបភាព", "ຮູບພາບ",
)
SOURCES = (
    "Nguồn", "Quelle", "Source", "Fonte", "Fuente", "Zdroj", "Источник", "来源", "來源", "提供", "ที่มา", "자료",
    "المصدر",
)
AGENCIES = (
    "AFP", "AP Photo", "AP", "Reuters", "REUTERS", "Getty Images", "EPA", "EFE", "ANSA", "dpa", "Xinhua", "TASS",
    "Bloomberg", "Shutterstock", "iStock", "Adobe ?Stock", "Alamy", "Unsplash", "Pixabay", "Pexels", "Flickr", "imago",
    "IMAGO",
    "picture alliance", "TTXVN", "ANTARA", "Yonhap", "Kyodo", "Anadolu",
)
CREDIT_NAMES = frozenset((
    "credit", "credits", "copyright", "photographer", "photocredit", "imagecredit", "fotograf", "fotografo", "quelle",
    "rights", "bildnachweis",
))
# fmt: on
ALONE = r"(?<![^\W\d_])"  # the end of a longer word is no mark
OF_A_PICTURE = rf"{ALONE}(?:(?:{'|'.join(PICTURES)})\s?[:：]|(?:{'|'.join(DENSE)})\s?[:：/／=＝])|©|\(c\)"
MARK = rf"(?:{OF_A_PICTURE}|{ALONE}(?:{'|'.join(SOURCES)})\s?[:：])"
MADE_BY = r"\s?(?P<credit>[^()（）\[\]]{2,80}?)[\s)）\].]*$"
OPENING = re.compile(rf"(?i)[\s(（\[|/–—-]*{MARK}\s?")
PICTURE_OPENING = re.compile(rf"(?i)[\s(（\[|/–—-]*(?:{OF_A_PICTURE}|图为|圖為)")
CREDIT = re.compile(rf"(?i)[\s(（\[|/–—-]{{0,6}}{MARK}{MADE_BY}")
PICTURE_CREDIT = re.compile(rf"(?i)[(（\[|/–—.。-]\s?(?:{OF_A_PICTURE}){MADE_BY}")
PHOTOGRAPHER = re.compile(r"[\s(（]{0,6}(?P<credit>[\u3400-\u9fff·/、 ]{2,20}?)\s?(?:[摄攝]影?|供图|供圖)[)）]?\s*$")
AGENCY = rf"\b(?:{'|'.join(AGENCIES)})\b"
NO_END = r"[^()（）\[\].!?。]{0,40}"
AGENCY_LAST = re.compile(
    rf"(?:\s{{0,3}}[(（\[—–|]\s?|(?<=[.!?。”\"])\s{{1,3}})(?P<credit>{NO_END}{AGENCY}{NO_END})[)）\]]?\s*$"
)
AGENCY_ALONE = re.compile(rf"\s*(?P<credit>(?:[^/|.]{{2,40}}[/|]\s?)?{AGENCY}(?:\s?[/|][^/|.]{{2,40}})?)\s*$")
LONGEST = 100  # characters of a credit
LONGEST_NAME = 7  # words; who made a picture is named in fewer


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """A caption without its credit, and the credit; each None where there is none."""
    for pattern in (CREDIT, PHOTOGRAPHER, AGENCY_LAST):
        if match := pattern.search(caption):
            if not match.start() and len(match["credit"].split()) > LONGEST_NAME:
                return match["credit"].strip(), None  # "Ảnh: …" before what the picture shows
            return caption[: match.start()].strip(" -–—|(/（[") or None, match["credit"].strip(" /|")
    if alone := AGENCY_ALONE.match(caption):
        return None, alone["credit"]
    return caption or None, None


def marked(text: str) -> bool:
    """Whether a line, by how it opens or ends, is printed under a picture."""
    if PICTURE_OPENING.match(text):
        return True
    return bool(PICTURE_CREDIT.search(text[-LONGEST:]) or PHOTOGRAPHER.search(text[-LONGEST:]))


def stated_credit(element: HtmlElement) -> str | None:
    """The text of the first element in a figure that is named after credits."""
    for child in element.iterdescendants("span", "small", "cite", "em", "i", "p", "div", "dd", "li"):
        names = f"{child.get('class', '')} {child.get('id', '')} {child.get('itemprop', '')}"
        if len(names) > 2 and not CREDIT_NAMES.isdisjoint(name_words(names)):
            text = " ".join("".join(child.itertext()).split())
            return text if 1 < len(text) <= LONGEST else None
    return None


def bare_credit(text: str) -> str | None:
    """A credit without "Photo:", "©" and brackets around it."""
    return OPENING.sub("", text, count=1).strip(" ()（）[].|/") or None
