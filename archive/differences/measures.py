"""Units, magnitudes and spans of time that stand after a figure, in many languages: a table.

Of each, what it is first, then its spellings, apart by `/`. Case does not matter.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from archive.differences.tokens import key

_UNITS = """
% / percent / per cent / pct / phần trăm / เปอร์เซ็นต์ / เปอร์เซนต์ / ເປີເຊັນ / ສ່ວນຮ້ອຍ / ភាគរយ / ရာခိုင်နှုန်း
% / パーセント / 퍼센트 / 프로
% / процент / процента / процентов / відсоток / відсотка / відсотків / بالمائة / بالمئة / في المائة / في المئة
% / درصد
% / τοις εκατό / प्रतिशत / फीसदी / prozent / pour cent / por ciento / por cento / per cento / procent / persen
% / peratus
‰ / per mille / promille
°c / ℃ / độ c / градусов / องศาเซลเซียส / 度 / 도 / degrees / degré / degrés / grad / derece / درجة / درجه
t / tấn / ton / tons / tonne / tonnes / tonnen / toneladas / ตัน / ໂຕນ / តោន / တန် / 吨 / 噸 / トン / 톤 / тонн
t / тонны / тонна / طن / تن / τόνους / τόνοι / τόνων / टन
kg / kilogram / kilograms / kilogramm / กิโลกรัม / กก. / 公斤 / 千克 / キログラム / 킬로그램 / кг / килограмм / كيلوغرام
kg / کیلوگرم
g / gram / grams / gramm / grammes / กรัม / 克 / グラム / 그램 / г / грамм / غرام / گرم
mg / мг / มก. / 毫克
µg / μg / ug / мкг / 微克 / ไมโครกรัม
km / kilometres / kilometers / kilomètres / kilometer / กิโลเมตร / กม. / ກິໂລແມັດ / គីឡូម៉ែត្រ / 公里 / 千米
km / キロメートル / キロ / 킬로미터 / км / километров / كيلومتر / كم / کیلومتر / χιλιόμετρα / किलोमीटर
m / mét / metres / meters / mètres / meter / เมตร / ແມັດ / ម៉ែត្រ / 米 / メートル / 미터 / м / метров / метра / متر
m / أمتار / μέτρα / मीटर / metre
cm / centimetres / เซนติเมตร / 厘米 / センチ / см / سم
mm / มิลลิเมตร / 毫米 / ミリ / мм / ملم
ha / héc ta / hecta / hectare / hectares / hektar / hektare / เฮกตาร์ / ເຮັກຕາ / ហិកតា / ဟက်တာ / 公顷 / 公頃 / ヘクタール
ha / 헥타르 / га / гектар / гектаров / гектара / هكتار / هکتار / εκτάρια / हेक्टेयर
rai / ไร่
mu / 亩
acre / acres / एकड़ / 에이커 / ဧက
km2 / sq km / 平方公里 / ตารางกิโลเมตร / ตร.กม. / 平方キロメートル / 제곱킬로미터 / кв. км / кв.км
m2 / mét vuông / 平方米 / ตารางเมตร / ตร.ม. / 平方メートル / 제곱미터 / кв. м / кв.м
m3 / mét khối / 立方米 / ลูกบาศก์เมตร / ลบ.ม. / 立方メートル / 세제곱미터 / куб. м / куб.м
l / lít / litre / litres / liter / liters / ลิตร / 升 / リットル / 리터 / литров / لتر / لیتر / λίτρα / लीटर
kw / кВт / กิโลวัตต์ / 千瓦 / キロワット
mw / МВт / เมกะวัตต์ / 兆瓦 / メガワット / ميغاواط / مگاوات
gw / ГВт / กิกะวัตต์ / 吉瓦 / ギガワット / gigawatt / gigawatts
kwh / kw h / кВт·ч / 千瓦时 / 千瓦時
mwh / gwh / twh
ppm / ppb / db / hz / pa / hpa / ntu / co2e
usd / us$ / $ / dollars / dollar / đô la / ดอลลาร์ / 美元 / ドル / 달러 / долларов / دولار / دلار / δολάρια / डॉलर
eur / € / euro / euros / ยูโร / 欧元 / ユーロ / 유로 / евро / يورو / یورو / ευρώ / यूरो
vnd / đồng / ₫ / đ
thb / บาท / ฿
cny / 元 / 人民币
jpy / 円 / ¥
krw / 원 / ₩
rub / рублей / рубля / рубль / руб. / руб / ₽
inr / रुपये / रुपए / ₹ / rupees
gbp / £ / pounds
try / lira / ₺ / tl
khr / រៀល
lak / ກີບ
mmk / ကျပ်
irr / ریال / ریالات
toman / تومان
year / years / năm / ปี / ປີ / ឆ្នាំ / နှစ် / 年 / 년 / سنة / سنوات / عام / أعوام / سال / год / года / лет / έτος
year / έτη / χρόνια / वर्ष / साल / an / ans / année / années / jahr / jahre / jahren / yıl
month / months / tháng / เดือน / ເດືອນ / ខែ / 月 / 个月 / 個月 / か月 / ヶ月 / カ月 / 월 / 개월 / شهر / أشهر / شهور / ماه
month / месяц / месяца / месяцев / μήνα / μήνες / महीने / माह / mois / monat / monate / monaten / ay
week / weeks / tuần / สัปดาห์ / ອາທິດ / សប្តាហ៍ / 周 / 週 / 週間 / 주 / 주일 / أسبوع / أسابيع / هفته / недель / недели
week / εβδομάδες / सप्ताह / हफ्ते / semaine / semaines / woche / wochen / hafta
day / days / ngày / วัน / ມື້ / ວັນ / ថ្ងៃ / ရက် / 天 / 日 / 일 / يوم / أيام / روز / день / дня / дней / ημέρα
day / ημέρες / दिन / jour / jours / tag / tage / tagen / gün
hour / hours / giờ / ชั่วโมง / ຊົ່ວໂມງ / ម៉ោង / နာရီ / 小时 / 小時 / 時間 / 시간 / ساعة / ساعات / ساعت / час / часа
hour / часов / ώρα / ώρες / घंटे / heure / heures / stunde / stunden / saat
times / lần / เท่า / 倍 / 배 / раз / раза / مرات / برابر / φορές / गुना / fois / mal / kat / fold
am / a.m.
pm / p.m.
"""

_MAGNITUDES = """
1000 / nghìn / ngàn / thousand / พัน / ພັນ / ពាន់ / ထောင် / 千 / 천 / тыс / тыс. / тысяч / тысячи / ألف / آلاف
1000 / هزار / χιλιάδες / χιλ. / हजार / हज़ार / mille / tausend / bin / ribu
10000 / vạn / หมื่น / ໝື່ນ / ម៉ឺន / သောင်း / 万 / 萬 / 만
100000 / แสน / ແສນ / សែន / သိန်း / लाख / lakh / lakhs
1000000 / triệu / million / millions / mn / ล้าน / ລ້ານ / លាន / သန်း / 百万 / 백만 / млн / млн. / миллион / миллиона
1000000 / миллионов / مليون / ملايين / میلیون / εκατομμύρια / εκατ. / दस लाख / mio / mio. / millionen / milyon
1000000 / juta
10000000 / करोड़ / crore / crores
100000000 / 亿 / 億 / 억
1000000000 / tỷ / tỉ / billion / billions / bn / พันล้าน / ពាន់លាន / 十亿 / 십억 / млрд / млрд. / миллиард
1000000000 / миллиарда / миллиардов / مليار / مليارات / میلیارد / δισεκατομμύρια / δισ. / अरब / milliard
1000000000 / milliards / milliarde / milliarden / mrd / mrd. / milyar / miliar
1000000000000 / trillion / trillions / 兆 / 万亿 / 조 / трлн / трлн. / تريليون / تریلیون / τρισεκατομμύρια / खरब
1000000000000 / billionen / trilyon / triliun
"""


@cache
def units() -> dict[str, str]:
    """What each spelling (by its key) measures."""
    return {key(spelling): key(name) for name, *spellings in _lines(_UNITS) for spelling in (name, *spellings)}


@cache
def magnitudes() -> dict[str, Decimal]:
    """How much each spelling multiplies by."""
    return {key(spelling): Decimal(number) for number, *spellings in _lines(_MAGNITUDES) for spelling in spellings}


@cache
def beginnings() -> frozenset[str]:
    """What a spelling can begin with."""
    return frozenset(word[:length] for word in (*units(), *magnitudes()) for length in range(len(word) + 1))


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" / ")] for line in table.strip().splitlines()]
