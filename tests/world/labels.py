"""The words of menus, and what ordinary pages say, language by language."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

_KEYS = (
    "home", "news", "about", "contact", "staff", "faq", "legal", "gallery", "events", "laws", "search", "login", "sitemap",
    "updated", "more", "next", "print", "share",
)  # fmt: skip


def _labels(text: str) -> dict[str, str]:
    return dict(zip(_KEYS, (label.strip() for label in text.split("|")), strict=True))


LABELS = {
    "en": _labels(
        "Home|News|About us|Contact|Staff directory|Questions and answers|Legal notice|Photo gallery|Events calendar"
        "|Register of laws|Search|Log in|Sitemap|Last updated|Read more|Next|Print|Share"
    ),
    "fr": _labels(
        "Accueil|Actualités|Le ministère|Contact|Annuaire|Questions fréquentes|Mentions légales|Photothèque|Agenda"
        "|Registre des textes|Recherche|Connexion|Plan du site|Mis à jour|Lire la suite|Suivant|Imprimer|Partager"
    ),
    "es": _labels(
        "Inicio|Noticias|El ministerio|Contacto|Directorio|Preguntas frecuentes|Aviso legal|Galería de fotos|Calendario"
        "|Normativa|Buscar|Iniciar sesión|Mapa del sitio|Actualizado|Leer más|Siguiente|Imprimir|Compartir"
    ),
    "id": _labels(
        "Beranda|Berita|Tentang Kami|Kontak|Direktori Pegawai|Tanya Jawab|Syarat dan Ketentuan|Galeri Foto|Kalender Kegiatan"
        "|Peraturan|Cari|Masuk|Peta Situs|Diperbarui|Selengkapnya|Berikutnya|Cetak|Bagikan"
    ),
    "vi": _labels(
        "Trang chủ|Tin tức|Giới thiệu|Liên hệ|Danh bạ cán bộ|Hỏi đáp|Điều khoản sử dụng|Thư viện ảnh|Lịch công tác"
        "|Văn bản pháp luật|Tìm kiếm|Đăng nhập|Sơ đồ cổng|Cập nhật|Xem thêm|Trang sau|In bài viết|Chia sẻ"
    ),
    "zh": _labels(
        "首页|新闻中心|机构概况|联系我们|领导信息|常见问题|法律声明|图片库|活动日历|法规库|搜索|登录|网站地图|更新日期|更多|下一页|打印|分享到"
    ),
}
SENTENCES = {
    "en": (
        "The ministry is responsible for air, water, soil, forests and the protection of the climate.",
        "It employs about nine hundred people at its seat and in twelve district offices.",
        "Letters may be handed in on every working day from nine to four.",
    ),
    "fr": (
        "Le ministère est chargé de l’air, de l’eau, des sols, des forêts et de la protection du climat.",
        "Il emploie environ neuf cents personnes à son siège et dans douze directions régionales.",
        "Le courrier peut être déposé tous les jours ouvrés de neuf heures à seize heures.",
    ),
    "es": (
        "El ministerio se ocupa del aire, el agua, los suelos, los bosques y la protección del clima.",
        "Emplea a unas novecientas personas en su sede y en doce oficinas regionales.",
        "Las cartas pueden entregarse todos los días laborables de nueve a cuatro.",
    ),
    "id": (
        "Kementerian bertanggung jawab atas udara, air, tanah, hutan, dan perlindungan iklim.",
        "Sekitar sembilan ratus orang bekerja di kantor pusat dan dua belas kantor wilayah.",
        "Surat dapat diserahkan setiap hari kerja dari pukul sembilan sampai pukul empat.",
    ),
    "vi": (
        "Bộ chịu trách nhiệm quản lý không khí, nước, đất, rừng và bảo vệ khí hậu trong phạm vi cả nước.",
        "Bộ có khoảng chín trăm cán bộ làm việc tại trụ sở và mười hai văn phòng khu vực.",
        "Thư từ được tiếp nhận vào tất cả các ngày làm việc, từ chín giờ đến mười sáu giờ.",
    ),
    "zh": (
        "本部负责大气、水、土壤、森林和气候保护工作，承担全国生态环境监督管理职责。",
        "机关和十二个派出机构共有工作人员约九百名，分别承担各流域的日常管理。",
        "来信可在每个工作日的九时至十六时送交传达室，由专人登记后转交办理。",
    ),
}
