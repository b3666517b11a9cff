"""The names of months, by language and calendar: a table.

Twelve groups a language apart by `|`, the spellings of a month apart by `/`: the form that stands in dates (genitive)
first, then the nominative and what is abbreviated. Case, accents and full stops do not matter: see months.py.
"""

from __future__ import annotations

GREGORIAN = {
    "vi": (
        "tháng một/tháng giêng/tháng 1/tháng 01/th1/thg 1/thg1 | tháng hai/tháng 2/tháng 02/th2/thg "
        "2/thg2 | tháng ba/tháng 3/tháng 03/th3/thg 3/thg3 | tháng tư/tháng bốn/tháng 4/tháng 04/th4/thg "
        "4/thg4 | tháng năm/tháng 5/tháng 05/th5/thg 5/thg5 | tháng sáu/tháng 6/tháng 06/th6/thg 6/thg6 | "
        "tháng bảy/tháng bẩy/tháng 7/tháng 07/th7/thg 7/thg7 | tháng tám/tháng 8/tháng 08/th8/thg 8/thg8 "
        "| tháng chín/tháng 9/tháng 09/th9/thg 9/thg9 | tháng mười/tháng 10/th10/thg 10/thg10 | tháng "
        "mười một/tháng 11/th11/thg 11/thg11 | tháng mười hai/tháng chạp/tháng 12/th12/thg 12/thg12"
    ),
    "th": (
        "มกราคม/ม.ค./มกรา | กุมภาพันธ์/ก.พ./กุมภา | มีนาคม/มี.ค./มีนา | เมษายน/เม.ย./เมษา | "
        "พฤษภาคม/พ.ค./พฤษภา | มิถุนายน/มิ.ย./มิถุนา | กรกฎาคม/ก.ค./กรกฎา | สิงหาคม/ส.ค./สิงหา | "
        "กันยายน/ก.ย./กันยา | ตุลาคม/ต.ค./ตุลา | พฤศจิกายน/พ.ย./พฤศจิกา | ธันวาคม/ธ.ค./ธันวา"
    ),
    "lo": (
        "ມັງກອນ/ມ.ກ. | ກຸມພາ/ກ.ພ. | ມີນາ/ມ.ນ. | ເມສາ/ມ.ສ. | ພຶດສະພາ/ພ.ພ. | ມິຖຸນາ/ມິ.ຖ. | ກໍລະກົດ/ກ.ລ. | "
        "ສິງຫາ/ສ.ຫ. | ກັນຍາ/ກ.ຍ. | ຕຸລາ/ຕ.ລ. | ພະຈິກ/ພ.ຈ. | ທັນວາ/ທ.ວ."
    ),
    "km": ("មករា | កុម្ភៈ/កុម្ភះ/គុម្ភៈ | មីនា/មិនា | មេសា | ឧសភា | មិថុនា | កក្កដា | សីហា | កញ្ញា | តុលា | វិច្ឆិកា | ធ្នូ"),
    "my": (
        "ဇန်နဝါရီ/ဇန်နဝါရီလ | ဖေဖော်ဝါရီ/ဖေဖေါ်ဝါရီ | မတ်/မတ်လ | ဧပြီ | မေ/မေလ | ဇွန်/ဇွန်လ | ဇူလိုင် | "
        "ဩဂုတ်/သြဂုတ် | စက်တင်ဘာ | အောက်တိုဘာ | နိုဝင်ဘာ | ဒီဇင်ဘာ"
    ),
    "id": (
        "januari/jan | februari/pebruari/feb/peb | maret/mar | april/apr | mei | juni/jun | juli/jul | "
        "agustus/agu/agt/ags | september/sep/sept | oktober/okt | november/nopember/nov/nop | "
        "desember/des"
    ),
    "ms": (
        "januari/jan | februari/feb | mac | april/apr | mei | jun | julai/jul | ogos/ogo | "
        "september/sep/sept | oktober/okt | november/nov | disember/dis"
    ),
    "tl": (
        "enero/ene | pebrero/peb | marso | abril/abr | mayo | hunyo/hun | hulyo/hul | agosto/ago | "
        "setyembre/set | oktubre/okt | nobyembre/nob | disyembre/dis"
    ),
    "en": (
        "january/jan | february/feb/febr | march/mar | april/apr | may | june/jun | july/jul | august/aug "
        "| september/sept/sep | october/oct | november/nov | december/dec"
    ),
    "de": (
        "januar/jänner/jan/jän | februar/feber/feb | märz/mär/mrz | april/apr | mai | juni/jun | juli/jul "
        "| august/aug | september/sep/sept | oktober/okt | november/nov | dezember/dez"
    ),
    "fr": (
        "janvier/janv/jan | février/févr/fév | mars/mar | avril/avr | mai | juin | juillet/juil/jul | "
        "août/aou | septembre/sept/sep | octobre/oct | novembre/nov | décembre/déc"
    ),
    "es": (
        "enero/ene | febrero/feb | marzo/mar | abril/abr | mayo/may | junio/jun | julio/jul | agosto/ago "
        "| septiembre/setiembre/sept/sep/set | octubre/oct | noviembre/nov | diciembre/dic"
    ),
    "pt": (
        "janeiro/jan | fevereiro/fev | março/mar | abril/abr | maio/mai | junho/jun | julho/jul | "
        "agosto/ago | setembro/set | outubro/out | novembro/nov | dezembro/dez"
    ),
    "ca": (
        "gener/gen | febrer/febr | març | abril/abr | maig | juny | juliol/jul | agost/ag | setembre/set "
        "| octubre/oct | novembre/nov | desembre/des"
    ),
    "gl": (
        "xaneiro/xan | febreiro/feb | marzo/mar | abril/abr | maio/mai | xuño/xuñ | xullo/xul | "
        "agosto/ago | setembro/set | outubro/out | novembro/nov | decembro/dec"
    ),
    "eu": (
        "urtarrilaren/urtarrila/urt | otsailaren/otsaila/ots | martxoaren/martxoa | "
        "apirilaren/apirila/api | maiatzaren/maiatza | ekainaren/ekaina/eka | uztailaren/uztaila/uzt | "
        "abuztuaren/abuztua/abu | irailaren/iraila/ira | urriaren/urria/urr | azaroaren/azaroa/aza | "
        "abenduaren/abendua/abe"
    ),
    "it": (
        "gennaio/gen | febbraio/feb | marzo/mar | aprile/apr | maggio/mag | giugno/giu | luglio/lug | "
        "agosto/ago | settembre/set/sett | ottobre/ott | novembre/nov | dicembre/dic"
    ),
    "ro": (
        "ianuarie/ian | februarie/feb | martie/mar | aprilie/apr | mai | iunie/iun | iulie/iul | "
        "august/aug | septembrie/sept/sep | octombrie/oct | noiembrie/noi/nov | decembrie/dec"
    ),
    "nl": (
        "januari/jan | februari/feb | maart/mrt/maa | april/apr | mei | juni/jun | juli/jul | "
        "augustus/aug | september/sep/sept | oktober/okt | november/nov | december/dec"
    ),
    "af": (
        "januarie/jan | februarie/feb | maart/mrt | april/apr | mei | junie/jun | julie/jul | "
        "augustus/aug | september/sep | oktober/okt | november/nov | desember/des"
    ),
    "sv": (
        "januari/jan | februari/feb | mars/mar | april/apr | maj | juni/jun | juli/jul | augusti/aug | "
        "september/sep/sept | oktober/okt | november/nov | december/dec"
    ),
    "da": (
        "januar/jan | februar/feb | marts/mar | april/apr | maj | juni/jun | juli/jul | august/aug | "
        "september/sep/sept | oktober/okt | november/nov | december/dec"
    ),
    "no": (
        "januar/jan | februar/feb | mars/mar | april/apr | mai | juni/jun | juli/jul | august/aug | "
        "september/sep/sept | oktober/okt | november/nov | desember/des"
    ),
    "is": (
        "janúar/jan | febrúar/feb | mars/mar | apríl/apr | maí | júní/jún | júlí/júl | ágúst/ágú | "
        "september/sep | október/okt | nóvember/nóv | desember/des"
    ),
    "fi": (
        "tammikuuta/tammikuu/tammi | helmikuuta/helmikuu/helmi | maaliskuuta/maaliskuu/maalis | "
        "huhtikuuta/huhtikuu/huhti | toukokuuta/toukokuu/touko | kesäkuuta/kesäkuu/kesä | "
        "heinäkuuta/heinäkuu/heinä | elokuuta/elokuu/elo | syyskuuta/syyskuu/syys | "
        "lokakuuta/lokakuu/loka | marraskuuta/marraskuu/marras | joulukuuta/joulukuu/joulu"
    ),
    "et": (
        "jaanuar/jaan | veebruar/veebr | märts | aprill/apr | mai | juuni | juuli | august/aug | "
        "september/sept | oktoober/okt | november/nov | detsember/dets"
    ),
    "lv": (
        "janvāris/janvārī/janv | februāris/februārī/febr | marts/martā | aprīlis/aprīlī/apr | maijs/maijā "
        "| jūnijs/jūnijā/jūn | jūlijs/jūlijā/jūl | augusts/augustā/aug | septembris/septembrī/sept | "
        "oktobris/oktobrī/okt | novembris/novembrī/nov | decembris/decembrī/dec"
    ),
    "lt": (
        "sausio/sausis/saus | vasario/vasaris/vas | kovo/kovas/kov | balandžio/balandis/bal | "
        "gegužės/gegužė/geg | birželio/birželis/birž | liepos/liepa/liep | rugpjūčio/rugpjūtis/rugp | "
        "rugsėjo/rugsėjis/rugs | spalio/spalis/spal | lapkričio/lapkritis/lapkr | gruodžio/gruodis/gruod"
    ),
    "pl": (
        "stycznia/styczeń/sty | lutego/luty/lut | marca/marzec/mar | kwietnia/kwiecień/kwi | maja/maj | "
        "czerwca/czerwiec/cze | lipca/lipiec/lip | sierpnia/sierpień/sie | września/wrzesień/wrz | "
        "października/październik/paź | listopada/listopad/lis | grudnia/grudzień/gru"
    ),
    "cs": (
        "ledna/leden/led | února/únor/úno | března/březen/bře | dubna/duben/dub | května/květen/kvě | "
        "června/červen/čvn | července/červenec/čvc | srpna/srpen/srp | září/zář | října/říjen/říj | "
        "listopadu/listopad/lis | prosince/prosinec/pro"
    ),
    "sk": (
        "januára/január/jan | februára/február/feb | marca/marec/mar | apríla/apríl/apr | mája/máj | "
        "júna/jún | júla/júl | augusta/august/aug | septembra/september/sep | októbra/október/okt | "
        "novembra/november/nov | decembra/december/dec"
    ),
    "sl": (
        "januarja/januar/jan | februarja/februar/feb | marca/marec/mar | aprila/april/apr | maja/maj | "
        "junija/junij/jun | julija/julij/jul | avgusta/avgust/avg | septembra/september/sep | "
        "oktobra/oktober/okt | novembra/november/nov | decembra/december/dec"
    ),
    "hr": (
        "siječnja/siječanj/sij | veljače/veljača/velj | ožujka/ožujak/ožu | travnja/travanj/tra | "
        "svibnja/svibanj/svi | lipnja/lipanj/lip | srpnja/srpanj/srp | kolovoza/kolovoz/kol | "
        "rujna/rujan/ruj | listopada/listopad/lis | studenoga/studenog/studeni/stu | "
        "prosinca/prosinac/pro"
    ),
    "sr": (
        "januara/januar/jan/јануара/јануар/јан | februara/februar/feb/фебруара/фебруар/феб | "
        "marta/mart/mar/марта/март/мар | aprila/april/apr/априла/април/апр | maja/maj/маја/мај | "
        "juna/jun/jуна/јуна/јун | jula/jul/јула/јул | avgusta/avgust/avg/августа/август/авг | "
        "septembra/septembar/sep/септембра/септембар/сеп | oktobra/oktobar/okt/октобра/октобар/окт | "
        "novembra/novembar/nov/новембра/новембар/нов | decembra/decembar/dec/децембра/децембар/дец"
    ),
    "mk": (
        "јануари/јан | февруари/фев | март/мар | април/апр | мај | јуни/јун | јули/јул | август/авг | "
        "септември/сеп | октомври/окт | ноември/ное | декември/дек"
    ),
    "bg": (
        "януари/ян | февруари/фев | март/мар | април/апр | май | юни | юли | август/авг | септември/сеп | "
        "октомври/окт | ноември/ное | декември/дек"
    ),
    "sq": (
        "janar/jan | shkurt/shk | mars/mar | prill/pri | maj | qershor/qer | korrik/kor | gusht/gus | "
        "shtator/sht | tetor/tet | nëntor/nën | dhjetor/dhj"
    ),
    "ru": (
        "января/январь/янв | февраля/февраль/фев/февр | марта/март/мар | апреля/апрель/апр | мая/май | "
        "июня/июнь/июн | июля/июль/июл | августа/август/авг | сентября/сентябрь/сен/сент | "
        "октября/октябрь/окт | ноября/ноябрь/ноя/нояб | декабря/декабрь/дек"
    ),
    "uk": (
        "січня/січень/січ | лютого/лютий/лют | березня/березень/бер | квітня/квітень/квіт | "
        "травня/травень/трав | червня/червень/черв | липня/липень/лип | серпня/серпень/серп | "
        "вересня/вересень/вер | жовтня/жовтень/жовт | листопада/листопад/лист | грудня/грудень/груд"
    ),
    "be": (
        "студзеня/студзень/сту | лютага/люты/лют | сакавіка/сакавік/сак | красавіка/красавік/кра | "
        "мая/травеня/май | чэрвеня/чэрвень/чэр | ліпеня/ліпень/ліп | жніўня/жнівень/жні | "
        "верасня/верасень/вер | кастрычніка/кастрычнік/кас | лістапада/лістапад/ліс | снежня/снежань/сне"
    ),
    "kk": (
        "қаңтар/қаң/қаңтары/қаңтарда | ақпан/ақп/ақпаны/ақпанда | наурыз/нау/наурызы/наурызда | "
        "сәуір/сәу/сәуірі/сәуірде | мамыр/мам/мамыры/мамырда | маусым/мау/маусымы/маусымда | "
        "шілде/шіл/шілдесі/шілдеде | тамыз/там/тамызы/тамызда | қыркүйек/қыр/қыркүйегі/қыркүйекте | "
        "қазан/қаз/қазаны/қазанда | қараша/қар/қарашасы/қарашада | желтоқсан/жел/желтоқсаны/желтоқсанда"
    ),
    "ky": (
        "январь/янв/январы | февраль/фев/февралы | март/мар/марты | апрель/апр/апрели | май/майы | "
        "июнь/июн/июну | июль/июл/июлу | август/авг/августу | сентябрь/сен/сентябры | "
        "октябрь/окт/октябры | ноябрь/ноя/ноябры | декабрь/дек/декабры"
    ),
    "uz": (
        "yanvar/yan/январ | fevral/fev/феврал | mart/mar/март | aprel/apr/апрел | may/май | iyun/iyn/июн "
        "| iyul/iyl/июл | avgust/avg/август | sentabr/sentyabr/sen/сентябр | oktabr/oktyabr/okt/октябр | "
        "noyabr/noy/ноябр | dekabr/dek/декабр"
    ),
    "tg": (
        "январи/январ | феврали/феврал | марти/март | апрели/апрел | майи/май | июни/июн | июли/июл | "
        "августи/август | сентябри/сентябр | октябри/октябр | ноябри/ноябр | декабри/декабр"
    ),
    "mn": (
        "нэгдүгээр | хоёрдугаар | гуравдугаар | дөрөвдүгээр | тавдугаар | зургаадугаар | долоодугаар | "
        "наймдугаар | есдүгээр | аравдугаар | арваннэгдүгээр | арванхоёрдугаар"
    ),
    "tr": (
        "ocak/oca | şubat/şub | mart/mar | nisan/nis | mayıs/may | haziran/haz | temmuz/tem | ağustos/ağu "
        "| eylül/eyl | ekim/eki | kasım/kas | aralık/ara"
    ),
    "az": (
        "yanvar/yan | fevral/fev | mart/mar | aprel/apr | may | iyun/iyn | iyul/iyl | avqust/avgust/avq | "
        "sentyabr/sen | oktyabr/okt | noyabr/noy | dekabr/dek"
    ),
    "tk": ("ýanwar | fewral | mart | aprel | maý | iýun | iýul | awgust | sentýabr | oktýabr | noýabr | dekabr"),
    "el": (
        "ιανουαρίου/ιανουάριος/γενάρη/ιαν | φεβρουαρίου/φεβρουάριος/φεβ/φεβρ | "
        "μαρτίου/μάρτιος/μάρτη/μαρ/μαρτ | απριλίου/απρίλιος/απρίλη/απρ | μαΐου/μάιος/μάη/μαϊ | "
        "ιουνίου/ιούνιος/ιούνη/ιουν | ιουλίου/ιούλιος/ιούλη/ιουλ | αυγούστου/αύγουστος/αυγ | "
        "σεπτεμβρίου/σεπτέμβριος/σεπτέμβρη/σεπ/σεπτ | οκτωβρίου/οκτώβριος/οκτώβρη/οκτ | "
        "νοεμβρίου/νοέμβριος/νοέμβρη/νοε | δεκεμβρίου/δεκέμβριος/δεκέμβρη/δεκ"
    ),
    "hu": (
        "január/jan | február/febr/feb | március/márc/már | április/ápr | május/máj | június/jún | "
        "július/júl | augusztus/aug | szeptember/szept/szep | október/okt | november/nov | december/dec"
    ),
    "ka": (
        "იანვარი/იან | თებერვალი/თებ | მარტი/მარ | აპრილი/აპრ | მაისი/მაი | ივნისი/ივნ | ივლისი/ივლ | "
        "აგვისტო/აგვ | სექტემბერი/სექ | ოქტომბერი/ოქტ | ნოემბერი/ნოე | დეკემბერი/დეკ"
    ),
    "hy": (
        "հունվարի/հունվար/հնվ | փետրվարի/փետրվար/փտվ | մարտի/մարտ/մրտ | ապրիլի/ապրիլ/ապր | "
        "մայիսի/մայիս/մյս | հունիսի/հունիս/հնս | հուլիսի/հուլիս/հլս | օգոստոսի/օգոստոս/օգս | "
        "սեպտեմբերի/սեպտեմբեր/սեպ | հոկտեմբերի/հոկտեմբեր/հոկ | նոյեմբերի/նոյեմբեր/նոյ | "
        "դեկտեմբերի/դեկտեմբեր/դեկ"
    ),
    # Egypt and the Gulf; the Levant and Iraq; Algeria and Tunisia; Morocco.
    "ar": (
        "يناير/كانون الثاني/جانفي | فبراير/شباط/فيفري | مارس/آذار/اذار | "
        "أبريل/ابريل/إبريل/نيسان/أفريل/افريل | مايو/أيار/ايار/ماي/ماى | يونيو/يونيه/حزيران/جوان | "
        "يوليو/يوليه/تموز/جويلية/يوليوز | أغسطس/اغسطس/آب/أوت/اوت/غشت | سبتمبر/أيلول/ايلول/شتنبر | "
        "أكتوبر/اكتوبر/تشرين الأول/تشرين الاول/أكتوبر | نوفمبر/تشرين الثاني/نونبر | ديسمبر/كانون "
        "الأول/كانون الاول/دجنبر"
    ),
    "fa": (
        "ژانویه | فوریه | مارس | آوریل/اپریل | مه/می | ژوئن/جون | ژوئیه/جولای | اوت/آگوست/اگست | "
        "سپتامبر/سپتمبر | اکتبر/اکتوبر | نوامبر/نومبر | دسامبر/دسمبر"
    ),
    "ur": "جنوری | فروری | مارچ | اپریل | مئی | جون | جولائی | اگست | ستمبر | اکتوبر | نومبر | دسمبر",
    "he": (
        "ינואר/בינואר/ינו | פברואר/בפברואר/פבר | מרץ/במרץ/מרס/במרס | אפריל/באפריל/אפר | מאי/במאי | "
        "יוני/ביוני | יולי/ביולי | אוגוסט/באוגוסט/אוג | ספטמבר/בספטמבר/ספט | אוקטובר/באוקטובר/אוק | "
        "נובמבר/בנובמבר/נוב | דצמבר/בדצמבר/דצמ"
    ),
    "hi": (
        "जनवरी/जन | फरवरी/फ़रवरी/फर | मार्च | अप्रैल | मई | जून | जुलाई | अगस्त | सितंबर/सितम्बर | "
        "अक्टूबर/अक्तूबर | नवंबर/नवम्बर | दिसंबर/दिसम्बर"
    ),
    "mr": ("जानेवारी | फेब्रुवारी | मार्च | एप्रिल | मे | जून | जुलै | ऑगस्ट | सप्टेंबर | ऑक्टोबर | नोव्हेंबर | डिसेंबर"),
    "ne": ("जनवरी | फेब्रुअरी/फेब्रवरी | मार्च | अप्रिल | मे | जुन | जुलाई | अगस्ट | सेप्टेम्बर | अक्टोबर | नोभेम्बर | डिसेम्बर"),
    "bn": (
        "জানুয়ারি/জানুয়ারী | ফেব্রুয়ারি/ফেব্রুয়ারী | মার্চ | এপ্রিল | মে | জুন | জুলাই | আগস্ট/অগস্ট | সেপ্টেম্বর | অক্টোবর | নভেম্বর | ডিসেম্বর"
    ),
    "ta": ("ஜனவரி | பிப்ரவரி | மார்ச் | ஏப்ரல் | மே | ஜூன் | ஜூலை | ஆகஸ்ட் | செப்டம்பர் | அக்டோபர் | நவம்பர் | டிசம்பர்"),
    "te": ("జనవరి | ఫిబ్రవరి | మార్చి | ఏప్రిల్ | మే | జూన్ | జులై/జూలై | ఆగస్టు | సెప్టెంబర్ | అక్టోబర్ | నవంబర్ | డిసెంబర్"),
    "kn": ("ಜನವರಿ | ಫೆಬ್ರವರಿ | ಮಾರ್ಚ್ | ಏಪ್ರಿಲ್ | ಮೇ | ಜೂನ್ | ಜುಲೈ | ಆಗಸ್ಟ್ | ಸೆಪ್ಟೆಂಬರ್ | ಅಕ್ಟೋಬರ್ | ನವೆಂಬರ್ | ಡಿಸೆಂಬರ್"),
    "ml": (
        "ജനുവരി | ഫെബ്രുവരി | മാർച്ച് | ഏപ്രിൽ | മേയ്/മെയ് | ജൂൺ | ജൂലൈ/ജൂലായ് | ഓഗസ്റ്റ്/ആഗസ്റ്റ് | "
        "സെപ്റ്റംബർ/സെപ്തംബർ | ഒക്ടോബർ | നവംബർ | ഡിസംബർ"
    ),
    "gu": ("જાન્યુઆરી | ફેબ્રુઆરી | માર્ચ | એપ્રિલ | મે | જૂન | જુલાઈ | ઑગસ્ટ/ઓગસ્ટ | સપ્ટેમ્બર | ઑક્ટોબર/ઓક્ટોબર | નવેમ્બર | ડિસેમ્બર"),
    "pa": ("ਜਨਵਰੀ | ਫਰਵਰੀ/ਫ਼ਰਵਰੀ | ਮਾਰਚ | ਅਪ੍ਰੈਲ | ਮਈ | ਜੂਨ | ਜੁਲਾਈ | ਅਗਸਤ | ਸਤੰਬਰ | ਅਕਤੂਬਰ | ਨਵੰਬਰ | ਦਸੰਬਰ"),
    "or": ("ଜାନୁଆରୀ | ଫେବୃଆରୀ/ଫେବ୍ରୁଆରୀ | ମାର୍ଚ୍ଚ | ଅପ୍ରେଲ | ମଇ | ଜୁନ | ଜୁଲାଇ | ଅଗଷ୍ଟ | ସେପ୍ଟେମ୍ବର | ଅକ୍ଟୋବର | ନଭେମ୍ବର | ଡିସେମ୍ବର"),
    "as": ("জানুৱাৰী | ফেব্ৰুৱাৰী | মাৰ্চ | এপ্ৰিল | মে | জুন | জুলাই | আগষ্ট | ছেপ্টেম্বৰ | অক্টোবৰ | নৱেম্বৰ | ডিচেম্বৰ"),
    "si": ("ජනවාරි | පෙබරවාරි | මාර්තු | අප්‍රේල් | මැයි | ජුනි | ජූලි | අගෝස්තු | සැප්තැම්බර් | ඔක්තෝබර් | නොවැම්බර් | දෙසැම්බර්"),
    "sw": (
        "januari/jan | februari/feb | machi/mac | aprili/apr | mei | juni/jun | julai/jul | agosti/ago | "
        "septemba/sep | oktoba/okt | novemba/nov | desemba/des"
    ),
    "rw": (
        "mutarama | gashyantare | werurwe | mata | gicurasi | kamena | nyakanga | kanama | nzeri | "
        "ukwakira | ugushyingo | ukuboza"
    ),
    "so": (
        "janaayo/jannaayo | febraayo | maarso | abriil | maajo | juun/juunyo | luulyo | agoosto | "
        "sebtembar | oktoobar | nofembar | desembar"
    ),
    "ha": ("janairu | faburairu | maris | afrilu | mayu | yuni | yuli | agusta | satumba | oktoba | nuwamba | disamba"),
    "mg": (
        "janoary | febroary | martsa | aprily | mey | jona | jolay | aogositra | septambra | oktobra | "
        "novambra | desambra"
    ),
    "mt": (
        "jannar | frar | marzu | april | mejju | ġunju | lulju | awwissu | settembru | ottubru | novembru | diċembru"
    ),
    "am": ("ጃንዋሪ/ጃንዩወሪ | ፌብሩዋሪ/ፌብሩወሪ | ማርች | ኤፕሪል | ሜይ | ጁን | ጁላይ | ኦገስት | ሴፕቴምበር | ኦክቶበር | ኖቬምበር | ዲሴምበር"),
    "cy": (
        "ionawr/ion | chwefror/chwef | mawrth/maw | ebrill/ebr | mai | mehefin/meh | gorffennaf/gorff | "
        "awst | medi | hydref/hyd | tachwedd/tach | rhagfyr/rhag"
    ),
    "ga": (
        "eanáir | feabhra | márta | aibreán | bealtaine | meitheamh | iúil | lúnasa | mheán fómhair/meán "
        "fómhair | dheireadh fómhair/deireadh fómhair | samhna/samhain | nollaig"
    ),
}

