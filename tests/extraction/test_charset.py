"""Bytes in every charset of a language, rightly declared, undeclared, or declared as something else."""
# ruff: noqa: E501 - a text is easiest to read in few lines

from __future__ import annotations

import unicodedata

import pytest

from crawler.charset import MIXED, decode, vietnamese, weigh
from crawler.extraction import extract
from crawler.markup import parse

TEXTS = {
    "vi": "Bộ Tài nguyên và Môi trường vừa công bố kết quả quan trắc chất lượng nước sông năm nay. Các trạm đo ở hạ lưu"
    " cho thấy nồng độ ô nhiễm giảm rõ rệt, nhưng nhiều khu dân cư vẫn xả thải trực tiếp ra kênh rạch.",
    "zh-Hans": "生态环境部今天公布了主要河流的水质监测结果。下游各站的数据表明，污染物浓度明显下降，但是仍有不少居民区直接向河道"
    "排放污水，有关部门要求年底以前完成整改。",
    "zh-Hant": "環境部今天公布主要河川的水質監測結果。下游各站的數據顯示，污染物濃度明顯下降，但是仍有不少住宅區直接向河道排放"
    "污水，主管機關要求年底以前完成改善。",
    "ja": "環境省は本日、主な河川の水質の調査結果を公表しました。下流の測定局では汚れが大きく減っていますが、生活排水が直接"
    "流れ込む地域もあり、年度内に対策をまとめる予定です。",
    "ko": "환경부는 오늘 주요 하천의 수질을 조사한 결과를 발표했다. 하류의 측정소에서는 오염 물질이 뚜렷하게 줄었으나"
    " 생활 하수를 그대로 흘려보내는 곳이 아직 많아 올해 안에 대책을 마련하기로 했다.",
    "th": "กรมควบคุมมลพิษประกาศผลการตรวจวัดคุณภาพน้ำในแม่น้ำสายหลักประจำปีนี้ สถานีท้ายน้ำพบว่าค่ามลพิษลดลงอย่างชัดเจน"
    " แต่ชุมชนหลายแห่งยังปล่อยน้ำเสียลงคลองโดยตรง",
    "ru": "Министерство природных ресурсов сегодня опубликовало результаты наблюдений за качеством воды в крупных реках."
    " Ниже по течению загрязнение заметно снизилось, однако многие посёлки по-прежнему сбрасывают стоки.",
    "uk": "Міністерство довкілля сьогодні оприлюднило результати спостережень за якістю води у великих річках. Нижче за"
    " течією забруднення помітно зменшилося, проте чимало громад і досі скидають стоки без очищення.",
    "bg": "Министерството на околната среда публикува днес резултатите от наблюдението на качеството на водата в реките."
    " По-надолу по течението замърсяването намалява, но много селища още изпускат отпадъчни води.",
    "ar": "أعلنت وزارة البيئة اليوم نتائج رصد جودة المياه في الأنهار الكبرى. وأظهرت محطات القياس انخفاضا واضحا في نسبة"
    " التلوث، غير أن مناطق سكنية كثيرة ما زالت تصرف مياهها مباشرة في القنوات.",
    "fa": "سازمان محيط زيست امروز نتايج پايش آب رودخانه هاي بزرگ را منتشر كرد. ايستگاه هاي پايين دست از كاهش چشمگير"
    " آلودگي خبر مي دهند، اما هنوز بسياري از شهرها پساب خود را به رودخانه مي ريزند.",
    "el": "Το υπουργείο περιβάλλοντος δημοσίευσε σήμερα τα αποτελέσματα των μετρήσεων στα μεγάλα ποτάμια της χώρας. Η"
    " ρύπανση μειώθηκε αισθητά, ωστόσο πολλοί οικισμοί ρίχνουν ακόμη τα λύματά τους στο νερό.",
    "tr": "Çevre Bakanlığı bugün büyük ırmaklardaki su kalitesi ölçümlerinin sonuçlarını açıkladı. Aşağı havzadaki"
    " istasyonlarda kirlilik belirgin biçimde azaldı, ancak birçok yerleşim atık suyunu hâlâ doğrudan ırmağa boşaltıyor.",
    "he": "המשרד להגנת הסביבה פרסם היום את תוצאות ניטור איכות המים בנחלים הגדולים. בתחנות שבמורד נמצאה ירידה ניכרת"
    " בזיהום, אך יישובים רבים עדיין מזרימים שפכים ישירות אל הנחל.",
    "pl": "Ministerstwo Środowiska ogłosiło dziś wyniki badań jakości wody w największych rzekach. Stacje w dolnym biegu"
    " wskazują, że zanieczyszczenie wyraźnie zmalało, lecz część osiedli wciąż odprowadza ścieki bez oczyszczania.",
    "cs": "Ministerstvo životního prostředí dnes zveřejnilo výsledky měření jakosti vody ve velkých řekách. Stanice na"
    " dolním toku ukazují, že znečištění zřetelně pokleslo, mnohé obce však stále vypouštějí nečištěné splašky.",
    "hu": "A környezetvédelmi minisztérium ma közzétette a nagy folyók vízminőségének mérési eredményeit. Az alsó"
    " szakaszon a szennyezés érezhetően csökkent, de több település továbbra is tisztítatlan szennyvizet enged a folyóba.",
    "lt": "Aplinkos ministerija šiandien paskelbė didžiųjų upių vandens kokybės tyrimų rezultatus. Žemupio stotys rodo,"
    " kad tarša gerokai sumažėjo, tačiau dalis gyvenviečių nuotekas tebeleidžia tiesiai į upę.",
    "fr": "Le ministère de l’écologie a publié aujourd’hui les résultats des mesures de la qualité de l’eau des grands"
    " fleuves. En aval, la pollution a nettement baissé, mais plusieurs communes rejettent encore leurs eaux usées.",
    "de": "Das Umweltministerium veröffentlichte heute die Ergebnisse der Messungen in den großen Flüssen. Im Unterlauf ist"
    " die Belastung spürbar zurückgegangen, doch einige Gemeinden leiten ihre Abwässer noch ungeklärt ein.",
    "pt": "O Ministério do Ambiente publicou hoje os resultados da medição da qualidade da água nos grandes rios. A jusante"
    " a poluição diminuiu, mas várias povoações ainda lançam os esgotos sem tratamento.",
    "lo": "ກະຊວງຊັບພະຍາກອນທຳມະຊາດ ແລະ ສິ່ງແວດລ້ອມ ປະກາດຜົນການວັດແທກຄຸນນະພາບນ້ຳ",
    "km": "ក្រសួងបរិស្ថានបានប្រកាសលទ្ធផលនៃការពិនិត្យគុណភាពទឹកទន្លេ",
    "hi": "पर्यावरण मंत्रालय ने आज बड़ी नदियों के जल की गुणवत्ता के परिणाम प्रकाशित किए।",
}
LEGACY = {
    "vi": ("cp1258", "viscii"),
    "zh-Hans": ("gb18030", "gb2312"),
    "zh-Hant": ("big5", "gbk"),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "th": ("cp874",),
    "ru": ("cp1251", "koi8-r", "iso8859-5", "cp866"),
    "uk": ("cp1251", "koi8-u"),
    "bg": ("cp1251",),
    "ar": ("cp1256", "iso8859-6"),
    "fa": ("cp1256",),
    "el": ("cp1253", "iso8859-7"),
    "tr": ("cp1254",),
    "he": ("cp1255",),
    "pl": ("cp1250", "iso8859-2"),
    "cs": ("cp1250", "iso8859-2"),
    "hu": ("cp1250", "iso8859-2"),
    "lt": ("cp1257",),
    "fr": ("cp1252",),
    "de": ("cp1252", "iso8859-15"),
    "pt": ("cp1252",),
}
CASES = [(language, codec) for language, codecs in LEGACY.items() for codec in codecs]
LIES = ("utf-8", "iso-8859-1", "windows-1252", "windows-1251", "gb2312", "shift_jis", "euc-kr", "x-nonsense")
UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # of windows-1252
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded(text: str, codec: str) -> bytes:
    """The text in a charset, also in those that Python cannot write."""
    if codec == "viscii":
        bytes_of = {letter: number for number, letter in vietnamese.VISCII.items()}
        return bytes(bytes_of.get(letter, ord(letter)) for letter in text)
    if codec == "cp1258":  # tones stand behind their letters
        return "".join(map(toned, text)).encode(codec)
    return text.encode(codec)


