"""Printed dates in many languages, and what must not be taken for one."""

import re
import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.month_names import GREGORIAN
from crawler.extraction.dates.text import dates_in, days_without_year, read_date

HANOI, BANGKOK, SHANGHAI = "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Shanghai"

DAYS = [
    ("ja", "R5/8/10", "2023-08-10"),
    ("ja", "2023(令和5)年8月10日", "2023-08-10"),
    ("ja", "令和5(2023)年8月10日", "2023-08-10"),
    ("ja", "2023年（令和5年）8月10日", "2023-08-10"),
    ("ja", "令和5年（2023年）8月10日", "2023-08-10"),
    ("ja", "令和五年八月十日", "2023-08-10"),
    ("zh-TW", "一一二年八月十日", "2023-08-10"),
    ("zh-TW", "中華民國一百十二年八月十日", "2023-08-10"),
    ("ko", "'23. 8. 10.", "2023-08-10"),
    ("ps", "د زمري ۱۹ ۱۴۰۲", "2023-08-10"),
    ("ar", "1445/01/23 هـ", "2023-08-10"),
    ("ar", "10 آب/أغسطس 2023", "2023-08-10"),
    ("ne", "२०८०।०४।२५", "2023-08-10"),
    ("ne", "2080 Shrawan 25", "2023-08-10"),
    ("bn", "১০ই আগস্ট, ২০২৩", "2023-08-10"),
    ("km", "ថ្ងៃព្រហស្បតិ៍ ៩រោច ខែស្រាពណ៍ ឆ្នាំថោះ បញ្ចស័ក ព.ស. ២៥៦៧ ត្រូវនឹងថ្ងៃទី១០ ខែសីហា ឆ្នាំ២០២៣", "2023-08-10"),
    ("lo", "ວັນທີ ໑໐ ເດືອນ ສິງຫາ ປີ ໒໐໒໓", "2023-08-10"),
    ("mn", "2023 оны наймдугаар сарын 10", "2023-08-10"),
    ("uz", "2023-yil 10-avgust", "2023-08-10"),
    ("uz", "2023 йил 10 август", "2023-08-10"),
    ("uz", "10-avgust, 2023-yil", "2023-08-10"),
    ("uz", "10 август 2023 йил", "2023-08-10"),
    ("kk", "2023 жылдың 10 тамызы", "2023-08-10"),
    ("ky", "2023-жылдын 10-августу", "2023-08-10"),
    ("tg", "10 августи соли 2023", "2023-08-10"),
    ("az", "10 avqust 2023", "2023-08-10"),
    ("ka", "2023 წლის 10 აგვისტო", "2023-08-10"),
    ("hy", "2023թ. օգոստոսի 10", "2023-08-10"),
    ("am", "ነሐሴ 4/2015", "2023-08-10"),
    ("am", "ነሐሴ 4 ቀን 2015 ዓ.ም", "2023-08-10"),
    ("am", "ኦገስት 10, 2023", "2023-08-10"),
    ("sw", "Agosti 10, 2023", "2023-08-10"),
    ("fil", "ika-10 ng Agosto 2023", "2023-08-10"),
    ("lt", "2023 m. rugpjūčio 10 d.", "2023-08-10"),
    ("lv", "2023. gada 10. augusts", "2023-08-10"),
    ("tr", "10 AĞUSTOS 2023 PERŞEMBE", "2023-08-10"),
    ("tr", "10 ARALIK 2023", "2023-12-10"),
    ("kn", "10 ಆಗಸ್ಟ್ 2023", "2023-08-10"),
    ("ml", "10 ഓഗസ്റ്റ് 2023", "2023-08-10"),
    ("gu", "10 ઑગસ્ટ 2023", "2023-08-10"),
    ("pa", "10 ਅਗਸਤ 2023", "2023-08-10"),
    ("or", "10 ଅଗଷ୍ଟ 2023", "2023-08-10"),
    ("as", "10 আগষ্ট 2023", "2023-08-10"),
    ("so", "10 Agoosto 2023", "2023-08-10"),
    ("rw", "10 Kanama 2023", "2023-08-10"),
    ("ha", "10 ga Agusta, 2023", "2023-08-10"),
    ("mg", "10 Aogositra 2023", "2023-08-10"),
    ("eu", "2023ko abuztuaren 10a", "2023-08-10"),
    ("vi", "10 Th8 2023", "2023-08-10"),
    ("vi", "ngay 10 thang 8 nam 2023", "2023-08-10"),
    ("vi", "Hà Nội, ngày 10/8/2023", "2023-08-10"),
    ("vi", "Hà Nội, ngày 10 tháng 8 năm 2023", "2023-08-10"),
    ("vi", "Tin ngày mai, 10/8/2023", "2023-08-10"),
    ("en", "04-ago-2021 5:11:10", "2021-08-04"),
    ("vi", "18/09/2024", "2024-09-18"),
    ("vi", "NGÀY 22 THÁNG 11 NĂM 2024", "2024-11-22"),
    ("vi", "22 Tháng Mười Một, 2024", "2024-11-22"),
    ("vi", "Tháng Mười Hai 5, 2024", "2024-12-05"),
    ("vi", "Nga\u0300y 5 tha\u0301ng 10 na\u0306m 2024", "2024-10-05"),
    ("vi", "29.9.2023", "2023-09-29"),
    ("th", "วันที่ 23 สิงหาคม 2563", "2020-08-23"),
    ("th", "๓ ต.ค. ๒๕๖๕", "2022-10-03"),
    ("th", "3 ต.ค. 65", "2022-10-03"),
    ("th", "12 พ.ย. พ.ศ. 2566", "2023-11-12"),
    ("th", "03/10/2565", "2022-10-03"),
    ("km", "ថ្ងៃទី១៥ ខែមករា ឆ្នាំ២០២៤", "2024-01-15"),
    ("km", "១៥ខែមករាឆ្នាំ២០២៤", "2024-01-15"),
    ("lo", "ວັນທີ 15 ມັງກອນ 2024", "2024-01-15"),
    ("lo", "໑໕/໐໑/໒໐໒໔", "2024-01-15"),
    ("my", "၂၀၂၂ ခုနှစ်၊ နိုဝင်ဘာလ (၁၅) ရက်", "2022-11-15"),
    ("my", "၁၃၈၄ ခုနှစ်၊ တန်းဆောင်မုန်းလ၊ ၂၀၂၂ ခုနှစ်၊ နိုဝင်ဘာလ ၁၅ ရက်", "2022-11-15"),
    ("id", "Senin, 21 Januari 2018.Mengantisipasi", "2018-01-21"),
    ("id", "20 Agustus 2026", "2026-08-20"),
    ("ms", "20 Ogos 2026", "2026-08-20"),
    ("zh", "二〇二五年十二月二十六日", "2025-12-26"),
    ("zh", "2023/07/20", "2023-07-20"),
    ("zh-TW", "113.10.04", "2024-10-04"),
    ("zh-TW", "中華民國113年10月4日", "2024-10-04"),
    ("ja", "令和7年12月26日", "2025-12-26"),
    ("ja", "令和元年5月1日", "2019-05-01"),
    ("ja", "２０２５年１２月２６日", "2025-12-26"),
    ("ja", "R7.12.26", "2025-12-26"),
    ("ko", "2026.09.05.", "2026-09-05"),
    ("ko", "24.03.05", "2024-03-05"),
    ("ne", "२०८२-०५-१२", "2025-08-28"),
    ("ne", "१२ भदौ २०८२", "2025-08-28"),
    ("hi", "15 जनवरी 2024", "2024-01-15"),
    ("bn", "১৫ জানুয়ারি ২০২৪", "2024-01-15"),
    ("fa", "۱۴۰۴/۰۵/۱۲", "2025-08-03"),
    ("fa", "12 مرداد 1404", "2025-08-03"),
    ("ar", "٢٨ ذو الحجة ١٤٤٦هـ", "2025-06-24"),
    ("ar", "28/12/1446 هـ", "2025-06-24"),
    ("ar", "26 يناير 2025", "2025-01-26"),
    ("ar", "5 كانون الثاني 2024", "2024-01-05"),
    ("ar", "24 نيسان / أبريل 2020", "2020-04-24"),
    ("ar", "12 جانفي 2024", "2024-01-12"),
    ("he", "15 בינואר 2024", "2024-01-15"),
    ("am", "መስከረም 1 2017", "2024-09-11"),
    ("ru", "12 января 2024 г.", "2024-01-12"),
    ("uk", "12 січня 2024 року", "2024-01-12"),
    ("kk", "2025 жылғы 15 наурыз", "2025-03-15"),
    ("mn", "2024 оны 3 дугаар сарын 15", "2024-03-15"),
    ("tr", "KASIM 5, 2024", "2024-11-05"),
    ("es", "5 de marzo de 2024", "2024-03-05"),
    ("fr", "1er janvier 2024", "2024-01-01"),
    ("de", "25. Januar 2022", "2022-01-25"),
    ("hu", "2024. március 15.", "2024-03-15"),
    ("lt", "2024 m. kovo 15 d.", "2024-03-15"),
    ("lv", "2024. gada 15. marts", "2024-03-15"),
    ("cs", "15. 3. 2024", "2024-03-15"),
    ("hr", "15. listopada 2024.", "2024-10-15"),
    ("pl", "15 listopada 2024", "2024-11-15"),
    ("el", "15 Ιανουαρίου 2024", "2024-01-15"),
    ("en", "Sunday, Dec 03, 2023", "2023-12-03"),
    ("en", "5th of March 2024", "2024-03-05"),
    ("en", "Tue Mar 05 10:00:00 ICT 2024", "2024-03-05"),
    ("en", "20240722", "2024-07-22"),
]
INSTANTS = [
    ("vi", HANOI, "Thứ Tư 29/12/2021 , 06:35 (GMT+7)", "2021-12-29T06:35:00+07:00"),
    ("vi", HANOI, "25/04/2022|06:23:00", "2022-04-25T06:23:00+07:00"),
    ("vi", HANOI, "08:15 22/06/2017", "2017-06-22T08:15:00+07:00"),
    ("vi", HANOI, "22:04 | 28/03/2022", "2022-03-28T22:04:00+07:00"),
    ("vi", HANOI, "28/6/2023 3:12:00 CH", "2023-06-28T15:12:00+07:00"),
    ("vi", None, "Thứ Năm, 10/08/2023, 08:30 (GMT+7)", "2023-08-10T08:30:00+07:00"),
    ("th", BANGKOK, "วันจันทร์ที่ 3 ตุลาคม 2565 เวลา 13.30 น.", "2022-10-03T13:30:00+07:00"),
    ("zh", SHANGHAI, "发布日期：2022-02-11 08:52", "2022-02-11T08:52:00+08:00"),
    ("zh", SHANGHAI, "2024年10月11日上午8:05", "2024-10-11T08:05:00+08:00"),
    ("ko", "Asia/Seoul", "2026년 9월 5일 오후 3:30", "2026-09-05T15:30:00+09:00"),
    ("pt", "America/Sao_Paulo", "05/03/2024 14h32", "2024-03-05T14:32:00-03:00"),
    ("fr", "Europe/Paris", "le 5 août 2024 à 10h05", "2024-08-05T10:05:00+02:00"),
    ("de", "Europe/Berlin", "25. Januar 2022, 14.30 Uhr", "2022-01-25T14:30:00+01:00"),
    ("en", "Asia/Kolkata", "11 APR 2026 4:00PM by PIB Delhi", "2026-04-11T16:00:00+05:30"),
    ("en", None, "March 1, 2025 | 19:11 GMT +7", "2025-03-01T19:11:00+07:00"),
    ("en", None, "Tue, 05 Mar 2024 10:00:00 +0530", "2024-03-05T10:00:00+05:30"),
    ("en", None, "Wed Apr 13 2022 10:00:00 GMT+0200 (CEST)", "2022-04-13T10:00:00+02:00"),
    ("fi", "Europe/Helsinki", "1.9.2022 klo 10.30", "2022-09-01T10:30:00+03:00"),
    ("", None, "20240722T101500Z", "2024-07-22T10:15:00+00:00"),
]
NO_DATES = [
    "Sáng 10/6", "Điện thoại: 04-3835-6419", "024.3795.6868", "192.168.10.12", "0001-01-01T00:00:00", "1970-01-01",
    "2 hours ago", "5 ניסן", "31/02/2024", "99/99/2024", "", "2024", "May 2024", "١٢", "Lượt xem: 20240",
]  # fmt: skip