# Names that belong to another calendar, whatever the page's language.
OTHER_CALENDARS = {
    "jalali": (
        "فروردین/farvardin | اردیبهشت/ordibehesht | خرداد/khordad | تیر/tir | مرداد/امرداد/mordad | "
        "شهریور/shahrivar | مهر/mehr | آبان/ابان/aban | آذر/azar | دی/dey | بهمن/bahman | اسفند/esfand"
    ),
    "jalali of the Pashtuns": ("وری | غویی | غبرګولی | چنګاښ | زمری | وږی | تله | لړم | لیندۍ | مرغومی | سلواغه | کب"),
    "jalali of Afghanistan": "حمل | ثور | جوزا | سرطان | اسد | سنبله | میزان | عقرب | قوس | جدی | دلو | حوت",
    "hijri": (
        "محرم/المحرم/muharram/muharrem/محرم الحرام | صفر/safar/safer | ربيع الأول/ربيع الاول/ربیع الاول/ربیع‌الاول/rabi "
        "al-awwal/rabi' al-awwal/rabi i/rabiulawal/rebiülevvel | ربيع الآخر/ربيع الثاني/ربیع الثانی/ربيع الاخر/rabi "
        "al-thani/rabi' al-thani/rabi al-akhir/rabi' al-akhir/rabi ii/rabiulakhir/rebiülahir | جمادى الأولى/جمادى "
        "الاولى/جمادي الأولى/جمادی الاول/jumada al-awwal/jumada al-ula/jumada i/jumadilawal/cemaziyelevvel | جمادى "
        "الآخرة/جمادى الثانية/جمادى الاخرة/جمادی الثانی/jumada al-thani/jumada al-thaniyah/jumada al-akhirah/jumada "
        "ii/jumadilakhir/cemaziyelahir | رجب/rajab/rejab | شعبان/shaban/sha'ban/syaban/syaaban | رمضان/ramadan/رمضان "
        "المبارك/ramadhan/ramazan | شوال/shawwal/syawal/şevval | ذو القعدة/ذي القعدة/ذوالقعدة/ذی القعده/zulkaidah/dhu "
        "al-qadah/dhu al-qi'dah/dhul qadah/zilkade | ذو الحجة/ذي الحجة/ذوالحجة/ذی الحجه/zulhijah/dhu al-hijjah/dhul "
        "hijjah/zilhicce"
    ),
    "bikram": (
        "वैशाख/बैशाख/baisakh/baishakh | जेठ/जेष्ठ/ज्येष्ठ/jestha/jeth | असार/आषाढ/अषाढ/ashadh/asar | "
        "साउन/श्रावण/shrawan/saun | भदौ/भाद्र/bhadra/bhadau | असोज/आश्विन/ashwin/asoj | "
        "कात्तिक/कार्तिक/kartik | मंसिर/मङ्सिर/mangsir | पुस/पुष/पौष/poush/push | माघ/magh | "
        "फागुन/फाल्गुन/falgun/phalgun | चैत/चैत्र/chaitra"
    ),
    "bangla": ("বৈশাখ | জ্যৈষ্ঠ | আষাঢ় | শ্রাবণ | ভাদ্র | আশ্বিন | কার্তিক | অগ্রহায়ণ | পৌষ | মাঘ | ফাল্গুন | চৈত্র"),
    "ethiopian": ("መስከረም | ጥቅምት | ኅዳር/ህዳር | ታኅሣሥ/ታህሳስ | ጥር | የካቲት | መጋቢት | ሚያዝያ/ሚያዚያ | ግንቦት | ሰኔ | ሐምሌ/ሃምሌ | ነሐሴ/ነሃሴ"),
}