def toned(letter: str) -> str:
    spread = unicodedata.normalize("NFD", letter)
    plain = unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in TONES))
    return plain + "".join(mark for mark in spread if mark in TONES)


def page(text: str, codec: str, declared: str | None = None) -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return f"<html><head>{meta}</head><body><p>".encode() + encoded(text, codec) + b"</p></body></html>"


def text_of(body: bytes, header: str | None = None) -> str:
    return unicodedata.normalize("NFC", " ".join(parse(body, header).text_content().split()))


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_undeclared_bytes_are_read(language, codec):
    assert text_of(page(TEXTS[language], codec)) == TEXTS[language]


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_a_right_declaration_is_believed_in_the_page_and_in_the_header(language, codec):
    assert text_of(page(TEXTS[language], codec, codec)) == TEXTS[language]
    assert text_of(page(TEXTS[language], codec), codec) == TEXTS[language]


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize(("language", "codec"), CASES)
def test_a_wrong_declaration_is_not_believed_against_a_whole_paragraph(language, codec, lie):
    assert text_of(page(TEXTS[language], codec, lie)) == TEXTS[language]
    assert text_of(page(TEXTS[language], codec), lie) == TEXTS[language]
    assert text_of(page(TEXTS[language], codec, codec), lie) == TEXTS[language]


