"""The language of a text: the page's word, unless script or words say otherwise. All texts are invented."""

# ruff: noqa: E501 - a text a line

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.language import detect

TEXTS = {
    "vi": "Bộ đã họp với các địa phương về việc bảo vệ rừng và nguồn nước trong năm tới, theo đó không có thêm dự án nào.",
    "th": "กรมควบคุมมลพิษรายงานคุณภาพอากาศประจำวันในพื้นที่ภาคเหนือ พบว่าอยู่ในเกณฑ์ดี",
    "lo": "ກະຊວງ ໄດ້ ຈັດ ກອງປະຊຸມ ກ່ຽວກັບ ການ ປົກປັກ ຮັກສາ ປ່າໄມ້ ໃນ ປີ ນີ້",
    "km": "ក្រសួងបានប្រកាសអំពីការការពារព្រៃឈើនៅក្នុងខេត្តជាច្រើន",
    "my": "ဝန်ကြီးဌာနသည် သစ်တောများ ထိန်းသိမ်းရေး အစည်းအဝေး ကျင်းပခဲ့သည်",
    "zh": "生态环境部今日发布全国空气质量状况，重点城市优良天数比例继续上升。",
    "ja": "環境省は、全国の大気汚染の状況について発表しました。今後も調査を続けます。",
    "ko": "환경부는 오늘 전국의 대기질 현황을 발표하고 대책을 마련하기로 했다고 밝혔다.",
    "ar": "أعلنت الوزارة في بيان أن المشروع الجديد من شأنه أن يحافظ على المياه التي كانت مهددة بعد الجفاف",
    "fa": "وزارت محیط زیست در گزارشی اعلام کرد که این طرح برای حفظ منابع آب است و از سال آینده به اجرا می شود",
    "ur": "وزارت نے کہا ہے کہ اس منصوبے کے تحت جنگلات کی حفاظت کی جائے گی اور پانی کا ضیاع روکا جائے گا میں",
    "he": "המשרד להגנת הסביבה הודיע היום על תוכנית חדשה להגנה על היערות ועל מקורות המים",
    "hi": "मंत्रालय ने कहा है कि इस योजना के तहत वनों की रक्षा की जाएगी और पानी को बचाया जाएगा",
    "ne": "मन्त्रालयले वन संरक्षणको लागि नयाँ योजना सार्वजनिक गरेको छ र यो आगामी वर्ष लागू हुने भएको छ",
    "bn": "মন্ত্রণালয় আজ জানিয়েছে যে বন রক্ষার জন্য নতুন প্রকল্প নেওয়া হবে",
    "ru": "Министерство сообщило, что в этом году для защиты лесов на востоке было выделено больше средств, и не только.",
    "uk": "Міністерство повідомило, що цього року для захисту лісів було виділено більше коштів, і це не все, як зазначили у ньому.",
    "bg": "Министерството съобщи, че през тази година за опазване на горите са отделени повече средства и това е само началото.",
    "el": "Το υπουργείο ανακοίνωσε ότι φέτος διατέθηκαν περισσότερα κονδύλια για την προστασία των δασών",
    "en": "The ministry said that more funds have been set aside this year for the protection of forests and it will not stop.",
    "de": "Das Ministerium hat mitgeteilt, dass für den Schutz der Wälder in diesem Jahr mehr Mittel zur Verfügung stehen und nicht weniger.",
    "fr": "Le ministère a annoncé que les crédits pour la protection des forêts seront plus élevés cette année dans une région du sud.",
    "es": "El ministerio anunció que este año los fondos para la protección de los bosques serán más altos en una región del sur.",
    "pt": "O ministério anunciou que os recursos para a proteção das florestas são mais altos neste ano, e não é uma promessa.",
    "it": "Il ministero ha annunciato che i fondi per la tutela delle foreste sono più alti nel corso di una fase che non è breve.",
    "nl": "Het ministerie heeft laten weten dat er dit jaar meer geld voor de bescherming van bossen is en dat dit niet het einde is.",
    "sv": "Departementet har meddelat att det finns mer pengar för skydd av skogar och att det inte är slutet på arbetet.",
    "pl": "Ministerstwo poinformowało, że w tym roku na ochronę lasów jest więcej środków i to nie jest koniec prac, które są w toku.",
    "id": "Kementerian mengatakan bahwa dana untuk perlindungan hutan pada tahun ini akan lebih besar dan tidak akan berkurang.",
    "tr": "Bakanlık bu yıl ormanların korunması için daha çok kaynak ayrıldığını ve bunun bir başlangıç olarak görüldüğünü bildirdi.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_tells_its_language_where_the_page_is_silent(language):
    assert detect(TEXTS[language], None, ()) == language


@pytest.mark.parametrize("language", sorted(TEXTS.keys() - {"en"}))
def test_a_page_that_says_english_loses_against_a_text_in_another_language(language):
    assert detect(TEXTS[language] * 3, "en-US", ()) == language


@pytest.mark.parametrize(
    ("language", "declared"),
    [("zh", "zh-Hant-TW"), ("pt", "pt-BR"), ("en", "en-GB"), ("id", "ms"), ("vi", "vi-VN"), ("fa", "fa-IR")],
)
def test_a_declaration_that_fits_is_kept_with_its_script_and_region(language, declared):
    assert detect(TEXTS[language], declared, ()) == declared


def test_what_is_known_of_the_portal_counts_where_the_page_is_silent():
    assert detect("Ảnh", None, ("vi", "en")) == "vi"
    assert detect(TEXTS["zh"], "en", ("en", "zh-Hans")) == "zh-Hans"


def test_too_short_a_text_leaves_the_declaration():
    assert detect("PM2.5", "vi_VN", ()) == "vi-VN"


def test_vietnamese_in_decomposed_letters():
    assert detect(unicodedata.normalize("NFD", TEXTS["vi"]), "en", ()) == "vi"


def test_nothing_known_is_none():
    assert detect("12345", None, ()) is None
    assert detect("12345", "utf-8", ()) is None


@given(st.text(max_size=400), st.none() | st.text(max_size=12), st.lists(st.text(max_size=6), max_size=2).map(tuple))
def test_any_text_gives_a_tag_or_none(text, declared, hints):
    found = detect(text, declared, hints)
    assert found is None or found[:2].islower()


def test_one_word_however_often_tells_no_language():
    assert detect("Meeting Hall, 42 W Madison | Hearing Hall, 512 W Maple | " * 6, None) is None


def test_the_vowel_signs_of_an_indian_script_count_as_letters():
    hindi = "नदी के किनारे नया केंद्र खुला है और लोग पानी की जाँच देख सकते हैं। "
    assert detect(hindi * 2 + "The river station is new and it is open for all. ", "en") == "hi"
