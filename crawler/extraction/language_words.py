"""Scripts, and the short words by which languages of one script are told apart: tables for language.py."""

from __future__ import annotations

import re

# First and last code point of each script, and the languages written in it, the likeliest first.
SCRIPTS: tuple[tuple[int, int, str, tuple[str, ...]], ...] = (
    (0x0041, 0x024F, "latin", ()),
    (0x1E00, 0x1EFF, "latin", ()),
    (0x0370, 0x03FF, "greek", ("el",)),
    (0x1F00, 0x1FFF, "greek", ("el",)),
    (0x0400, 0x052F, "cyrillic", ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "uz", "tg", "mn", "tt", "ba", "az")),
    (0x0530, 0x058F, "armenian", ("hy",)),
    (0x0590, 0x05FF, "hebrew", ("he", "yi")),
    (0x0600, 0x06FF, "arabic", ("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "ku", "prs", "arz", "az", "dv", "ks")),
    (0x0900, 0x097F, "devanagari", ("hi", "ne", "mr", "sa", "mai", "kok", "bho", "doi", "brx", "new", "ks", "sd")),
    (0x0980, 0x09FF, "bengali", ("bn", "as")),
    (0x0A00, 0x0A7F, "gurmukhi", ("pa",)),
    (0x0A80, 0x0AFF, "gujarati", ("gu",)),
    (0x0B00, 0x0B7F, "oriya", ("or",)),
    (0x0B80, 0x0BFF, "tamil", ("ta",)),
    (0x0C00, 0x0C7F, "telugu", ("te",)),
    (0x0C80, 0x0CFF, "kannada", ("kn",)),
    (0x0D00, 0x0D7F, "malayalam", ("ml",)),
    (0x0D80, 0x0DFF, "sinhala", ("si",)),
    (0x0E00, 0x0E7F, "thai", ("th",)),
    (0x0E80, 0x0EFF, "lao", ("lo",)),
    (0x0F00, 0x0FFF, "tibetan", ("bo", "dz")),
    (0x1000, 0x109F, "burmese", ("my", "shn", "mnw", "kar")),
    (0x10A0, 0x10FF, "georgian", ("ka",)),
    (0x1100, 0x11FF, "hangul", ("ko",)),
    (0x1200, 0x139F, "ethiopic", ("am", "ti")),
    (0x1780, 0x17FF, "khmer", ("km",)),
    (0x1800, 0x18AF, "mongolian", ("mn",)),
    (0x3040, 0x30FF, "kana", ("ja",)),
    (0x3400, 0x9FFF, "han", ("zh", "ja", "yue", "wuu", "lzh", "nan", "ko", "hak")),
    (0xAC00, 0xD7AF, "hangul", ("ko",)),
)
LANGUAGES = {script: languages for _, _, script, languages in SCRIPTS}

# The commonest short words. Those that a language shares with its neighbours count for all of them.
WORDS = {
    "vi": ("của và là các những được trong với cho không có này đã người khi từ một đến năm tại theo về để nhiều"),
    "id": (
        "yang dan di untuk dengan dari ini pada dalam tidak akan itu oleh juga ke adalah telah bahwa "
        "tersebut kami sebagai kepada agar bisa karena saat tahun mengatakan seperti"
    ),
    "ms": (
        "yang dan di untuk dengan daripada ini pada dalam tidak akan itu oleh juga ke adalah telah bahawa "
        "tersebut kepada ialah berkata beliau bagi boleh turut kerana menerusi sebanyak serta ia jabatan"
    ),
    "tl": "ang ng sa mga na ay at para hindi ito siya kanyang nang mula noong isang kung ni si upang",
    "en": (
        "the of and to in is that for on with as was are by from has have be this which at an it not will were their"
    ),
    "de": (
        "der die und das den von zu mit ist im für auf des nicht ein eine dem sich auch wird sind bei "
        "nach aus werden einer"
    ),
    "fr": ("le la les des et est une dans que pour sur qui avec au par du plus pas sont ce cette aux été leur ses"),
    "es": ("el la los las y de que en una por con para del se su es más como al lo han fue sus entre desde también"),
    "pt": ("o os as e de que em uma por com para do da no na se não mais ao foi são dos das também pela pelo seu à é"),
    "ca": ("el la els les i de que en una per amb del es no més com al ha són dels aquest també pel seva als ser"),
    "gl": ("o os as e de que en unha por con para do da no na se non máis ao foi son dos das tamén pola seu unha nos"),
    "it": (
        "il la gli le e di che in una per con del della non si è sono più come al dei alla anche nel ha degli delle"
    ),
    "ro": ("și de în la cu pe că nu este pentru care din mai un o sunt fost prin al ale au fi după ca sau acest"),
    "nl": ("de het een en van in is dat op te voor met zijn niet aan er die om ook als bij door worden naar uit wordt"),
    "af": "die en van in is dat op te vir met nie aan het wat om ook as by deur word na uit sy hulle hy ons",
    "sv": "och att det i som en på är av för med till den inte har de ett om var ska från vid eller kan nya",
    "da": ("og at det i som en på er af for med til den ikke har de et om var skal fra ved eller kan blev også"),
    "no": ("og at det i som en på er av for med til den ikke har de et om var skal fra ved eller kan ble også"),
    "is": "og að í er sem á það við um til með var fyrir en af ekki hann eru frá hefur þess þetta verið",
    "fi": ("ja on ei että se hän oli mutta kun niin ovat myös joka mukaan sekä jos tai olla hänen ole vuonna jälkeen"),
    "et": "ja on ei et see oli aga kui ka mis ning või tema selle ta oma pole eest seda kes olid aasta",
    "lv": "un ir no ar par uz kas ka arī lai gan bet vai tika tiek pēc līdz gada šo kā tas ko",
    "lt": "ir yra kad su bet kaip iš tai apie buvo bus nuo arba savo jau dar jis ne per metų taip kurie",
    "pl": ("i w na z do się nie to jest że o od jak za po przez dla są oraz być przy może który która także już"),
    "cs": ("a v na se je že z do s o pro za jako to by ale od podle po které který jsou také bylo nebo při už"),
    "sk": "a v na sa je že z do s o pre za ako to by ale od podľa po ktoré ktorý sú aj bolo alebo pri už",
    "sl": "in v na se je da za z so po kot tudi pri ne od bi ter ki bo to ali iz pa leta lahko med",
    "hr": "i u na se je da za s su od kao što koji nije bi će o to te iz ili već prema koja biti tijekom",
    "sq": "dhe në të e i një për me nga që është si nuk ka janë më do kjo por ose tij",
    "tr": "ve bir bu için ile da de olarak daha olan çok en gibi kadar sonra ise ancak göre oldu değil veya",
    "az": "və bir bu üçün ilə də olan daha ki olub edir görə həm isə kimi sonra çox etmək olaraq ildə",
    "uz": "va bilan uchun bu bir ham esa deb boʻlgan qilish yil hamda boʻyicha tomonidan kerak bo'lgan o'z",
    "hu": "a az és hogy nem is egy van volt meg de ez csak már mint el vagy még szerint amely kell lehet",
    "eu": "eta da du bat ez dute den dira ere egin izan dela baina hau zen beste bere duen",
    "sw": "na ya wa kwa ni za katika la kuwa hiyo hii cha huo huyo pia kama lakini baada yake",
    "zu": "ukuthi futhi kanye noma ngoba uma kodwa nje kakhulu ngesikhathi kusho abantu uthe",
    "xh": "ukuba kwaye okanye ngokuba kodwa abantu uthi ngexesha kunye loo xa",
    "cy": "yn y a i o ar mae yr wedi gan am fod ei bod ac oedd hefyd sydd i'r bydd",
    "ga": "an na agus ar i go is le do leis seo sin bhí bhfuil ag de nó tá ach mar",
    "ru": "и в не на что с по как это для из от его за при также который была было все году были или",
    "uk": "і в не на що з по як це для та від його за при також який була було року були або до є у",
    "be": "і ў не на што з па як гэта для ад яго за пры таксама які была было года былі або да ёсць",
    "bg": "и в не на че с по как това за от са се при които беше бяха или до ще още след през да",
    "sr": "и у не на да је се за са од су као што који није би ће или из према који године",
    "mk": "и во не на дека со од за се ќе или што кои беше по како се ги го",
    "kk": "және мен үшін бұл бір да де жылы бойынша болып деп туралы осы еді ол екен қазақстан",
    "ky": "жана менен үчүн бул бир да деп боюнча болуп эле тууралуу кыргыз",
    "mn": "ба нь байна энэ юм болон тухай байгаа гэж онд бол хийх түүний",
    "tg": "ва дар ки аз ба барои бо ин шуд аст он то кард дигар",
    "ar": "في من على أن إلى عن التي مع هذا هذه ما كان بعد الذي كما قال خلال بين",
    "fa": "و در به از که این با را است برای آن شد شده می تا بر های وی",
    "ur": "کے میں کی سے اور ہے کا کو نے پر یہ کہ ہیں بھی تھا",
    "ps": "د په چې او له کې سره دا يې هم ته کړې دي",
    "hi": "के में की है और से का को ने पर यह कि हैं भी लिए एक इस था",
    "ne": "र को मा छ ले का लाई पनि भएको गर्ने छन् यो हो गरेको एक भने",
    "mr": "आणि आहे या च्या मध्ये असून ते ही केली करण्यात यांनी होते तसेच",
}
# Letters that one language of a script has and its neighbours lack, where words may be too few.
LETTERS = (
    ("vi", "latin", re.compile("[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")),
    ("uk", "cyrillic", re.compile("[їєґ]")),
    ("be", "cyrillic", re.compile("ў")),
    ("kk", "cyrillic", re.compile("[әұқғһ]")),
    ("sr", "cyrillic", re.compile("[ђћџљњ]")),
    ("mk", "cyrillic", re.compile("[ѓќѕ]")),
    ("fa", "arabic", re.compile("[پچژگ]|ی")),
    ("ur", "arabic", re.compile("[ٹڈڑںےھ]")),
    ("ps", "arabic", re.compile("[ټډړښږځڅې]")),
)
# Languages that a page may declare for one another's text: their words overlap too much to overrule it.
NEIGHBOURS = tuple(
    frozenset(group.split())
    for group in (
        "id ms",
        "no nb nn da",
        "hr sr bs sh cnr",
        "gl pt",
        "fa prs tg",
        "zh yue",
        "cs sk",
        "tl fil",
        "ro mo",
        "zu xh nr ss",
    )
)