@pytest.mark.parametrize("lie", [None, *LIES])
@pytest.mark.parametrize("language", TEXTS)
def test_utf_8_is_utf_8_whatever_is_declared(language, lie):
    assert text_of(page(TEXTS[language], "utf-8", lie), lie) == TEXTS[language]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", TEXTS)
def test_unicode_forms_are_read_with_and_without_a_mark(language, codec):
    assert text_of(f"<html><p>{TEXTS[language]}</p>".encode(codec), "windows-1251") == TEXTS[language]


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_broken_bytes_in_one_paragraph_leave_the_others_as_they_are(language, codec):
    broken = bytearray(encoded(TEXTS[language], codec))
    broken[10:50:4] = b"\xff\x81\x00\x80\xff\x81\xa0\xfe\x9d\x81"
    body = b"<p>%s</p>" % encoded(TEXTS[language], codec) * 3 + b"<p>%s</p>" % bytes(broken)
    assert text_of(body).startswith(TEXTS[language] * 3)


@pytest.mark.parametrize("codec", ["gb18030", "big5", "cp932", "euc_jp", "cp949", "utf-8"])
def test_a_page_that_breaks_off_within_a_character_loses_that_one_alone(codec):
    language = {"gb18030": "zh-Hans", "big5": "zh-Hant", "cp949": "ko"}.get(codec, "ja")
    text = TEXTS[language].rstrip("。.다")
    read = text_of(b"<p>" + text.encode(codec)[:-1])
    assert read.startswith(text[:-1])
    assert len(read) <= len(text)


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_a_long_prefix_of_ascii_changes_nothing(language, codec):
    prefix = b"<script>var a = 'some script that says nothing';</script>\n" * 2000
    assert text_of(prefix + page(TEXTS[language], codec)).endswith(TEXTS[language])