@pytest.mark.parametrize(("language", "printed", "expected"), DAYS)
def test_a_printed_day(language, printed, expected):
    assert read_date(printed, (language,)) == expected


@pytest.mark.parametrize(("language", "zone", "printed", "expected"), INSTANTS)
def test_a_printed_time_with_a_known_zone_gives_an_instant(language, zone, printed, expected):
    assert read_date(printed, (language,), zone) == expected


@pytest.mark.parametrize("printed", NO_DATES)
def test_what_is_no_full_plausible_date_is_none(printed):
    assert read_date(printed, ("vi",)) is None


def test_a_time_without_any_zone_gives_only_the_day():
    assert read_date("18/09/2024 08:30", ("vi",)) == "2024-09-18"


@pytest.mark.parametrize(
    ("languages", "zone", "expected"),
    [
        (("en-US",), None, "2024-05-12"),
        (("en",), None, "2024-05-12"),
        (("en-GB",), None, "2024-12-05"),
        (("en-VN",), None, "2024-12-05"),
        (("en-US",), HANOI, "2024-12-05"),
        (("en",), "America/New_York", "2024-05-12"),
        (("vi", "en-US"), None, "2024-12-05"),
        ((), None, "2024-12-05"),
    ],
)
def test_language_and_place_decide_the_order_of_day_and_month(languages, zone, expected):
    assert read_date("05/12/2024", languages, zone) == expected


