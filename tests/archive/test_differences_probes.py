"""Pairs of invented texts, language by language: each difference gets its class."""

from __future__ import annotations

import pytest

from archive import Article
from archive.differences import Class, compare

MIRROR = {Class.REMOVED: Class.ADDED, Class.ADDED: Class.REMOVED}
OTHER = "An unchanged first paragraph stands here.\n\n{}\n\nAnd an unchanged last one stands here."

# language: a text, then (class, what it became).
PROBES = {
    "vi": (
        (
            "Bộ đặt mục tiêu giảm 30 % phát thải vào năm 2030. Ba nhà máy ở Vịnh Sao sẽ đóng cửa trong tháng 6. "
            "Người dân được mời góp ý."
        ),
        [
            ("number", "giảm 30 %", "giảm 20 %"),
            ("number", "năm 2030", "năm 2035"),
            ("number", "tháng 6", "tháng 9"),
            ("number", " vào năm 2030", ""),
            ("removed", " Ba nhà máy ở Vịnh Sao sẽ đóng cửa trong tháng 6.", ""),
            ("added", "góp ý.", "góp ý. Hạn cuối được lùi lại cho các xã vùng núi."),
            ("wording", "được mời", "được đề nghị"),
            ("wording", "sẽ đóng", "có thể đóng"),
            ("layout", "30 %", "30%"),
            ("layout", "Người dân", "NGƯỜI DÂN"),
        ],
    ),
    "th": (
        "กรมฯ ตั้งเป้าลดฝุ่นร้อยละ ๓๐ ภายในปี พ.ศ. ๒๕๗๓ โรงงานสามแห่งจะปิดในวันที่ ๕ มิถุนายน ประชาชนร่วมแสดงความเห็นได้",
        [
            ("number", "ร้อยละ ๓๐", "ร้อยละ ๒๐"),
            ("number", "พ.ศ. ๒๕๗๓", "พ.ศ. ๒๕๗๘"),
            ("number", "พ.ศ. ๒๕๗๓", "ค.ศ. ๒๐๓๐"),
            ("number", "มิถุนายน", "กันยายน"),
            ("removed", "โรงงานสามแห่งจะปิดในวันที่ ๕ มิถุนายน ", ""),
            ("wording", "ประชาชน", "ชาวบ้าน"),
            ("layout", "๒๕๗๓", "2573"),
            ("layout", "ภายในปี พ.ศ.", "ภายในปีพ.ศ."),
        ],
    ),
    "zh": (
        "生态厅提出目标，到2030年排放下降30%，关停三十座窑炉。星湾的三家工厂将于五月关闭。“公众”可提出意见。",
        [
            ("number", "2030年", "2035年"),
            ("number", "30%", "20%"),
            ("number", "三十座", "四十座"),
            ("number", "五月", "六月"),
            ("number", "到2030年", "到二〇三五年"),
            ("removed", "星湾的三家工厂将于五月关闭。", ""),
            ("added", "提出意见。", "提出意见。山区乡镇的期限另行通知。"),
            ("wording", "将于", "可能于"),
            ("layout", "“公众”", "「公众」"),
            ("layout", "30%", "３０％"),
            ("layout", "2030年", "二〇三〇年"),
        ],
    ),
    "ja": (
        "県は2030年までに排出を30％減らす目標を示した。星湾の三工場は6月5日に閉鎖する。「住民」は意見を出せる。",
        [
            ("number", "2030年", "2035年"),
            ("number", "30％", "20％"),
            ("number", "6月5日", "9月5日"),
            ("removed", "星湾の三工場は6月5日に閉鎖する。", ""),
            ("wording", "住民", "市民"),
            ("layout", "30％", "30%"),
            ("layout", "「住民」", "『住民』"),
        ],
    ),
    "ko": (
        (
            "환경청은 2030년까지 배출량을 30% 줄이겠다고 밝혔다. "
            "별만의 공장 세 곳은 6월 5일에 문을 닫는다. 주민은 의견을 낼 수 있다."
        ),
        [
            ("number", "2030년", "2035년"),
            ("number", "30%", "20%"),
            ("number", "6월", "9월"),
            ("removed", " 별만의 공장 세 곳은 6월 5일에 문을 닫는다.", ""),
            ("wording", "밝혔다", "말했다"),
            ("layout", "30%", "30 %"),
        ],
    ),
    "ar": (
        (
            "حددت الهيئة هدفا لخفض الانبعاثات بنسبة ٣٠٪ بحلول عام ٢٠٣٠. ستغلق ثلاثة مصانع في خليج النجم في ٥ يونيو. "
            "يمكن للسكان إبداء الرأي."
        ),
        [
            ("number", "٣٠٪", "٢٠٪"),
            ("number", "٢٠٣٠", "٢٠٣٥"),
            ("number", "يونيو", "سبتمبر"),
            ("removed", " ستغلق ثلاثة مصانع في خليج النجم في ٥ يونيو.", ""),
            ("wording", "للسكان", "للمواطنين"),
            ("layout", "٢٠٣٠", "2030"),
            ("layout", "هدفا", "هدفًا"),
        ],
    ),
    "fa": (
        (
            "سازمان هدف کاهش ۳۰٪ آلودگی تا سال ۱۴۱۰ را اعلام کرد. سه کارخانه در خلیج ستاره بسته می‌شوند. "
            "مردم می‌توانند نظر بدهند."
        ),
        [
            ("number", "۳۰٪", "۲۰٪"),
            ("number", "۱۴۱۰", "۱۴۱۵"),
            ("removed", " سه کارخانه در خلیج ستاره بسته می‌شوند.", ""),
            ("wording", "مردم", "شهروندان"),
            ("layout", "می‌توانند", "ميتوانند"),
            ("layout", "۳۰٪", "30 %"),
        ],
    ),
    "ru": (
        (
            "Ведомство намерено сократить выбросы на 30 % к 2030 году. Три завода в Звёздной бухте закроют 5 июня. "
            "Жители могут «высказаться»."
        ),
        [
            ("number", "30 %", "20 %"),
            ("number", "2030", "2035"),
            ("number", "5 июня", "5 сентября"),
            ("removed", " Три завода в Звёздной бухте закроют 5 июня.", ""),
            ("wording", "намерено", "планирует"),
            ("layout", "«высказаться»", "“высказаться”"),
            ("layout", "30 %", "30\u00a0%"),
        ],
    ),
    "el": (
        (
            "Η υπηρεσία θέλει μείωση ρύπων κατά 30% έως το 2030. "
            "Τρία εργοστάσια στον Κόλπο Άστρου κλείνουν στις 5 Ιουνίου. "
            "Οι κάτοικοι μπορούν να μιλήσουν."
        ),
        [
            ("number", "30%", "20%"),
            ("number", "2030", "2035"),
            ("number", "5 Ιουνίου", "5 Μαΐου"),
            ("removed", " Τρία εργοστάσια στον Κόλπο Άστρου κλείνουν στις 5 Ιουνίου.", ""),
            ("wording", "κάτοικοι", "πολίτες"),
            ("layout", "30%", "30 %"),
        ],
    ),
    "hi": (
        "विभाग ने २०३० तक उत्सर्जन में ३० प्रतिशत कमी का लक्ष्य रखा। तारा खाड़ी के तीन कारखाने ५ जून को बंद होंगे। लोग राय दे सकते हैं।",
        [
            ("number", "३० प्रतिशत", "२० प्रतिशत"),
            ("number", "२०३०", "२०३५"),
            ("number", "५ जून", "५ सितंबर"),
            ("removed", " तारा खाड़ी के तीन कारखाने ५ जून को बंद होंगे।", ""),
            ("wording", "लोग", "नागरिक"),
            ("layout", "२०३०", "2030"),
            ("layout", "३० प्रतिशत", "३०%"),
        ],
    ),
    "my": (
        "ဌာနသည် ၂၀၃၀ ခုနှစ်တွင် ထုတ်လွှတ်မှု ၃၀ ရာခိုင်နှုန်း လျှော့ချမည်။ ကြယ်ပင်လယ်အော်ရှိ စက်ရုံသုံးရုံကို ပိတ်မည်။ ပြည်သူများ အကြံပေးနိုင်သည်။",
        [
            ("number", "၃၀ ရာခိုင်နှုန်း", "၂၀ ရာခိုင်နှုန်း"),
            ("number", "၂၀၃၀", "၂၀၃၅"),
            ("removed", " ကြယ်ပင်လယ်အော်ရှိ စက်ရုံသုံးရုံကို ပိတ်မည်။", ""),
            ("wording", "ပြည်သူများ", "ဒေသခံများ"),
            ("layout", "၂၀၃၀", "2030"),
            ("layout", "ပြည်သူများ အကြံ", "ပြည်သူများအကြံ"),
        ],
    ),
    "km": (
        "ក្រសួងកំណត់គោលដៅកាត់បន្ថយ ៣០ ភាគរយ នៅឆ្នាំ ២០៣០។ រោងចក្របីនៅឆកសមុទ្រផ្កាយនឹងបិទ។ ប្រជាជនអាចផ្តល់មតិ។",
        [
            ("number", "៣០ ភាគរយ", "២០ ភាគរយ"),
            ("number", "២០៣០", "២០៣៥"),
            ("removed", " រោងចក្របីនៅឆកសមុទ្រផ្កាយនឹងបិទ។", ""),
            ("wording", "ប្រជាជន", "ពលរដ្ឋ"),
            ("layout", "២០៣០", "2030"),
            ("layout", "ប្រជាជនអាច", "ប្រជាជន\u200bអាច"),
        ],
    ),
    "lo": (
        "ກົມຕັ້ງເປົ້າຫຼຸດ ໓໐ ເປີເຊັນ ໃນປີ ໒໐໓໐ ໂຮງງານສາມແຫ່ງທີ່ອ່າວດາວຈະປິດໃນວັນທີ ໕ ມິຖຸນາ ປະຊາຊົນສະແດງຄວາມເຫັນໄດ້",
        [
            ("number", "໓໐ ເປີເຊັນ", "໒໐ ເປີເຊັນ"),
            ("number", "໒໐໓໐", "໒໐໓໕"),
            ("number", "ມິຖຸນາ", "ກັນຍາ"),
            ("removed", "ໂຮງງານສາມແຫ່ງທີ່ອ່າວດາວຈະປິດໃນວັນທີ ໕ ມິຖຸນາ ", ""),
            ("wording", "ປະຊາຊົນ", "ຊາວບ້ານ"),
            ("layout", "໒໐໓໐", "2030"),
        ],
    ),
    "en": (
        (
            "The agency aims to cut emissions by 30 % by 2030. Three plants on Star Bay will close on 30 June at noon. "
            'People may comment - "all of them", at a cost of $1.5 million and less than < 50 µg/m³ of CO₂.'
        ),
        [
            ("number", "30 %", "20 %"),
            ("number", "by 2030", "by 2035"),
            ("number", "30 June", "30 September"),
            ("number", "$1.5 million", "$1.5 billion"),
            ("number", "$1.5", "€1.5"),
            ("number", "1.5 million", "15 million"),
            ("number", "< 50", "> 50"),
            ("number", "µg", "mg"),
            ("number", " by 2030", ""),
            ("removed", " Three plants on Star Bay will close on 30 June at noon.", ""),
            ("removed", ", at a cost of $1.5 million and less than < 50 µg/m³ of CO₂", ""),
            ("added", "People may", "The minister said it would not be the last time. People may"),
            ("wording", "may comment", "must comment"),
            ("wording", "will close", "will not close"),
            ("layout", "30 %", "30\u202f%"),
            ("layout", "30 %", "30 percent"),
            ("layout", "$1.5 million", "$1,500,000"),
            ("layout", '- "all of them"', "– “all of them”"),
            ("layout", "CO₂", "CO2"),
            ("layout", "m³", "m3"),
            ("layout", "Three plants", "THREE PLANTS"),
        ],
    ),
    "fr": (
        (
            "L’agence vise une baisse de 30 % d’ici à 2030. "
            "Trois usines de la baie de l’Étoile fermeront le 5 juin 2027. "
            "Les habitants peuvent s’exprimer."
        ),
        [
            ("number", "30 %", "20 %"),
            ("number", "à 2030", "à 2035"),
            ("number", "5 juin 2027", "5 août 2027"),
            ("number", "5 juin 2027", "15 juin 2027"),
            ("removed", " Trois usines de la baie de l’Étoile fermeront le 5 juin 2027.", ""),
            ("wording", "habitants", "riverains"),
            ("layout", "L’agence", "L'agence"),
            ("layout", "l’Étoile", "l’E\u0301toile"),
        ],
    ),
    "de": (
        (
            "Das Amt will den Ausstoß bis 2030 um 30 Prozent senken. "
            "Drei Werke an der Sternbucht schließen am 5. Juni. "
            "Die Leute können „mitreden“."
        ),
        [
            ("number", "30 Prozent", "20 Prozent"),
            ("number", "2030", "2035"),
            ("number", "5. Juni", "5. September"),
            ("removed", " Drei Werke an der Sternbucht schließen am 5. Juni.", ""),
            ("wording", "senken", "mindern"),
            ("layout", "„mitreden“", "»mitreden«"),
            ("layout", "schließen", "schliessen"),
        ],
    ),
    "tr": (
        (
            "Kurum, salımları 2030 yılına kadar %30 azaltmayı hedefliyor. "
            "Yıldız Koyu'ndaki üç fabrika 5 Haziran'da kapanacak. "
            "Halk görüş bildirebilir."
        ),
        [
            ("number", "%30", "%20"),
            ("number", "2030", "2035"),
            ("number", "5 Haziran", "5 Eylül"),
            ("removed", " Yıldız Koyu'ndaki üç fabrika 5 Haziran'da kapanacak.", ""),
            ("wording", "Halk", "Vatandaş"),
            ("layout", "%30", "% 30"),
            ("layout", "Koyu'ndaki", "Koyu’ndaki"),
        ],
    ),
}

CASES = [
    (language, kind, text, text.replace(old, new, 1))
    for language, (text, changes) in PROBES.items()
    for kind, old, new in changes
]


def story(body):
    return Article(title="Goal", body=body)


def classes(old, new):
    return [difference.kind.value for difference in compare(story(old), story(new)).differences]


@pytest.mark.parametrize(("language", "kind", "old", "new"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_each_language_has_its_differences_classed(language, kind, old, new):
    assert old != new, "the probe changes nothing"
    assert classes(old, new)[0] == kind, compare(story(old), story(new)).differences
    assert classes(OTHER.format(old), OTHER.format(new))[0] == kind


@pytest.mark.parametrize("language", PROBES)
def test_the_way_back_has_the_same_classes(language):
    for tongue, _, old, new in CASES:
        if tongue == language:
            back = [difference.kind for difference in compare(story(new), story(old)).differences]
            there = [difference.kind for difference in compare(story(old), story(new)).differences]
            assert sorted(MIRROR.get(kind, kind) for kind in back) == sorted(there)
