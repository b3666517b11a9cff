"""Invented words for the portals: headlines, sentences, labels of menus, and months, in fourteen languages."""

# ruff: noqa: E501 - a line of markup or of text is one line
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """who: eight or nine subjects or places; what: seven predicates or things; together they make a headline.

    headlines: forms of a headline, with {who} and {what}. short: headlines of their own, seven or none. lines: sentences
    with {who}, {what} and {count}. labels: by kind, see KINDS. blank: what stands between two sentences.
    """

    who: tuple[str, ...]
    what: tuple[str, ...]
    short: tuple[str, ...]
    lines: tuple[str, ...]
    labels: dict[str, str]
    headlines: tuple[str, ...]
    blank: str


KINDS = "home news about contact staff questions legal gallery calendar register search login sitemap".split()  # noqa: SIM905


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|")) if text else ()


def _wording(
    who: str, what: str, short: str, lines: str, labels: str, *, headlines: str = "{who} {what}", blank: str = " "
) -> Wording:
    named = dict(zip(KINDS, _parts(labels), strict=True))
    forms = _parts(headlines if blank else headlines.replace("} {", "}{"))
    return Wording(_parts(who), _parts(what), _parts(short), _parts(lines), named, forms, blank)


WORDINGS = {
    "en": _wording(
        "The wetlands office of Alderney county | A panel of nine hydrologists | Farmers along the lower Grove"
        " | The coastal patrol | Minister Ada Fenwick | Schools in the northern valleys | The new air quality network"
        " | Wardens of Cedar forest | The bank for green loans",
        "asked for a second survey of nesting herons | published the first map of drained peat"
        " | replaced forty old pumps before winter | warned of algae in three reservoirs"
        " | signed an agreement on returnable bottles with the shopkeepers | reported fewer fires than in any year since 1998"
        " | opened a hotline for people who see dumped waste",
        "Otters are back | Flood watch lifted | Noise map online | Two new parks | Ozone: limit exceeded"
        " | Quiet zones named | Grants awarded",
        "The decision was taken on Thursday after three hours of debate in the old town hall of Merrow."
        " | {who} had been asked to look into the matter by the provincial council in spring."
        " | Measurements at eleven stations show that the water is cleaner than ten years ago, though not everywhere."
        " | Residents can read the documents in the district offices and send their remarks until the end of next month."
        " | The costs are put at four million, of which the state carries two thirds."
        " | Nobody was hurt, and the road along the dyke was opened again in the evening."
        " | Experts from the university had warned that the soil would not hold another wet winter."
        " | A second round of talks with the municipalities is to follow before the summer."
        " | Volunteers counted the birds from small boats and wrote down every nest they could find."
        " | The report names seven places where the banks have to be raised by half a metre."
        " | In the neighbouring districts similar projects have been running for two years with good results."
        " | The department thanks all who took part and will publish the figures in full.",
        "Home | News | About us | Contact | Staff | Questions and answers | Legal notice | Gallery | Event calendar"
        " | Register of permits | Search | Log in | Sitemap",
    ),
    "es": _wording(
        "La guardia costera de Puerto Manso | El comité de aguas del valle | Brigadistas de tres provincias"
        " | La ministra Elvira Santos | El laboratorio nacional de suelos | Comunidades del río Pardo"
        " | La red de estaciones del aire | El fondo para bosques nativos | Un equipo de jóvenes biólogos",
        "presenta el inventario de humedales del altiplano | retira doce toneladas de redes abandonadas"
        " | pide prudencia ante la temporada seca | inicia la restauración de las lagunas del norte"
        " | firma con los pescadores un acuerdo sobre vedas | publica los resultados del monitoreo de mercurio"
        " | capacita a los municipios en el manejo de residuos peligrosos",
        "Vuelve el cóndor | Nuevo parque nacional | Alerta levantada | Aire limpio | Se reabre la reserva"
        " | Becas otorgadas | Playa apta",
        "La decisión se tomó el jueves después de tres horas de debate en la antigua aduana."
        " | {who} recibió el encargo del consejo regional en otoño."
        " | Las mediciones en once estaciones muestran que el agua está más limpia que hace diez años."
        " | Los vecinos pueden leer los documentos en las oficinas del distrito y enviar sus observaciones."
        " | El costo asciende a cuatro millones, de los cuales el Estado asume dos tercios."
        " | Nadie resultó herido y el camino junto al dique se reabrió por la noche."
        " | Especialistas de la universidad habían advertido que el suelo no resistiría otro invierno lluvioso."
        " | Una segunda ronda de conversaciones con los municipios seguirá antes del verano."
        " | Los voluntarios contaron las aves desde pequeñas lanchas y anotaron cada nido."
        " | El informe señala siete lugares donde hay que elevar las orillas medio metro.",
        "Inicio | Noticias | Quiénes somos | Contacto | Directorio | Preguntas frecuentes | Aviso legal | Galería"
        " | Agenda | Registro de permisos | Buscar | Iniciar sesión | Mapa del sitio",
    ),
    "pt": _wording(
        "O parque da serra do Arvoredo | Pesquisadores de quatro universidades | A ministra Lúcia Andrade"
        " | Brigadas do cerrado | O conselho das bacias | Pescadores da lagoa Verde | A rede de qualidade do ar"
        " | O fundo para florestas | Escolas do litoral norte",
        "apresenta o inventário de nascentes do planalto | recolhe doze toneladas de redes abandonadas"
        " | anuncia edital para recuperar matas ciliares | alerta para a estação seca no interior"
        " | assina acordo de pesca com as colônias | divulga resultados do monitoramento de mercúrio nos rios"
        " | leva oficinas de compostagem a trinta municípios",
        "Onças de volta | Alerta suspenso | Novo parque | Ar mais limpo | Praia liberada | Bolsas concedidas"
        " | Mapa do ruído no ar",
        "A decisão foi tomada na quinta-feira depois de três horas de debate na antiga alfândega."
        " | {who} recebeu a tarefa do conselho regional no outono."
        " | As medições em onze estações mostram que a água está mais limpa do que há dez anos."
        " | Os moradores podem ler os documentos nas subprefeituras e enviar observações até o fim do mês."
        " | O custo chega a quatro milhões, dos quais a União assume dois terços."
        " | Ninguém se feriu, e a estrada junto ao dique foi reaberta à noite."
        " | Especialistas da universidade haviam alertado que o solo não resistiria a outro inverno chuvoso."
        " | Uma segunda rodada de conversas com os municípios deve ocorrer antes do verão."
        " | Voluntários contaram as aves em pequenos barcos e anotaram cada ninho."
        " | O relatório aponta sete lugares onde as margens precisam ser elevadas em meio metro.",
        "Página inicial | Notícias | Institucional | Fale conosco | Quem é quem | Perguntas frequentes | Termos de uso"
        " | Galeria | Agenda | Registro de licenças | Buscar | Entrar | Mapa do site",
    ),
    "de": _wording(
        "Das Landesamt für Moorschutz | Ministerin Frauke Oldenbourg | Neun Gemeinden an der unteren Wieste"
        " | Die Küstenwache | Ein Bündnis der Obstbauern | Das neue Messnetz für Feinstaub | Der Rat für Bodenschutz"
        " | Forscherinnen der Universität Altmark | Die Förderbank",
        "legt die erste Karte entwässerter Moore vor | tauscht vierzig alte Pumpen vor dem Winter aus"
        " | warnt vor Blaualgen in drei Talsperren | vereinbart mit dem Handel ein Pfand auf Gläser"
        " | zählt so wenige Waldbrände wie seit 1998 nicht mehr | richtet ein Telefon für wilden Müll ein"
        " | bittet um Hinweise auf brütende Kiebitze",
        "Otter kehren zurück | Hochwasserwarnung aufgehoben | Lärmkarte online | Zwei neue Parks | Ozon über dem Grenzwert"
        " | Ruhige Orte benannt | Förderung bewilligt",
        "Die Entscheidung fiel am Donnerstag nach drei Stunden Beratung im alten Rathaus."
        " | {who} war im Frühjahr vom Bezirkstag darum gebeten worden."
        " | Messungen an elf Stellen zeigen, dass das Wasser sauberer ist als vor zehn Jahren, wenn auch nicht überall."
        " | Die Unterlagen liegen in den Bezirksämtern aus, Hinweise werden bis Ende des kommenden Monats angenommen."
        " | Die Kosten werden mit vier Millionen angegeben, zwei Drittel davon trägt der Bund."
        " | Verletzt wurde niemand, die Straße am Deich ist seit dem Abend wieder frei."
        " | Fachleute hatten gewarnt, der Boden halte keinen weiteren nassen Winter aus."
        " | Eine zweite Runde von Gesprächen mit den Gemeinden soll vor dem Sommer folgen."
        " | Freiwillige zählten die Vögel von kleinen Booten aus und schrieben jedes Nest auf."
        " | Der Bericht nennt sieben Stellen, an denen die Ufer um einen halben Meter erhöht werden müssen.",
        "Startseite | Pressemitteilungen | Über uns | Kontakt | Ansprechpersonen | Fragen und Antworten | Impressum"
        " | Bildergalerie | Veranstaltungskalender | Genehmigungsregister | Suche | Anmelden | Inhaltsverzeichnis",
    ),
    "ru": _wording(
        "Управление водных ресурсов | Лесничие Кедровского района | Министр Анна Вершинина | Береговая охрана"
        " | Группа молодых биологов | Школьники трёх областей | Новая сеть контроля воздуха | Совет по охране почв"
        " | Фонд зелёных займов",
        "подготовили первую карту осушённых болот | просит продлить запрет на охоту"
        " | сообщает о цветении воды в трёх водохранилищах | заменит сорок старых насосов до зимы"
        " | договорились с магазинами о сборе стеклянных бутылок | открыли телефон для жалоб на свалки"
        " | впервые за десять лет насчитали больше тысячи журавлей",
        "Выдры вернулись | Паводок отступил | Карта шума | Два новых парка | Озон выше нормы | Гранты распределены"
        " | Тихие зоны",
        "Решение принято в четверг после трёх часов обсуждения в старой ратуше."
        " | {who} получили это поручение от областного совета весной."
        " | Измерения на одиннадцати станциях показывают, что вода чище, чем десять лет назад, хотя и не везде."
        " | Жители могут прочитать документы в районных управах и прислать замечания до конца следующего месяца."
        " | Расходы оцениваются в четыре миллиона, две трети берёт на себя государство."
        " | Никто не пострадал, дорогу вдоль дамбы открыли вечером."
        " | Специалисты университета предупреждали, что почва не выдержит ещё одной сырой зимы."
        " | Второй круг переговоров с муниципалитетами пройдёт до начала лета."
        " | Добровольцы считали птиц с небольших лодок и записывали каждое гнездо."
        " | В отчёте названы семь мест, где берега надо поднять на полметра.",
        "Главная | Новости | О министерстве | Контакты | Сотрудники | Вопросы и ответы | Правовая информация"
        " | Фотогалерея | Календарь мероприятий | Реестр разрешений | Поиск | Войти | Карта сайта",
    ),
    "tr": _wording(
        "Kıyı koruma ekipleri | Bakan Selin Aydoğan | Sulak alanlar müdürlüğü | Kuzey vadilerindeki okullar"
        " | Yeni hava ölçüm ağı | Orman muhafaza memurları | Dokuz belediye | Toprak araştırma merkezi | Yeşil kredi fonu",
        "üç barajda yosun uyarısı yaptı | kurutulmuş turbalıkların ilk haritasını yayımladı"
        " | kırk eski pompayı kıştan önce değiştirecek | marketlerle depozito anlaşması imzaladı"
        " | 1998'den bu yana en az orman yangınını bildirdi | kaçak atıklar için ihbar hattı açtı"
        " | balıkçıl yuvalarının yeniden sayılmasını istedi",
        "Su samurları döndü | Taşkın uyarısı kalktı | Gürültü haritası yayında | İki yeni park | Ozon sınırı aşıldı"
        " | Sessiz bölgeler belirlendi | Hibeler dağıtıldı",
        "Karar, eski belediye binasında üç saat süren görüşmenin ardından perşembe günü alındı."
        " | {who} bu görevi ilkbaharda il meclisinden almıştı."
        " | On bir istasyondaki ölçümler suyun on yıl öncesine göre daha temiz olduğunu gösteriyor."
        " | Vatandaşlar belgeleri ilçe müdürlüklerinde okuyabilir ve görüşlerini gelecek ayın sonuna kadar iletebilir."
        " | Maliyetin dört milyon olduğu, üçte ikisini devletin karşılayacağı bildirildi."
        " | Kimse yaralanmadı, set boyunca uzanan yol akşam saatlerinde yeniden açıldı."
        " | Üniversite uzmanları toprağın bir yağışlı kışa daha dayanamayacağı konusunda uyarmıştı."
        " | Belediyelerle ikinci tur görüşmelerin yazdan önce yapılması bekleniyor."
        " | Gönüllüler kuşları küçük teknelerden saydı ve gördükleri her yuvayı yazdı."
        " | Raporda kıyının yarım metre yükseltilmesi gereken yedi yer sayılıyor.",
        "Ana Sayfa | Haberler | Hakkımızda | İletişim | Personel | Sık Sorulan Sorular | Yasal Uyarı | Foto Galeri"
        " | Etkinlik Takvimi | İzin Kayıtları | Ara | Giriş | Site Haritası",
    ),
    "ar": _wording(
        "المركز الوطني للغطاء النباتي | وزيرة البيئة سلمى الحارثي | فرق حماية السواحل | مزارعو الوادي الشرقي"
        " | شبكة رصد جودة الهواء | لجنة من تسعة خبراء | طلاب المدارس الساحلية | صندوق القروض الخضراء | حراس المحميات",
        "يطلق حملة لزراعة مليون شجرة مانغروف | يعلن نتائج حصر الطيور المهاجرة"
        " | يحذر من تلوث الآبار في ثلاث قرى | يوقع اتفاقية لإعادة تدوير العبوات الزجاجية"
        " | ينشر أول خريطة للأراضي الرطبة | يستبدل أربعين مضخة قديمة قبل الشتاء"
        " | يدعو المواطنين إلى الإبلاغ عن رمي النفايات",
        "عودة المها | رفع تحذير السيول | خريطة الضوضاء | محميتان جديدتان | منح جديدة | هواء أنقى | شاطئ آمن",
        "اتخذ القرار يوم الخميس بعد ثلاث ساعات من النقاش في المبنى القديم للبلدية."
        " | وكان {who} قد كلف بهذه المهمة من مجلس المنطقة في الربيع."
        " | وتظهر القياسات في إحدى عشرة محطة أن المياه أنقى مما كانت عليه قبل عشر سنوات."
        " | ويمكن للسكان الاطلاع على الوثائق في مكاتب المحافظة وإرسال ملاحظاتهم حتى نهاية الشهر المقبل."
        " | وتقدر التكلفة بأربعة ملايين تتحمل الدولة ثلثيها."
        " | ولم يصب أحد بأذى وأعيد فتح الطريق المحاذي للسد مساء."
        " | وكان خبراء الجامعة قد حذروا من أن التربة لن تحتمل شتاء ممطرا آخر."
        " | ومن المقرر عقد جولة ثانية من اللقاءات مع البلديات قبل الصيف."
        " | وأحصى المتطوعون الطيور من قوارب صغيرة وسجلوا كل عش وجدوه."
        " | ويحدد التقرير سبعة مواقع يجب رفع ضفافها نصف متر.",
        "الرئيسية | الأخبار | عن الوزارة | اتصل بنا | الموظفون | الأسئلة الشائعة | سياسة الاستخدام | معرض الصور"
        " | تقويم الفعاليات | سجل التراخيص | بحث | تسجيل الدخول | خريطة الموقع",
    ),
    "ko": _wording(
        "국립습지연구원은 | 환경부 장관은 | 북부 지역 학교들이 | 해안 순찰대가 | 새 대기질 측정망이 | 아홉 개 지방자치단체가"
        " | 토양보전위원회는 | 국립공원 관리원들이 | 녹색금융기금이",
        "세 곳의 저수지에 조류 경보를 발령했다 | 훼손된 이탄지의 첫 지도를 공개했다"
        " | 겨울이 오기 전에 낡은 펌프 마흔 대를 교체하기로 했다 | 유통업계와 빈 병 회수 협약을 맺었다"
        " | 1998년 이후 가장 적은 산불 건수를 보고했다 | 불법 투기 신고 전화를 열었다"
        " | 왜가리 둥지를 다시 조사해 달라고 요청했다",
        "수달이 돌아왔다 | 홍수주의보 해제 | 소음지도 공개 | 새 국립공원 두 곳 | 오존 기준 초과 | 조용한 마을 지정 | 지원금 확정",
        "이번 결정은 목요일 옛 시청에서 세 시간에 걸친 토론 끝에 내려졌다."
        " | {who} 지난봄 도의회의 요청을 받아 이 일을 맡았다."
        " | 열한 개 측정소의 자료를 보면 물은 십 년 전보다 맑아졌지만 모든 곳이 그런 것은 아니다."
        " | 주민은 구청에서 문서를 열람하고 다음 달 말까지 의견을 낼 수 있다."
        " | 비용은 사백억 원이며 이 가운데 삼분의 이를 국가가 부담한다."
        " | 다친 사람은 없으며 제방을 따라 난 길은 저녁에 다시 열렸다."
        " | 대학의 전문가들은 땅이 비가 많은 겨울을 한 번 더 견디지 못할 것이라고 경고해 왔다."
        " | 지방자치단체와의 두 번째 협의는 여름 전에 열릴 예정이다."
        " | 자원봉사자들은 작은 배를 타고 새를 세고 눈에 띄는 둥지를 모두 기록했다."
        " | 보고서는 둑을 오십 센티미터 높여야 하는 일곱 곳을 밝히고 있다.",
        "홈 | 보도자료 | 기관소개 | 찾아오시는 길 | 조직도 | 자주 묻는 질문 | 개인정보처리방침 | 사진 자료 | 행사 일정"
        " | 인허가 대장 | 검색 | 로그인 | 사이트맵",
    ),
    "ja": _wording(
        "湿地保全課は | 環境大臣は | 北部地域の学校が | 沿岸監視船団が | 新しい大気測定網が | 九つの自治体が | 土壌保全審議会は"
        " | 国立公園管理事務所は | グリーン融資基金が",
        "三つの貯水池でアオコへの注意を呼びかけました | 乾燥した泥炭地の地図を初めて公表しました"
        " | 冬までに古い排水ポンプ四十台を更新します | 小売業者とガラスびん回収の協定を結びました"
        " | 1998年以降で最も少ない林野火災を報告しました | 不法投棄の通報窓口を開設します"
        " | サギの営巣調査の再実施を求めました",
        "カワウソ再発見 | 洪水注意の解除 | 騒音地図の公開 | 新たな国立公園二か所 | オゾン基準値の超過 | 静かな里の指定 | 助成先の決定",
        "この決定は木曜日、旧庁舎で三時間にわたる議論を経て行われました。"
        " | {who}春に県議会からの依頼を受けてこの件の検討を始めました。"
        " | 十一か所の測定結果によると、水質は十年前より改善していますが、すべての地点ではありません。"
        " | 住民は各区役所で資料を閲覧し、来月末まで意見を提出することができます。"
        " | 費用は約四億円で、その三分の二を国が負担します。"
        " | けが人はなく、堤防沿いの道路は夕方に通行が再開されました。"
        " | 大学の専門家は、土壌が次の多雨の冬に耐えられないと警告していました。"
        " | 自治体との二回目の協議は夏前に行われる予定です。"
        " | ボランティアは小さな船から鳥を数え、見つけた巣をすべて記録しました。"
        " | 報告書は、護岸を五十センチかさ上げすべき七か所を挙げています。",
        "ホーム | 報道発表資料 | 省の紹介 | お問い合わせ | 組織一覧 | よくある質問 | 利用規約 | 写真館 | 行事予定 | 許認可台帳"
        " | 検索 | ログイン | サイトマップ",
        blank="",
    ),
    "th": _wording(
        "กรมพื้นที่ชุ่มน้ำ | รัฐมนตรีหญิงสุดา วงศ์ชัย | หน่วยลาดตระเวนชายฝั่ง | โรงเรียนในหุบเขาภาคเหนือ"
        " | เครือข่ายตรวจวัดคุณภาพอากาศแห่งใหม่ | เจ้าหน้าที่อุทยานป่าซีดาร์ | เทศบาลเก้าแห่ง | คณะกรรมการอนุรักษ์ดิน"
        " | กองทุนสินเชื่อสีเขียว",
        "เตือนสาหร่ายสะพรั่งในอ่างเก็บน้ำสามแห่ง | เผยแพร่แผนที่ป่าพรุเสื่อมโทรมฉบับแรก"
        " | เปลี่ยนเครื่องสูบน้ำเก่าสี่สิบเครื่องก่อนฤดูฝน | ลงนามความร่วมมือรับคืนขวดแก้วกับร้านค้า"
        " | รายงานจำนวนไฟป่าน้อยที่สุดในรอบยี่สิบปี | เปิดสายด่วนแจ้งการลักลอบทิ้งขยะ"
        " | ขอให้สำรวจรังนกกระสาอีกครั้ง",
        "นากกลับมาแล้ว | ยกเลิกเตือนน้ำท่วม | เปิดแผนที่เสียง | อุทยานใหม่สองแห่ง | โอโซนเกินเกณฑ์ | เขตเงียบสงบ | มอบทุนวิจัย",
        "มติดังกล่าวมีขึ้นเมื่อวันพฤหัสบดีหลังการหารือสามชั่วโมง ณ ศาลากลางหลังเก่า"
        " | {who} ได้รับมอบหมายจากสภาจังหวัดให้ศึกษาเรื่องนี้ตั้งแต่ต้นปี"
        " | ผลการตรวจวัดจากสถานีสิบเอ็ดแห่งแสดงว่าน้ำสะอาดกว่าเมื่อสิบปีก่อน แม้จะไม่ใช่ทุกแห่ง"
        " | ประชาชนสามารถอ่านเอกสารได้ที่ที่ว่าการอำเภอและส่งความเห็นได้จนถึงสิ้นเดือนหน้า"
        " | ค่าใช้จ่ายประมาณสี่สิบล้านบาท โดยรัฐรับภาระสองในสาม"
        " | ไม่มีผู้ได้รับบาดเจ็บ และถนนเลียบเขื่อนเปิดใช้อีกครั้งในช่วงเย็น"
        " | ผู้เชี่ยวชาญจากมหาวิทยาลัยเคยเตือนว่าดินจะทนฝนหนักอีกปีไม่ได้"
        " | การหารือรอบที่สองกับเทศบาลจะมีขึ้นก่อนฤดูร้อน"
        " | อาสาสมัครนับนกจากเรือเล็กและจดบันทึกทุกรังที่พบ"
        " | รายงานระบุเจ็ดจุดที่ต้องยกตลิ่งให้สูงขึ้นครึ่งเมตร",
        "หน้าแรก | ข่าวประชาสัมพันธ์ | เกี่ยวกับเรา | ติดต่อเรา | บุคลากร | คำถามที่พบบ่อย | นโยบายเว็บไซต์ | คลังภาพ"
        " | ปฏิทินกิจกรรม | ทะเบียนใบอนุญาต | ค้นหา | เข้าสู่ระบบ | แผนผังเว็บไซต์",
    ),
    "fr": _wording(
        "Aubrac-sur-Mer | Belle-Rive | Cormes | Douvaine | Estrelles | Fontbrune | Grandval | Hautmont-le-Lac",
        "la qualité de l’air | les herbiers marins | les déchets ménagers | les oiseaux d’eau | le fleuve"
        " | les puits | le bruit",
        "",
        "Le ministère a annoncé lundi que les travaux sur {what} à {who} se poursuivront jusqu’à la fin de l’année prochaine."
        " | Près de {count} personnes y ont participé, la plupart venues des villages de la côte."
        " | Selon la direction régionale, {count} sites ont été visités et décrits de la même manière."
        " | « Nous en savons bien plus sur {what} qu’il y a dix ans », a déclaré le chef du service."
        " | Les résultats seront remis aux élus de {who} avant l’hiver et discutés avec eux en public."
        " | Une seconde équipe reviendra au printemps, car {count} mesures n’ont pas pu être faites à temps.",
        "Accueil | Actualités | Le ministère | Contact | Annuaire | Questions fréquentes | Mentions légales"
        " | Photothèque | Agenda | Registre des textes | Recherche | Connexion | Plan du site",
        headlines="La ministre lance un programme sur {what} à {who}"
        " | {who} : nouveaux chiffres sur {what}"
        " | Après deux étés secs, {who} demande de l’aide pour {what} et le ministère envoie quarante ingénieurs"
        " | Écoles et bénévoles de {who} se mobilisent pour {what}",
    ),
    "id": _wording(
        "Teluk Ambar | Bukit Cermin | Danau Elok | Gunung Hijau | Kali Jernih | Muara Lestari | Pantai Rona"
        " | Tanjung Sari",
        "kualitas udara | padang lamun | sampah rumah tangga | burung air | pembersihan sungai | sumur tua"
        " | kebisingan",
        "",
        "Kementerian menyatakan pada hari Senin bahwa pekerjaan {what} di {who} akan berlanjut sampai akhir tahun depan."
        " | Sekitar {count} orang ikut serta, sebagian besar dari desa-desa di tepi pantai."
        " | Menurut kantor wilayah, {count} lokasi telah dikunjungi dan dicatat dengan cara yang sama."
        " | “Kami tahu jauh lebih banyak tentang {what} daripada sepuluh tahun lalu,” kata kepala dinas."
        " | Hasilnya akan dikirim kepada warga {who} sebelum musim hujan dan dibahas secara terbuka."
        " | Tim kedua akan kembali tahun depan karena {count} pengukuran tidak dapat dilakukan tepat waktu.",
        "Beranda | Berita | Tentang Kami | Kontak | Direktori Pegawai | Tanya Jawab | Syarat dan Ketentuan"
        " | Galeri Foto | Kalender Kegiatan | Peraturan | Cari | Masuk | Peta Situs",
        headlines="Menteri Buka Program {what} di {who}"
        " | {who}: Data Baru tentang {what}"
        " | Setelah Dua Musim Kering, {who} Minta Bantuan untuk {what} dan Kementerian Kirim Empat Puluh Insinyur"
        " | Sekolah dan Relawan di {who} Bergerak untuk {what}",
    ),
    "vi": _wording(
        "Hồ Lam Sơn | huyện Đông Giang | vịnh Cát Nhỏ | đồng bằng Tây Hà | xã Bình Lâm | cửa biển Hải Tân"
        " | thị trấn Mỹ Lộc | rừng Phú Sa",
        "chất lượng không khí | thảm cỏ biển | rác thải sinh hoạt | chim nước | nạo vét sông | giếng khoan cũ"
        " | tiếng ồn",
        "",
        "Bộ cho biết hôm thứ Hai rằng công việc về {what} tại {who} sẽ được tiếp tục đến hết năm sau."
        " | Khoảng {count} người đã tham gia, phần lớn đến từ các làng ven biển."
        " | Theo văn phòng khu vực, {count} điểm đã được khảo sát và ghi chép theo cùng một cách."
        " | “Chúng tôi hiểu về {what} nhiều hơn hẳn mười năm trước”, ông phụ trách phòng chuyên môn nói."
        " | Kết quả sẽ được gửi tới chính quyền {who} trước mùa đông và được thảo luận công khai với người dân."
        " | Đoàn thứ hai sẽ trở lại vào mùa xuân vì còn {count} phép đo chưa kịp thực hiện.",
        "Trang chủ | Tin tức | Giới thiệu | Liên hệ | Danh bạ cán bộ | Hỏi đáp | Điều khoản sử dụng | Thư viện ảnh"
        " | Lịch công tác | Văn bản pháp luật | Tìm kiếm | Đăng nhập | Sơ đồ cổng",
        headlines="Bộ trưởng khởi động chương trình {what} tại {who}"
        " | {who}: số liệu mới về {what}"
        " | Sau hai mùa khô hạn, {who} đề nghị hỗ trợ về {what} và Bộ đã cử bốn mươi kỹ sư xuống địa bàn"
        " | Nhà trường và tình nguyện viên {who} chung tay vì {what}",
    ),
    "zh": _wording(
        "青溪县 | 白鹭湾 | 松林镇 | 东屏湖 | 柳河流域 | 望海岛 | 石桥区 | 云岭林场",
        "空气质量改善 | 海草床修复 | 生活垃圾分类 | 水鸟调查 | 河道清淤 | 老旧水井排查 | 噪声地图绘制",
        "",
        "生态环境部周一表示，{who}的{what}工作将持续到明年年底。"
        " | 约有{count}人参加了活动，其中大多数来自沿岸村庄。"
        " | 据区域办公室介绍，共走访{count}个点位，并按照统一格式逐一记录。"
        " | “与十年前相比，我们对{what}的了解多得多。”该处负责人说。"
        " | 相关结果将在入冬之前送交{who}有关方面，并与当地居民公开讨论。"
        " | 由于还有{count}项测量未能按时完成，第二支队伍将于来年春天返回现场。",
        "首页 | 新闻中心 | 机构概况 | 联系我们 | 领导信息 | 常见问题 | 法律声明 | 图片库 | 活动日历 | 法规库 | 搜索 | 登录 | 网站地图",
        headlines="部长赴{who}调研{what}工作"
        " | {who}{what}有新进展"
        " | 连续两年干旱之后，{who}请求支援{what}，生态环境部派出四十名工程师驻地帮扶"
        " | {who}：学校与志愿者共同参与{what}",
        blank="",
    ),
}  # fmt: skip

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
}


def month(language: str, number: int) -> str:
    """The name of a month, 1 to 12, as it stands in a date."""
    return MONTHS[language].split()[number - 1]
