"""What the links to a copy of a story say: print it, send it to somebody, share it, have it as a PDF."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LONGEST = 40
_PRINT = (
    r"print(?:er|able|ing)?(?:[- ]?friendly)?(?: (?:this|the))?(?: (?:page|article|story|news|release|version|view|copy"
    r"|preview|out))?"
    r"|(?:phiên bản|bản|trang) in|in(?: (?:bài|trang|tin|ấn)(?: (?:viết|này|tin))?)"
    r"|(?:打印|列印|友善列印|友善打印)(?:本[页頁文]|此[页頁文]|[页頁]面|文章|版|预览)?"
    r"|(?:この(?:ページ|記事)を)?印刷(?:用(?:ページ|画面)?|する|版)?|(?:이 ?페이지 ?)?(?:인쇄|프린트)(?:하기|용)?"
    r"|พิมพ์(?:หน้านี้|ข่าว|ข่าวนี้|เอกสาร|บทความ)?|طباعة(?: الصفحة| الخبر| المقال)?|اطبع|نسخة للطباعة"
    r"|چاپ(?: خبر| صفحه)?|نسخه (?:قابل )?چاپی?|הדפס(?:ה)?|(?:рас)?печат(?:ь|ать|ка)(?: страниц[ыу])?"
    r"|верси[яю] (?:для|за) (?:печати|печат)|для печати|печат|друк(?:увати)?|роздрукувати|версія для друку"
    r"|штампа[јй]?|отпечат[ай]{1,2}"
    r"|imprim(?:ir|er|ă|ați)(?: (?:la )?página| esta página| la page| cette page| l['’]article)?"
    r"|versi[óo]n? (?:para )?impri(?:mir|mible)|versão (?:para|de) impress[ãa]o"
    r"|version (?:imprimable|à imprimer|pour impression)|(?:seite |artikel )?(?:aus)?drucken"
    r"|druck(?:version|ansicht)|stampa(?: (?:la )?pagina| articolo)?|versione (?:stampabile|per la stampa)"
    r"|cetak(?: (?:halaman|berita|artikel))?|versi cetak|yazd[ıi]r|yazdırılabilir sürüm|wydruku?j?|drukuj"
    r"|wersja do druku|tisk|vytisknout|verze pro tisk|tlač(?:iť)?|vytlačiť|na?tisni|ispi[sš]i?|štampaj"
    r"|nyomtat(?:ás|ható verzió)|tip[ăa]re[șşs]te|afdrukken|printversie|skriv ut|utskrift(?:svennlig)?|udskriv"
    r"|tulosta|prindi|drukāt|spausdinti|εκτύπωση|प्रिंट(?: करें)?|छाप्नुहोस्|प्रिन्ट(?: गर्नुहोस्)?|প্রিন্ট(?: করুন)?|মুদ্রণ"
    r"|ພິມ|បោះពុម្ព|ပုံနှိပ်(?:ရန်)?|хэвлэх|басып шығару|басып чыгаруу|chop etish|чоп этиш|çap et|чоп кардан"
)
_SEND = (
    r"e-?mail"
    r"|(?:e-?mail|mail|send|forward|share)(?: (?:this|the))?(?: (?:page|article|story|news|link|release))?"
    r"(?: (?:to|with) (?:a |your )?friends?| (?:by|via|as) e-?mail)?"
    r"|tell a friend|share on .{2,20}|gửi (?:bài(?: viết)?|(?:qua )?e?-?mail|(?:cho )?bạn(?: bè)?|tin|thư)"
    r"|chia sẻ.{0,20}|(?:分享|转发|轉發|发送给)(?:到|给|至)?.{0,6}|分享本[页頁文]|メール(?:で送る|する|送信)?"
    r"|(?:この(?:ページ|記事)を)?(?:シェア|共有)(?:する)?|(?:공유|메일 ?보내기)(?:하기)?|แชร์.{0,12}"
    r"|ส่ง(?:อีเมล|ให้เพื่อน|ต่อ)|مشاركة.{0,12}|شارك.{0,12}|أ?رسا?ل (?:لصديق|إلى صديق|بالبريد.{0,12})|اشتراک گذاری"
    r"|ارسال (?:به دوستان|با ایمیل)|поделиться.{0,14}|поширити|отправить (?:другу|по почте|на e-?mail)"
    r"|надіслати другу|compart(?:ir|ilhar)(?: (?:en|no|por) .{2,14})?|partilhar"
    r"|enviar (?:por (?:e-?mail|correo.{0,12})|a un amigo|a um amigo)|partager.{0,14}"
    r"|envoyer (?:par (?:e-?mail|courriel)|à un ami)|(?:seite |artikel )?(?:teilen|weiterempfehlen|versenden)"
    r"|per e-?mail (?:senden|weiterleiten|versenden)|condividi.{0,14}|invia (?:per e-?mail|a un amico)"
    r"|bagikan.{0,14}|kirim (?:ke teman|e?-?mail)|kongsi|paylaş|arkadaşına gönder|udostępnij"
    r"|wyślij (?:znajomemu|e-?mailem)|sdílet|zdieľať|megosztás|distribuie|delen|dela|jaa|κοινοποίηση"
    r"|शेयर(?: करें)?|শেয়ার(?: করুন)?"
)
_PDF = (
    r"(?:(?:view|save|open|download|export|get|create|generate)(?: (?:this|it))?(?: (?:as|in|the|to))? )?"
    r"(?:an? )?pdf(?:[- ](?:version|file|download|format))?"
    r"|(?:tải|xem|bản|lưu) (?:file )?pdf|(?:下载|下載|导出|匯出)pdf|pdf(?:下载|下載|版|ダウンロード|다운로드)"
    r"|(?:télécharger|descargar|baixar|scarica|unduh)(?: (?:en|le|em|el|o|il))? pdf"
)
_COPY = re.compile(rf"{_PRINT}|{_SEND}|{_PDF}", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def says_copy(label: str) -> bool:
    """Whether a link's words offer the page in another form or to somebody else, and say nothing beside that."""
    return len(label) <= 2 * _LONGEST and bool(_COPY.fullmatch(_bare(label)))


def _bare(label: str) -> str:
    """The words without what stands around them: `[Print]`, `【打印】`, `🖨 In bài`."""
    words = [start for start, sign in enumerate(label) if unicodedata.category(sign)[0] in "LMN"]
    return " ".join(label[words[0] : words[-1] + 1].split())[: _LONGEST + 1] if words else ""