def test_a_number_over_twelve_decides_against_the_language():
    assert read_date("13/12/2024", ("en-US",)) == "2024-12-13"
    assert read_date("12/13/2024", ("en-GB",)) == "2024-12-13"


def test_midnight_in_utc_is_a_day_and_not_an_hour():
    assert read_date("2024-03-05T00:00:00Z", (), HANOI) == "2024-03-05"


def test_an_instant_in_utc_is_told_in_the_portals_zone():
    assert read_date("2024-03-05T18:00:00.123Z", (), HANOI) == "2024-03-06T01:00:00+07:00"


def test_the_printed_text_comes_along_with_its_time():
    found = next(dates_in("Đăng ngày: 22/06/2017  08:15 | Đã xem 12", ("vi",)))
    assert found.printed == "22/06/2017 08:15"


def test_dates_come_in_the_order_of_the_text():
    found = dates_in("Đăng 05/03/2024, cập nhật ngày 6 tháng 3 năm 2024; 07.03.2024", ("vi",))
    assert [each.day.day for each in found] == [5, 6, 7]


def test_a_day_without_its_year():
    assert list(days_without_year("[06月24日 11時30分]", ("ja",))) == [(6, 24)]
    assert list(days_without_year("24 June, 10:30", ("en",)))[:1] == [(6, 24)]


