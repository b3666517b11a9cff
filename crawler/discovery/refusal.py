"""Pages that answer 200 and are none: "not found", login, block pages, suspended hosts, in many languages."""

from __future__ import annotations

import re

BLOCKED, SUSPENDED = "block page", "suspended or under maintenance"
TURNED_AWAY = frozenset({BLOCKED, SUSPENDED})  # what may be over when the page is asked for again
_SHORT = 700  # characters of body below which a page that says "not found" means itself

_BLOCKED = re.compile(
    r"just a moment|checking your browser|attention required|enable javascript and cookies"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|ddos.?guard|access (?:is |has been )?(?:denied|blocked)|request (?:blocked|rejected|unsuccessful)"
    r"|you have been blocked"
    r"|security check|bot verification|captcha|web application firewall|incapsula|访问被拦截|安全验证|您的访问"
    r"|您的请求.{0,10}拦截"
    r"|403 forbidden|^forbidden$|error 1020",
    re.IGNORECASE,
)
_SUSPENDED = re.compile(
    r"account (?:has been )?suspended|suspended ?page"
    r"|this (?:site|website|domain) (?:has been|is) (?:suspended|disabled|expired)"
    r"|domain (?:has )?expired|domain (?:is )?(?:for sale|parked)|bandwidth limit exceeded"
    r"|under (?:construction|maintenance)"
    r"|site (?:is )?(?:temporarily )?(?:offline|unavailable)|service unavailable|apache2? .{0,20}default page"
    r"|welcome to nginx"
    r"|iis windows|index of /|website đang (?:bảo trì|nâng cấp)|hệ thống đang bảo trì|网站(?:维护|建设)中"
    r"|メンテナンス中|점검 ?중|ปิดปรับปรุง",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"(?:error|lỗi|ошибка|错误|erreur|fehler|http)\s?:?\s?404(?!\d)|^\s?404(?![\d/.,])|(?<![\d/])404 (?:not|error|page)"
    r"|not found|no longer (?:available|exists)|page (?:does not|doesn't) exist"
    r"|cannot be found|can(?:no|')t find"
    r"|không tìm thấy|không tồn tại|khong tim thay|页面不存在|找不到|未找到|无法找到|不存在|頁面不存在"
    r"|見つかりません|存在しません|찾을 수 없|존재하지 않"
    r"|ไม่พบ(?:หน้า|ข้อมูล|เพจ)|ບໍ່ພົບ|រកមិនឃើញ|غير موجود|لم يتم العثور|الصفحة المطلوبة|یافت نشد|לא נמצא"
    r"|पृष्ठ नहीं मिला|नहीं मिला|পাওয়া যায়নি"
    r"|no encontrad[ao]|no existe|não encontrad[ao]|introuvable|non trouvée?|n['’]existe (?:pas|plus)"
    r"|nicht gefunden|existiert nicht"
    r"|niet gevonden|hittades inte|kunde inte hittas|ikke fundet|ikke funnet|ei löydy|ei leitud|nerasta"
    r"|non trovata|pagina inesistente"
    r"|не найден[ао]?|не существует|не знайдено|не існує|halaman tidak (?:ditemukan|wujud)|tidak dijumpai"
    r"|bulunamadı|nie znaleziono"
    r"|nie istnieje|nenalezena|nebyla nalezena|nenájdená|ni bila najdena|ne obstaja|nem található"
    r"|nu a fost găsit|nije pronađen"
    r"|δεν βρέθηκε|tapılmadı|topilmadi|табылмады|не е намерен",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(  # said of a single page, where its story stood
    r"(?:has|have) been (?:removed|deleted|withdrawn|taken down|unpublished)|(?:is|are) unavailable|content unavailable"
    r"|đã (?:bị )?(?:xóa|xoá|gỡ)|已(?:被)?(?:删除|刪除|移除|下架|撤回)|削除され|삭제(?:된|되었)|ถูกลบ|ຖືກລຶບ|ត្រូវបានលុប"
    r"|تم حذف|تمت إزالة|حذف شده|הוסר|हटा दिया|মুছে ফেলা"
    r"|ha sido (?:eliminad|retirad)[ao]|foi (?:removid|excluíd)[ao]|a été (?:supprim|retir)ée?"
    r"|wurde (?:gelöscht|entfernt)"
    r"|is verwijderd|har tagits bort|er fjernet|on poistettu|è stat[ao] rimoss[ao]|удал[её]н[ао]?|снят[ао]? с публ"
    r"|видален[ао]?|telah (?:dihapus|dipadam)|kaldırıl(?:dı|mış)|silin(?:di|miş)|został[ao]? usunięt[ay]"
    r"|byl[ao]? (?:odstraněn|smazán)[ao]?"
    r"|törölték|a fost (?:șters|eliminat)|διαγράφηκε|έχει αφαιρεθεί|silinib|o['ʻ‘]chirilgan|жойылған|премахнат[ао]?",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign) ?[io]n|đăng nhập|登录|登錄|登入|ログイン|로그인|เข้าสู่ระบบ|تسجيل الدخول|ورود"
    r"|iniciar sesión|acceder|entrar|connexion|se connecter"
    r"|anmelden|anmeldung|inloggen|logga in|вход|увійти|авторизация|masuk|giriş|zaloguj|přihlášení|σύνδεση|accesso",
    re.IGNORECASE,
)


SOFT_404, LOGIN = "soft 404", "login page"


def says_missing(text: str) -> bool:
    """Whether a short text says that there is no such page (any more)."""
    return len(text) < 2 * _SHORT + 200 and bool(_MISSING.search(text) or _WITHDRAWN.search(text))


def says_login(text: str) -> bool:
    """Whether a headline is that of a login page."""
    return bool(_LOGIN.search(text[:200]))


def refusal(title: str, headings: str, text: str, *, body_length: int, password_field: bool) -> str | None:
    """Why a page is no page of the portal, in a few words; None where nothing says so.

    title: of the document; headings: its h1 and h2; text: the beginning of its visible words; body_length: characters
    of what would be the story. A long story may well speak of what was not found, so length speaks against a refusal.
    """
    if body_length > 2 * _SHORT:
        return None
    short = body_length < _SHORT
    opening = f"{title}\n{headings}"[:1_000]
    if short and (_BLOCKED.search(opening) or (len(text) < _SHORT and _BLOCKED.search(text))):
        return BLOCKED
    if short and (_SUSPENDED.search(opening) or (len(text) < _SHORT and _SUSPENDED.search(text))):
        return SUSPENDED
    if short and _MISSING.search(opening):
        return SOFT_404
    if password_field and (short or _LOGIN.search(opening)):
        return LOGIN
    return None
