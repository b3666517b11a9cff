# ruff: noqa: E501 - markup and news read better in one line
"""Invented news of invented ministries, in nine languages, as a listing and a page tell them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Printed = Callable[[date], str]
_ARABIC = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()  # noqa: SIM905
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
_THAI = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Tongue:
    """A language: what its news are made of. dates: as they are printed, one form a design."""

    tag: str
    zone: str
    things: tuple[str, ...]
    places: tuple[str, ...]
    title: str
    sentences: tuple[str, ...]
    people: tuple[str, ...]
    dates: tuple[Printed, ...]
    published: str
    author: str
    related: str
    comments: str


@dataclass(frozen=True)
class Story:
    """One piece of news. told: what the page calls related, and when these were published."""

    number: int
    title: str
    day: date
    paragraphs: tuple[str, ...]
    author: str
    image: str
    tongue: Tongue
    told: tuple[tuple[str, date], ...] = ()

    @property
    def url(self) -> str:
        return f"https://news.ministry.example/story/{self.number}.html"


TONGUES = {
    "vi": Tongue(
        "vi", "Asia/Ho_Chi_Minh",
        ("rừng ngập mặn", "chất lượng nước", "rác thải nhựa", "khí thải nhà máy", "đất nông nghiệp", "hồ thủy lợi"),
        ("Cà Mau", "Quảng Trị", "Lào Cai", "Bến Tre", "Hà Giang", "Phú Yên"),
        "Kiểm tra {thing} tại {place}: đợt {n}",
        ("Đoàn công tác ngày thứ {n} đã làm việc về {thing} ở {place} cùng chính quyền địa phương.",
         "Theo báo cáo số {n}, tình hình {thing} tại {place} đã được cải thiện so với năm trước.",
         "Người dân {place} đề nghị có thêm {n} điểm quan trắc để theo dõi {thing} thường xuyên hơn."),
        ("Trần Văn Bình", "Lê Thị Hoa", "Phạm Minh Đức"),
        (lambda d: f"{d:%d/%m/%Y}", lambda d: f"Thứ Hai, ngày {d.day} tháng {d.month} năm {d.year}"),
        "Ngày đăng", "Tác giả", "Tin liên quan", "Bình luận",
    ),
    "th": Tongue(
        "th", "Asia/Bangkok",
        ("ป่าชายเลน", "คุณภาพน้ำ", "ขยะพลาสติก", "ฝุ่นละออง", "สัตว์ป่า", "แหล่งน้ำบาดาล"),
        ("เชียงใหม่", "กระบี่", "ขอนแก่น", "ระยอง", "ตาก", "สงขลา"),
        "กระทรวงตรวจสอบ{thing}ที่{place} ครั้งที่ {n}",
        ("เจ้าหน้าที่ลงพื้นที่{place}เพื่อตรวจสอบ{thing}เป็นเวลา {n} วัน ร่วมกับหน่วยงานท้องถิ่น",
         "รายงานฉบับที่ {n} ระบุว่า{thing}ใน{place}มีแนวโน้มดีขึ้นเมื่อเทียบกับปีก่อน",
         "ชาวบ้าน{place}ขอให้เพิ่มจุดตรวจวัดอีก {n} แห่ง เพื่อติดตาม{thing}อย่างต่อเนื่อง"),
        ("สมชาย ใจดี", "วรรณา ศรีสุข", "ประเสริฐ ทองคำ"),
        (lambda d: f"{d.day} {_THAI[d.month - 1]} {d.year + 543}", lambda d: f"{d.day:02}/{d.month:02}/{d.year + 543}"),
        "วันที่เผยแพร่", "ผู้เขียน", "ข่าวที่เกี่ยวข้อง", "ความคิดเห็น",
    ),
    "zh": Tongue(
        "zh-Hans", "Asia/Shanghai",
        ("湿地保护", "地下水监测", "塑料污染", "重点行业排放", "土壤修复", "生物多样性"),
        ("云阳县", "临江市", "青山区", "白河镇", "东湖区", "海丰县"),
        "{place}第{n}批{thing}工作取得进展",
        ("检查组在{place}就{thing}开展了为期{n}天的现场调查，并听取了当地政府的汇报。",
         "第{n}号通报指出，{place}的{thing}情况较去年同期明显好转，群众满意度继续提高。",
         "{place}居民建议再增设{n}个监测点，以便持续了解{thing}的变化情况。"),
        ("王乐文", "李建国", "陈晓梅"),
        (lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d.year}年{d.month}月{d.day}日"),
        "发布时间", "作者", "相关新闻", "评论",
    ),
    "ja": Tongue(
        "ja", "Asia/Tokyo",
        ("干潟の保全", "地下水の監視", "海洋プラスチック", "工場の排出", "里山の再生", "野生生物"),
        ("霧島市", "石巻市", "琵琶湖岸", "釧路町", "四万十町", "奄美市"),
        "{place}における{thing}の調査結果（第{n}報）について",
        ("環境省の調査団は{place}で{thing}について{n}日間の現地調査を行い、自治体と意見を交わしました。",
         "第{n}号の報告によると、{place}の{thing}の状況は前年より改善しています。",
         "{place}の住民は、{thing}を続けて見守るために観測点を{n}か所増やすよう求めています。"),
        ("佐藤健一", "鈴木花子", "高橋誠"),
        (lambda d: f"令和{d.year - 2018}年{d.month}月{d.day}日", lambda d: f"{d:%Y.%m.%d}"),
        "公開日", "担当", "関連記事", "コメント",
    ),
    "ko": Tongue(
        "ko", "Asia/Seoul",
        ("습지 보전", "지하수 수질", "플라스틱 폐기물", "사업장 배출", "토양 복원", "야생생물 보호"),
        ("순천시", "강릉시", "낙동강 하구", "제주도", "인제군", "태안군"),
        "{place} {thing} 점검 결과 {n}차 발표",
        ("환경부는 {place}에서 {thing} 실태를 {n}일 동안 조사하고 지방자치단체와 대책을 논의했다.",
         "제{n}호 보고서에 따르면 {place}의 {thing} 상황은 지난해보다 나아진 것으로 나타났다.",
         "{place} 주민들은 {thing} 변화를 꾸준히 살필 수 있도록 측정소 {n}곳을 더 세워 달라고 요청했다."),
        ("김민수", "이서연", "박지훈"),
        (lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d.year}년 {d.month}월 {d.day}일"),
        "등록일", "작성자", "관련 기사", "댓글",
    ),
    "ar": Tongue(
        "ar", "Asia/Riyadh",
        ("حماية الشعاب المرجانية", "جودة المياه الجوفية", "النفايات البلاستيكية", "انبعاثات المصانع", "مكافحة التصحر"),
        ("الأحساء", "تبوك", "جازان", "نجران", "ينبع", "حائل"),
        "الوزارة تتابع {thing} في {place} ضمن الحملة {n}",
        ("زار فريق الوزارة {place} لمدة {n} أيام للوقوف على {thing} بالتعاون مع الجهات المحلية في المنطقة.",
         "وأوضح التقرير رقم {n} أن أوضاع {thing} في {place} تحسنت مقارنة بالعام الماضي.",
         "وطالب سكان {place} بإضافة {n} محطات رصد جديدة لمتابعة {thing} على مدار العام."),
        ("أحمد العتيبي", "سارة الحربي", "خالد الشمري"),
        (lambda d: f"{d.day} {_ARABIC[d.month - 1]} {d.year}",
         lambda d: f"{d.day} {_ARABIC[d.month - 1]} {d.year}".translate(_EASTERN)),
        "تاريخ النشر", "الكاتب", "أخبار ذات صلة", "التعليقات",
    ),
    "ru": Tongue(
        "ru", "Europe/Moscow",
        ("охрана водоёмов", "качество воздуха", "пластиковые отходы", "выбросы заводов", "восстановление лесов"),
        ("Карелии", "Приморье", "Бурятии", "Калуге", "Перми", "Омске"),
        "Проверка: {thing} в {place}, этап {n}",
        ("Комиссия министерства в течение {n} дней изучала в {place}, как обстоят дела по теме «{thing}», и встретилась с властями.",
         "Согласно докладу № {n}, {thing} в {place} идёт лучше, чем год назад, что подтвердили независимые лаборатории.",
         "Жители просят установить в {place} ещё {n} постов, чтобы {thing} оставалась под наблюдением круглый год."),
        ("Иван Петров", "Анна Смирнова", "Олег Кузнецов"),
        (lambda d: f"{d:%d.%m.%Y}", lambda d: f"{d.day} {_RUSSIAN[d.month - 1]} {d.year} г."),
        "Дата публикации", "Автор", "Читайте также", "Комментарии",
    ),
    "es": Tongue(
        "es", "America/Bogota",
        ("los humedales", "la calidad del agua", "los residuos plásticos", "las emisiones", "los suelos", "los páramos"),
        ("Leticia", "Popayán", "Riohacha", "Quibdó", "Tunja", "Mocoa"),
        "El Ministerio revisa {thing} en {place}: informe {n}",
        ("La comisión recorrió {place} durante {n} días para conocer el estado de {thing} junto con las autoridades locales.",
         "Según el boletín número {n}, {thing} en {place} muestran una mejora frente al año anterior.",
         "Los habitantes de {place} pidieron {n} estaciones más para seguir de cerca {thing} durante todo el año."),
        ("María Gómez", "Carlos Rojas", "Lucía Torres"),
        (lambda d: f"{d.day} de {_SPANISH[d.month - 1]} de {d.year}", lambda d: f"{d:%d-%m-%Y}"),
        "Fecha de publicación", "Autor", "Noticias relacionadas", "Comentarios",
    ),
    "en": Tongue(
        "en-GB", "Europe/London",
        ("river quality", "plastic waste", "peatland restoration", "factory emissions", "coastal erosion", "air quality"),
        ("Harrowmere", "Tidewell", "Northcombe", "Ashby Fen", "Kilbrae", "Stourford"),
        "Ministry reviews {thing} at {place}, report {n}",
        ("Officers spent {n} days at {place} to see how {thing} is managed, and met the council and local residents.",
         "Report number {n} finds that {thing} around {place} has improved since last year, though work remains.",
         "People in {place} asked for {n} more monitoring stations so that {thing} can be followed all year round."),
        ("Jane Farrow", "Tom Beckett", "Ruth Adeyemi"),
        (lambda d: f"{d.day} {d:%B} {d.year}", lambda d: f"{d:%d/%m/%Y}"),
        "Published", "Author", "Related news", "Comments",
    ),
}  # fmt: skip


def stories(tongue: Tongue, count: int, seed: int = 1, first: date = date(2026, 2, 3)) -> list[Story]:
    """News in order of their days; each names three others as related."""
    chance = random.Random(f"{tongue.tag} {seed}")
    made: list[Story] = []
    day = first
    for number in range(count):
        day += timedelta(days=chance.randint(1, 4))
        fill = {"thing": chance.choice(tongue.things), "place": chance.choice(tongue.places)}
        told = tuple((each.title, each.day) for each in chance.sample(made, min(3, len(made))))
        paragraphs = tuple(
            " ".join(
                sentence.format(n=100 * number + 10 * part + chance.randint(1, 9), **fill)
                for sentence in chance.sample(tongue.sentences, len(tongue.sentences))
            )
            for part in range(chance.randint(2, 5))
        )
        made.append(
            Story(
                number=4100 + number,
                title=tongue.title.format(n=number + 11, **fill),
                day=day,
                paragraphs=paragraphs,
                author=chance.choice(tongue.people),
                image=f"/media/{day:%Y%m}/picture-{chance.choice('abcdefgh')}{4100 + number}.jpg",
                tongue=tongue,
                told=told,
            )
        )
    return made