SPELLED = [
    (language, number, name.strip())
    for language, line in GREGORIAN.items()
    for number, group in enumerate(line.split("|"), start=1)
    for name in group.split("/")[:1]
    if language != "mn"
]


@given(st.sampled_from(SPELLED), st.dates(date(1990, 1, 1), date(2049, 12, 28)))
def test_every_months_name_reads_back(spelled, day):
    language, month, name = spelled
    day = day.replace(day=min(day.day, 28), month=month)
    assert read_date(f"{day.day} {name} {day.year}", (language,)) == day.isoformat()


@given(st.dates(date(1990, 1, 2), date(2049, 12, 30)), st.times(), st.sampled_from(["+07:00", "+05:45", "-03:30"]))
def test_iso_instants_read_back(day, moment, offset):
    printed = f"{day}T{moment.replace(microsecond=0, fold=0)}{offset}"
    assert read_date(printed) == printed


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("0123456789/.-: ,年月日thángMay令和พ.ศGMT+()TZ٢هـ|"), max_size=80) | st.text(max_size=80),
    st.sampled_from([(), ("vi",), ("th",), ("ar",), ("ja",), ("en-US",), ("x",)]),
    st.sampled_from([None, HANOI, "No/Where"]),
)
def test_any_text_gives_iso_or_none(text, languages, zone):
    found = read_date(text, languages, zone)
    assert found is None or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?", found)
    assert found is None or datetime.fromisoformat(found)


