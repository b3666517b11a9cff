"""What an address carries beside the page it names: tracking, the visitor's view, session ids."""

from __future__ import annotations

import re
from urllib.parse import unquote

_TRACKING = re.compile(
    r"(?:utm|mtm|piwik|pk|hsa|fb_action|vero|oly)_\w+|(?:fb|g|dc|ms|y|ys|tt|tw|wick|li_fat_)cl?id|gclsrc|[gw]braid|mc_[ce]id"
    r"|igshid?|_g[al]|_hs(?:enc|mi)|__hs\w+|mkt_tok|ref_(?:src|url)|spm|wt[._]mc(?:_id)?|s_cid|zarsrc|__twitter_impression",
    re.IGNORECASE,
)
_VIEW = re.compile(  # how the visitor came or wants to see the page; the same page answers without it
    r"font_?size|_?p_l_back_url(?:_title)?|redirect(?:_to|_uri|url)?|(?:back|return)_?url|urllist|replytocom|share|_",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"jsessionid|php_?sess(?:id|ion)|sess(?:ion)?_?id|aspsessionid\w*|cfid|cftoken|zenid|oscsid|smsession"
    r"|_?adf\.\w+-state|_afr\w+|x_tr_\w+",
    re.IGNORECASE,
)
_SESSION_NAME = re.compile(r"\w{0,12}s(?:ess(?:ion)?)?_?id|s|token", re.IGNORECASE)  # if the value looks like one
_SESSION_VALUE = re.compile(
    r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{20,64}", re.IGNORECASE
)  # `sid=7` is a story, this is not
_PATH_SESSION = re.compile(
    r"(?:;|%3B)(?:jsessionid|phpsessid|sessionid|sid)=[^;/?]*|/\((?:[A-Z]\([0-9A-Za-z]{10,}\))+\)(?=/)", re.IGNORECASE
)


def without_noise(query: str) -> str:
    """The query without its parameters of tracking, of view and of sessions."""
    return "&".join(part for part in query.split("&") if part and not _is_noise(part))


def without_path_session(path: str) -> str:
    """The path without session ids; taking one out may bring another to light."""
    while (shorter := _PATH_SESSION.sub("", path)) != path:
        path = shorter
    return path


def _is_noise(part: str) -> bool:
    name = unquote(part.partition("=")[0])
    return bool(_TRACKING.fullmatch(name) or _VIEW.fullmatch(name)) or _is_session(part)


def _is_session(part: str) -> bool:
    name, _, value = part.partition("=")
    if _SESSION.fullmatch(unquote(name)):
        return True
    return bool(_SESSION_NAME.fullmatch(name) and _SESSION_VALUE.fullmatch(value))


def strip_session(url: str) -> str:
    """The address without session ids in its path and query; otherwise as it was."""
    address, mark, fragment = url.partition("#")
    path, question, query = address.partition("?")
    path = without_path_session(path)
    kept = "&".join(part for part in query.split("&") if not _is_session(part))
    return path + (question if kept else "") + kept + mark + fragment
