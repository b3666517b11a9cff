"""What invented.py makes headlines and bodies of: eight places, seven things, and sentences, language by language."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """places and things are parted by `|`. headlines and sentences hold `{where}`, `{what}`; sentences also `{count}`."""

    places: str
    things: str
    headlines: tuple[str, ...]
    sentences: tuple[str, ...]
    gap: str = " "


PHRASES = {
    "en": Phrases(
        places="Alder Bay|Birchwater|Cedar Plain|Dunmore|Elm Valley|the Fjord islands|Grovehead|Harrow Lake",
        things="air quality|seagrass meadows|household waste|bird counts|river cleaning|old wells|noise maps",
        headlines=(
            "Minister opens programme on {what} in {where}",
            "New figures on {what} from {where}",
            "After two dry summers, {where} asks for help with {what}, and the ministry sends forty engineers",
            "{where}: volunteers and schools join the work on {what}",
        ),
        sentences=(
            "The ministry said on Monday that the work on {what} in {where} will go on until the end of next year.",
            "Some {count} people took part, most of them from villages along the shore.",
            "According to the regional office, {count} sites were visited and each was described in the same way.",
            "“We know far more about {what} than ten years ago,” the head of the district office said.",
            "The results will be sent to the councils of {where} before the winter, and discussed with them in public.",
            "A second team will return in spring, because {count} measurements could not be made in time.",
        ),
    ),
    "fr": Phrases(
        places="Aubrac-sur-Mer|Belle-Rive|Cormes|Douvaine|Estrelles|Fontbrune|Grandval|Hautmont-le-Lac",
        things="la qualité de l’air|les herbiers marins|les déchets ménagers|les oiseaux d’eau|le fleuve|les puits|le bruit",
        headlines=(
            "La ministre lance un programme sur {what} à {where}",
            "{where} : nouveaux chiffres sur {what}",
            "Après deux étés secs, {where} demande de l’aide pour {what} et le ministère envoie quarante ingénieurs",
            "Écoles et bénévoles de {where} se mobilisent pour {what}",
        ),
        sentences=(
            "Le ministère a annoncé lundi que les travaux sur {what} à {where} se poursuivront jusqu’à la fin de l’année prochaine.",
            "Près de {count} personnes y ont participé, la plupart venues des villages de la côte.",
            "Selon la direction régionale, {count} sites ont été visités et décrits de la même manière.",
            "« Nous en savons bien plus sur {what} qu’il y a dix ans », a déclaré le chef du service.",
            "Les résultats seront remis aux élus de {where} avant l’hiver et discutés avec eux en public.",
            "Une seconde équipe reviendra au printemps, car {count} mesures n’ont pas pu être faites à temps.",
        ),
    ),
    "es": Phrases(
        places="Aldeaverde|Bahía Honda|Cerro Pardo|Dos Ríos|El Encinar|Fuente Clara|Granjuela|Hoyo del Lago",
        things="la calidad del aire|los pastos marinos|los residuos urbanos|las aves acuáticas|el río|los pozos|el ruido",
        headlines=(
            "La ministra inaugura un programa sobre {what} en {where}",
            "{where}: nuevas cifras sobre {what}",
            "Tras dos veranos secos, {where} pide ayuda para {what} y el ministerio envía cuarenta ingenieros",
            "Escuelas y voluntarios de {where} trabajan por {what}",
        ),
        sentences=(
            "El ministerio anunció el lunes que los trabajos sobre {what} en {where} seguirán hasta finales del próximo año.",
            "Participaron unas {count} personas, la mayoría de los pueblos de la costa.",
            "Según la oficina regional, se visitaron {count} lugares y todos se describieron del mismo modo.",
            "«Sabemos mucho más sobre {what} que hace diez años», dijo el jefe del servicio.",
            "Los resultados se entregarán a los vecinos de {where} antes del invierno y se discutirán en público.",
            "Un segundo equipo volverá en primavera, porque {count} mediciones no pudieron hacerse a tiempo.",
        ),
    ),
    "id": Phrases(
        places="Teluk Ambar|Bukit Cermin|Danau Elok|Gunung Hijau|Kali Jernih|Muara Lestari|Pantai Rona|Tanjung Sari",
        things="kualitas udara|padang lamun|sampah rumah tangga|burung air|pembersihan sungai|sumur tua|kebisingan",
        headlines=(
            "Menteri Buka Program {what} di {where}",
            "{where}: Data Baru tentang {what}",
            "Setelah Dua Musim Kering, {where} Minta Bantuan untuk {what} dan Kementerian Kirim Empat Puluh Insinyur",
            "Sekolah dan Relawan di {where} Bergerak untuk {what}",
        ),
        sentences=(
            "Kementerian menyatakan pada hari Senin bahwa pekerjaan {what} di {where} akan berlanjut sampai akhir tahun depan.",
            "Sekitar {count} orang ikut serta, sebagian besar dari desa-desa di tepi pantai.",
            "Menurut kantor wilayah, {count} lokasi telah dikunjungi dan dicatat dengan cara yang sama.",
            "“Kami tahu jauh lebih banyak tentang {what} daripada sepuluh tahun lalu,” kata kepala dinas.",
            "Hasilnya akan dikirim kepada warga {where} sebelum musim hujan dan dibahas secara terbuka.",
            "Tim kedua akan kembali tahun depan karena {count} pengukuran tidak dapat dilakukan tepat waktu.",
        ),
    ),
    "vi": Phrases(
        places="Hồ Lam Sơn|huyện Đông Giang|vịnh Cát Nhỏ|đồng bằng Tây Hà|xã Bình Lâm|cửa biển Hải Tân|thị trấn Mỹ Lộc|rừng Phú Sa",
        things="chất lượng không khí|thảm cỏ biển|rác thải sinh hoạt|chim nước|nạo vét sông|giếng khoan cũ|tiếng ồn",
        headlines=(
            "Bộ trưởng khởi động chương trình {what} tại {where}",
            "{where}: số liệu mới về {what}",
            "Sau hai mùa khô hạn, {where} đề nghị hỗ trợ về {what} và Bộ đã cử bốn mươi kỹ sư xuống địa bàn",
            "Nhà trường và tình nguyện viên {where} chung tay vì {what}",
        ),
        sentences=(
            "Bộ cho biết hôm thứ Hai rằng công việc về {what} tại {where} sẽ được tiếp tục đến hết năm sau.",
            "Khoảng {count} người đã tham gia, phần lớn đến từ các làng ven biển.",
            "Theo văn phòng khu vực, {count} điểm đã được khảo sát và ghi chép theo cùng một cách.",
            "“Chúng tôi hiểu về {what} nhiều hơn hẳn mười năm trước”, ông phụ trách phòng chuyên môn nói.",
            "Kết quả sẽ được gửi tới chính quyền {where} trước mùa đông và được thảo luận công khai với người dân.",
            "Đoàn thứ hai sẽ trở lại vào mùa xuân vì còn {count} phép đo chưa kịp thực hiện.",
        ),
    ),
    "ru": Phrases(
        places="Берёзовке|Видном Яре|Глухом Озере|Долгой Косе|Ельнике|Заречье|Каменке|Лесной Поляне",
        things="качество воздуха|морские луга|бытовые отходы|учёт птиц|очистка реки|старые колодцы|карты шума",
        headlines=(
            "Министр открыл программу «{what}» в {where}",
            "{what}: новые данные о работе в {where}",
            "После двух засушливых лет в {where} попросили о помощи, тема — {what}, министерство направит сорок инженеров",
            "Школьники и добровольцы в {where} включились в дело: {what}",
        ),
        sentences=(
            "В понедельник министерство сообщило, что работы по теме «{what}» в {where} продлятся до конца будущего года.",
            "Участие приняли около {count} человек, большинство — жители прибрежных деревень.",
            "По данным управления, осмотрено {count} участков, и каждый описан одинаково.",
            "«Мы знаем о том, что такое {what}, намного больше, чем десять лет назад», — сказал начальник отдела.",
            "Итоги передадут советам в {where} до зимы и обсудят с жителями открыто.",
            "Вторая группа вернётся весной, потому что {count} измерений не успели провести.",
        ),
    ),
    "ar": Phrases(
        places="خليج النور|وادي الزهر|سهل الفرح|بحيرة السلام|تل الرمان|جزيرة المها|رأس النخيل|عين الصفاء",
        things="جودة الهواء|الأعشاب البحرية|النفايات المنزلية|الطيور المائية|تنظيف الأنهار|الآبار القديمة|خرائط الضوضاء",
        headlines=(
            "الوزير يفتتح برنامج {what} في {where}",
            "أرقام جديدة عن {what} في {where}",
            "بعد صيفين جافين أهالي {where} يطلبون المساعدة في {what} والوزارة ترسل أربعين مهندسا",
            "{where}: المدارس والمتطوعون يشاركون في العمل على {what}",
        ),
        sentences=(
            "أعلنت الوزارة يوم الاثنين أن العمل على {what} في {where} سيستمر حتى نهاية العام المقبل.",
            "وشارك نحو {count} شخصا، معظمهم من القرى الساحلية.",
            "وبحسب المكتب الإقليمي فقد تمت زيارة {count} موقعا ووصف كل منها بالطريقة نفسها.",
            "وقال رئيس القسم: «نعرف عن {what} اليوم أكثر بكثير مما كنا نعرفه قبل عشر سنوات».",
            "وسترسل النتائج إلى مجالس {where} قبل الشتاء وتناقش معها علنا.",
            "وسيعود فريق ثان في الربيع لأن {count} قياسا لم يتم في الوقت المحدد.",
        ),
    ),
    "zh": Phrases(
        places="青溪县|白鹭湾|松林镇|东屏湖|柳河流域|望海岛|石桥区|云岭林场",
        things="空气质量改善|海草床修复|生活垃圾分类|水鸟调查|河道清淤|老旧水井排查|噪声地图绘制",
        headlines=(
            "部长赴{where}调研{what}工作",
            "{where}{what}有新进展",
            "连续两年干旱之后，{where}请求支援{what}，生态环境部派出四十名工程师驻地帮扶",
            "{where}：学校与志愿者共同参与{what}",
        ),
        sentences=(
            "生态环境部周一表示，{where}的{what}工作将持续到明年年底。",
            "约有{count}人参加了活动，其中大多数来自沿岸村庄。",
            "据区域办公室介绍，共走访{count}个点位，并按照统一格式逐一记录。",
            "“与十年前相比，我们对{what}的了解多得多。”该处负责人说。",
            "相关结果将在入冬之前送交{where}有关方面，并与当地居民公开讨论。",
            "由于还有{count}项测量未能按时完成，第二支队伍将于来年春天返回现场。",
        ),
        gap="",
    ),
    "ja": Phrases(
        places="青葉湾|白根町|杉並原|東沢湖|柳瀬川流域|見晴島|石橋地区|雲取の森",
        things="大気質の改善|アマモ場の再生|家庭ごみの分別|水鳥調査|河川の清掃|古井戸の点検|騒音地図の作成",
        headlines=(
            "大臣が{where}で{what}の現場を視察しました",
            "{where}における{what}の結果について",
            "二年続きの渇水を受け、{where}における{what}を支援するため技術者四十名を派遣します",
            "{where}：学校とボランティアによる{what}が始まりました",
        ),
        sentences=(
            "環境省は月曜日、{where}における{what}を来年末まで続けると発表しました。",
            "沿岸の集落を中心に、およそ{count}人が参加しました。",
            "地方事務所によると、{count}か所を訪れ、すべて同じ様式で記録しました。",
            "担当課長は「十年前に比べ、{what}についてはるかに多くのことが分かってきた」と述べました。",
            "結果は冬までに{where}の関係者へ送られ、住民とともに公開の場で議論されます。",
            "{count}件の測定が間に合わなかったため、来春に二回目の調査を行う予定です。",
        ),
        gap="",
    ),
    "ko": Phrases(
        places="푸른만|백로리|솔밭면|동편호|버들천|해맞이섬|돌다리구|구름숲",
        things="대기질 개선|잘피밭 복원|생활폐기물 분리배출|물새 조사|하천 정비|노후 우물 점검|소음 지도 작성",
        headlines=(
            "환경부 장관, {where} {what} 현장 방문",
            "{where} {what} 결과 발표",
            "두 해 연속 가뭄 겪은 {where}에 {what} 지원 위해 기술자 사십 명 파견하기로",
            "{where}, 학교와 자원봉사자가 함께하는 {what} 시작",
        ),
        sentences=(
            "환경부는 월요일 {where}의 {what} 사업을 내년 말까지 이어 간다고 밝혔다.",
            "바닷가 마을 주민을 중심으로 약 {count}명이 참여했다.",
            "지방사무소에 따르면 {count}개 지점을 찾아 모두 같은 방식으로 기록했다.",
            "담당 과장은 “십 년 전보다 {what}에 대해 훨씬 많은 것을 알게 되었다”고 말했다.",
            "결과는 겨울이 오기 전에 {where} 관계자에게 전달되며 주민과 함께 공개적으로 논의된다.",
            "{count}건의 측정을 제때 마치지 못해 두 번째 조사단이 내년 봄에 다시 찾을 예정이다.",
        ),
    ),
    "th": Phrases(
        places="อ่าวใส|บ้านไผ่งาม|ทุ่งสนเขียว|หนองบัวลอย|ลุ่มน้ำหลิว|เกาะตะวัน|ตำบลสะพานหิน|ป่าเมฆ",
        things="คุณภาพอากาศ|หญ้าทะเล|ขยะครัวเรือน|นกน้ำ|การขุดลอกแม่น้ำ|บ่อน้ำเก่า|แผนที่เสียง",
        headlines=(
            "รัฐมนตรีเปิดโครงการ{what}ที่{where}",
            "ข้อมูลใหม่เรื่อง{what}จาก{where}",
            "หลังแล้งสองปีติดต่อกัน {where}ขอความช่วยเหลือเรื่อง{what} กระทรวงส่งวิศวกรสี่สิบคนลงพื้นที่",
            "{where}: โรงเรียนและอาสาสมัครร่วมงาน{what}",
        ),
        sentences=(
            "กระทรวงแถลงเมื่อวันจันทร์ว่างาน{what}ที่{where}จะดำเนินต่อไปจนถึงสิ้นปีหน้า",
            "มีผู้เข้าร่วมประมาณ {count} คน ส่วนใหญ่มาจากหมู่บ้านริมชายฝั่ง",
            "สำนักงานภูมิภาคระบุว่าได้สำรวจ {count} จุด และบันทึกด้วยวิธีเดียวกันทั้งหมด",
            "“เรารู้เรื่อง{what}มากกว่าเมื่อสิบปีก่อนมาก” หัวหน้าสำนักงานกล่าว",
            "ผลการศึกษาจะส่งให้ชุมชน{where}ก่อนฤดูหนาวและเปิดให้ประชาชนร่วมอภิปราย",
            "คณะที่สองจะกลับมาในปีหน้า เพราะยังมีการตรวจวัดอีก {count} รายการที่ทำไม่ทัน",
        ),
    ),
}