@pytest.mark.parametrize(("language", "codec"), CASES)
def test_a_few_words_are_read_by_their_declaration(language, codec):
    words = TEXTS[language][:12].strip()
    assert text_of(page(words, codec, codec)) == words


def test_windows_1258_comes_out_composed():
    article = extract(page(f"{TEXTS['vi']} {TEXTS['vi']}", "cp1258", "windows-1258"), None)
    assert article.body == f"{TEXTS['vi']} {TEXTS['vi']}"


@pytest.mark.parametrize(
    ("language", "footer", "codec"),
    [
        ("vi", "© Bộ Tài nguyên và Môi trường, điện thoại và thư điện tử", "cp1258"),
        ("de", "© Bundesministerium für Umwelt, Büro der Ministerin", "cp1252"),
        ("ru", "Все права защищены, перепечатка с указанием источника", "cp1251"),
        ("zh-Hans", "版权所有，未经许可不得转载本网站的内容", "gb18030"),
    ],
)
def test_a_footer_in_another_charset_is_read_beside_utf_8(language, footer, codec):
    body = f"<p>{TEXTS[language]}</p><div>".encode() + encoded(footer, codec) + b"</div>"
    assert weigh(body, "utf-8") == MIXED
    assert text_of(body) == f"{TEXTS[language]}{footer}"


def test_a_box_in_utf_8_is_read_within_a_page_of_another_charset():
    box = "Контактная информация и телефоны"
    body = page(TEXTS["ru"], "cp1251", "windows-1251").replace(b"</body>", f"<div>{box}</div></body>".encode())
    assert text_of(body) == TEXTS["ru"] + box


@pytest.mark.parametrize("declared", [None, "windows-1252", "x-user-defined", "iso-8859-1", "utf-8"])
def test_the_fonts_of_old_vietnamese_pages_are_read(declared):
    tcvn3 = {letter: sign for sign, letter in vietnamese.TCVN3.items()}
    body = "".join(tcvn3.get(letter, letter) for letter in TEXTS["vi"]).encode("latin-1")
    meta = f"<meta charset={declared}>".encode() if declared else b""
    assert text_of(meta + b'<p><font face=".VnTime">' + body) == TEXTS["vi"]
    vni = "Boä Taøi nguyeân vaø Moâi tröôøng vöøa coâng boá keát quaû quan traéc chaát löôïng nöôùc soâng naêm nay"
    assert text_of(meta + b'<p style="font-family: VNI-Times">' + vni.encode("cp1252")) == TEXTS["vi"][:86]


@pytest.mark.parametrize("language", ["fr", "de", "pt", "cs", "tr"])
def test_other_languages_are_no_vietnamese_in_an_old_font(language):
    codec = LEGACY[language][0]
    for name in vietnamese.NAMES:
        assert vietnamese.plausible(decode(encoded(TEXTS[language], codec), name)) < 0.5


def test_viscii_has_every_letter_of_vietnamese_once():
    letters = vietnamese.VISCII.values()
    assert len(letters) == len(set(letters)) == 134
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters)


@pytest.mark.parametrize("language", ["vi", "zh-Hans", "ru", "th", "ar", "pl"])
def test_utf_8_that_was_encoded_twice_is_read_once(language):
    as_windows = "".join(
        bytes([byte]).decode("cp1252") if byte not in UNDEFINED else chr(byte)
        for byte in page(TEXTS[language], "utf-8")
    )
    assert text_of(as_windows.encode()) == TEXTS[language]
    assert text_of(page(TEXTS[language], "utf-8").decode("latin-1").encode()) == TEXTS[language]


@pytest.mark.parametrize("text", ["Ã© Ä‘ áº£ Æ° Ã´ ", "liberté » égalité » ", "À « Étude » – “Ça” ", "Â© Â® Â° "])
def test_signs_that_look_encoded_twice_stay_among_other_text(text):
    story = f"<p>{TEXTS['fr']}</p><p>{text * 10}</p>"
    assert weigh(story.encode()) == "utf-8"