@pytest.mark.parametrize("piece", ["1/", "May ", "2024-", "1 ", "年", "เม.ย.", "(", "10:00 ", "ngày 1 tháng "])
def test_a_megabyte_takes_no_longer_than_a_line(piece):
    start = time.process_time()
    read_date(piece * (1_000_000 // len(piece)), ("vi",))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "٢٧ ربيع الآخر ١٤٤٧هـ الموافق ٢٠ أكتوبر ٢٠٢٥م"),
        ("ar", "٢٠ أكتوبر ٢٠٢٥م الموافق ٢٧ ربيع الآخر ١٤٤٧هـ"),
        ("ar", "الاثنين 27/4/1447هـ الموافق 20/10/2025م"),
        ("ar", "27/04/1447 | 20/10/2025"),
        ("ar", "27/04/1447-20/10/2025"),
        ("ar", "1447/04/27-2025/10/20"),
        ("ar", "20/10/2025/27/04/1447"),
        ("ar", "1447-04-27 (2025-10-20)"),
        ("ar", "27 ربيع الثاني 1447 هـ / 20 أكتوبر 2025 م"),
        ("en", "27 Rabi' al-Thani 1447 AH corresponding to 20 October 2025"),
        ("en", "Rabi Al-Akhir 27, 1447H / October 20, 2025G"),
        ("tr", "27 Rebiülahir 1447 - Miladi 20 Ekim 2025"),
        ("fa", "۱۴۰۴/۰۷/۲۹ (۲۰۲۵/۱۰/۲۰)"),
        ("ne", "२०८२ कात्तिक ४ गते (20 October 2025)"),
        ("bn", "সোমবার, ০৫ কার্তিক ১৪৩২ বঙ্গাব্দ | ২০ অক্টোবর ২০২৫"),
        ("my", "၁၃၈၇ ခုနှစ် သီတင်းကျွတ်လပြည့်ကျော် ၁၄ ရက် (20 October 2025)"),
        ("th", "แรม ๑๔ ค่ำ เดือน ๑๑ ตรงกับวันที่ ๒๐ ตุลาคม ๒๕๖๘ (20/10/2025)"),
    ],
)
def test_of_a_day_printed_by_two_calendars_the_gregorian_date_counts(language, text):
    assert [found.iso() for found in dates_in(text, (language,))] == ["2025-10-20"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 ربيع الآخر 1447 هـ - 20 أكتوبر 2025 م 10:30 ص", "2025-10-20T10:30:00+03:00"),
        ("20 أكتوبر 2025 م الموافق 27 ربيع الآخر 1447 هـ، 4:30 م", "2025-10-20T16:30:00+03:00"),
        ("20/10/2025 16:30 الموافق 27/04/1447", "2025-10-20T16:30:00+03:00"),
        ("10:30 - 27/04/1447 - 20/10/2025", "2025-10-20T10:30:00+03:00"),
    ],
)
def test_the_time_may_stand_with_either_of_two_dates_of_one_day(text, expected):
    assert [found.iso("Asia/Riyadh") for found in dates_in(text, ("ar",), "Asia/Riyadh")] == [expected]


def test_dates_of_two_days_stay_two_whatever_their_calendars():
    text = "نشر في 20/10/2025، من 1/5/1447 إلى 5/5/1447"
    assert [found.iso() for found in dates_in(text, ("ar",))] == ["2025-10-20", "2025-10-23", "2025-10-27"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "٢٧ ربيع الآخر ١٤٤٧هـ"),
        ("ar", "27/04/1447"),
        ("en", "27 Rabi al-Akhir 1447 AH"),
        ("ms", "27 Rabiulakhir 1447H"),
    ],
)
def test_a_hijri_date_alone_is_read_by_umm_al_qura(language, text):
    assert read_date(text, (language,)) == "2025-10-19"
