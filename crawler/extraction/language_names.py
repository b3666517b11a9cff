"""What languages are called, by themselves and by others: how links to a story in another language are labelled."""

from __future__ import annotations

import re
import unicodedata

# Names apart by `|`; the language's own come first, then the English one, then those of neighbours.
_NAMES = {
    "am": "አማርኛ|amharic",
    "ar": "العربية|عربي|عربى|arabic|arabe|árabe|арабский|阿拉伯文|阿拉伯语",
    "as": "অসমীয়া|assamese",
    "az": "azərbaycan|azərbaycanca|azərbaycan dili|azerbaijani|aze",
    "be": "беларуская|belarusian",
    "bg": "български|bulgarian",
    "bn": "বাংলা|bengali|bangla",
    "bs": "bosanski|bosnian",
    "ca": "català|catalan|catalán",
    "cnr": "crnogorski|montenegrin",
    "cs": "čeština|česky|česká verze|czech",
    "cy": "cymraeg|welsh",
    "da": "dansk|danish",
    "de": "deutsch|deutsche|german|allemand|alemán|tedesco|немецкий|ger|deu",
    "el": "ελληνικά|greek",
    "en": "english|anglais|anglaise|inglés|inglesa|ingles|inglês|inglese|englisch|engels|engelska|engelsk|tiếng anh"
    "|английский|английская|англійська|англ|ингилизче|ағылшын|ingilizce|ingliscə|bahasa inggris|bahasa inggeris"
    "|อังกฤษ|ภาษาอังกฤษ|英文|英文版|英语|英語|영어|영문"
    "|الإنجليزية|انگلیسی|अंग्रेजी|अंग्रेज़ी|english site|eng",
    "es": "español|española|castellano|spanish|espagnol|espanhol|испанский|西班牙文|西班牙语|esp",
    "et": "eesti|eesti keeles|estonian",
    "eu": "euskara|basque",
    "fa": "فارسی|persian|farsi",
    "fi": "suomi|suomeksi|finnish",
    "fil": "filipino|pilipino|tagalog",
    "fr": "français|française|francais|french|francés|francês|französisch|francese"
    "|tiếng pháp|французский|法文|法语|法語|fra|fre",
    "ga": "gaeilge|irish",
    "gl": "galego|galician|gallego",
    "gu": "ગુજરાતી|gujarati",
    "he": "עברית|hebrew",
    "hi": "हिन्दी|हिंदी|hindi",
    "hr": "hrvatski|croatian",
    "hu": "magyar|magyarul|hungarian",
    "hy": "հայերեն|armenian",
    "id": "bahasa indonesia|indonesia|indonesian|bahasa|ind",
    "is": "íslenska|icelandic",
    "it": "italiano|italian|italien|italienisch",
    "ja": "日本語|japanese|日文|日语|japonais|일본어|tiếng nhật|jpn",
    "ka": "ქართული|georgian",
    "kk": "қазақша|қазақ тілі|qazaqsha|kazakh|казахский|қаз|каз",
    "km": "ខ្មែរ|ភាសាខ្មែរ|khmer",
    "kn": "ಕನ್ನಡ|kannada",
    "ko": "한국어|국문|korean|韩文|韩语|韓国語|tiếng hàn|kor",
    "ky": "кыргызча|кыргыз|kyrgyz|киргизский|кырг",
    "lb": "lëtzebuergesch|luxembourgish",
    "lo": "ລາວ|ພາສາລາວ|lao",
    "lt": "lietuvių|lietuviškai|lithuanian",
    "lv": "latviešu|latviski|latvian",
    "mg": "malagasy",
    "mk": "македонски|macedonian",
    "ml": "മലയാളം|malayalam",
    "mn": "монгол|mongolian",
    "mni": "manipuri|মৈতৈলোন্",
    "mr": "मराठी|marathi",
    "ms": "bahasa melayu|bahasa malaysia|malay|melayu",
    "mt": "malti|maltese",
    "my": "မြန်မာ|မြန်မာဘာသာ|myanmar|burmese",
    "ne": "नेपाली|nepali",
    "nl": "nederlands|dutch|néerlandais|niederländisch",
    "no": "norsk|norwegian|bokmål|nynorsk",
    "or": "ଓଡ଼ିଆ|odia|oriya",
    "pa": "ਪੰਜਾਬੀ|punjabi",
    "pl": "polski|po polsku|polish",
    "ps": "پښتو|pashto",
    "pt": "português|portuguesa|portugues|portuguese|portugais|portugués|por",
    "ro": "română|romana|romanian|roumain",
    "ru": "русский|по-русски|русский язык|русская версия|russian|russe|ruso|tiếng nga|орысша|орус|俄文|俄语|рус|rus",
    "rw": "ikinyarwanda|kinyarwanda",
    "si": "සිංහල|sinhala",
    "sk": "slovenčina|slovensky|slovak",
    "sl": "slovenščina|slovensko|slovenian|slovene",
    "sq": "shqip|albanian",
    "sr": "српски|srpski|serbian",
    "sv": "svenska|på svenska|swedish|ruotsi",
    "sw": "kiswahili|swahili",
    "ta": "தமிழ்|tamil",
    "te": "తెలుగు|telugu",
    "tg": "тоҷикӣ|tajik|таджикский",
    "th": "ไทย|ภาษาไทย|thai|泰文",
    "tk": "türkmençe|türkmen|turkmen",
    "tr": "türkçe|turkish|turc",
    "uk": "українська|українською|ukrainian|украинский|укр",
    "ur": "اردو|urdu",
    "uz": "oʻzbekcha|o'zbekcha|o‘zbekcha|o’zbekcha|ўзбекча|uzbek|узбекский",
    "vi": "tiếng việt|việt nam|vietnamese|vietnamien|越南文|越南语|вьетнамский|vie",
    "zh": "中文|中文版|汉语|漢語|华语|chinese|chinois|chino|китайский|tiếng trung|중국어|中国語|ภาษาจีน|chn",
    "zh-Hans": "简体|简体中文|简体版|简体中文版|中文简体|中文（简体）|simplified chinese|简",
    "zh-Hant": "繁體|繁体|繁體中文|繁体中文|繁體版|繁体版|中文繁體|正體中文|中文（繁體）|traditional chinese|繁",
}  # fmt: skip
CODES = {name: code for code, names in _NAMES.items() for name in names.split("|")}
CODES |= {code.lower(): code for code in _NAMES}
_AROUND = re.compile(r"[\s\[\](){}|/·•:：,،、;>›»«‹<→.\-–—_]+")
_DECORATION = frozenset(
    """
    version versión versione versión versão versie edition in en auf em på à la le lire leer ler lesen read view this
    page story article release news it also available switch to sprache wechseln zu xem bản bằng site click here for
    translation the de der seite diese cette dieser auch как на версия язык мова sitesi haqida language
    """.split()  # noqa: SIM905 - words read better as a text
)
_WORDS = frozenset({"am", "as", "be", "is", "it", "my", "no", "or", "si"})  # codes that are words, too
_DOT_ABOVE = "\u0307"  # what casefold makes of the Turkish capital İ
LONGEST = 40  # characters of a label; what is longer says more than a language's name


def language_of(label: str, hint: str | None = None) -> str | None:
    """The language that a link is labelled with, as BCP 47; None where the label is no language's name.

    hint: the language that the link declares; then it is enough that the label has its name or code among other words.

    >>> language_of("Version française"), language_of("[English]"), language_of("English Channel"), language_of("My")
    ('fr', 'en', None, None)
    >>> language_of("Zur Seite auf English", "en"), language_of("Press releases", "en")
    ('en', None)
    """
    if len(label) > LONGEST:
        return None
    plain = unicodedata.normalize("NFC", label).casefold().replace(_DOT_ABOVE, "")
    words = _AROUND.sub(" ", plain).split()
    for said in (words, [word for word in words if word not in _DECORATION]):
        name = " ".join(said)
        if name in CODES and name not in _WORDS:
            return CODES[name]
    primary = (hint or "").partition("-")[0]
    return hint if primary and any(CODES.get(word, "").partition("-")[0] == primary for word in words) else None
