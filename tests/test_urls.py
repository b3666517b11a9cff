"""One address's identity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonical, host_of, identity, in_scope, is_document, is_media, is_print_copy, strip_session

BASE = "https://portal.example/news/index.html"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Portal.Example:443/A?b=1#top", "https://portal.example/A?b=1"),
        ("http://portal.example", "http://portal.example/"),
        ("http://portal.example:8080/x", "http://portal.example:8080/x"),
        ("  ./202407/t20240722_1.shtml\n", "https://portal.example/news/202407/t20240722_1.shtml"),
        ("../../a/./b/../c.html", "https://portal.example/a/c.html"),
        ("//portal.example/x", "https://portal.example/x"),
        ("?page=2", "https://portal.example/news/index.html?page=2"),
        ("/tin\\moi.html", "https://portal.example/tin/moi.html"),
        ("/m%c3%b4i-tr%C6%b0%e1%bb%9dng/%7ea", "https://portal.example/m%C3%B4i-tr%C6%B0%E1%BB%9Dng/~a"),
        ("/môi trường", "https://portal.example/m%C3%B4i%20tr%C6%B0%E1%BB%9Dng"),
        ("/100%/x", "https://portal.example/100%25/x"),
        ("/x?b=2&a=1&utm_source=x&fbclid=1&&gclid=", "https://portal.example/x?b=2&a=1"),
        ("/x;jsessionid=0A1B2C?id=3", "https://portal.example/x?id=3"),
        ("/x?PHPSESSID=abc&id=3", "https://portal.example/x?id=3"),
        ("/(S(0123456789abcdefghij0123))/x.aspx", "https://portal.example/x.aspx"),
        ("/portal/p?_adf.ctrl-state=17_4&_afrLoop=12", "https://portal.example/portal/p"),
        ("/-/su-that?p_l_back_url=%2Fnews&redirect=%2F&fontSize=2", "https://portal.example/-/su-that"),
        ("/modules.php?name=News&sid=123", "https://portal.example/modules.php?name=News&sid=123"),
        ("/x?sid=0123456789abcdef0123456789abcdef", "https://portal.example/x"),
        ("/l?tx_news_pi1[currentPage]=2", "https://portal.example/l?tx_news_pi1%5BcurrentPage%5D=2"),
        ("https://bộ.example/", "https://xn--b-8xm.example/"),
        ("https://user:secret@portal.example/", "https://portal.example/"),
    ],
)
def test_equal_pages_get_one_spelling(url, expected):
    assert canonical(url, BASE) == expected


@pytest.mark.parametrize(
    "url",
    [
        "", "   ", "mailto:a@b.example", "javascript:void(0)", "data:text/html,x", "tel:1", "http://", "http://[::1",
        "http://a b.example/", "http://portal.example:99999/", "http://-..example/", "https://x.example/" + "a" * 2_000,
        "ftp://x.example/", "news/relative.html", "\x00",
    ],
)  # fmt: skip
def test_what_cannot_be_fetched_is_none(url):
    assert canonical(url) is None


def test_a_broken_base_is_no_error():
    assert canonical("/x", "http://[broken") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.portal.example/tin/", "https://portal.example/tin"),
        ("https://portal.example/tin/index.html", "https://portal.example/tin/"),
        ("https://portal.example/Default.aspx?b=2&a=1", "https://portal.example/?a=1&b=2"),
        ("https://portal.example/m%C3%B4i", "https://portal.example/môi"),
        ("https://portal.example/mo\u0302i", "https://portal.example/m\u00f4i"),
        ("https://portal.example/story.html?print=1", "https://portal.example/story.html"),
        ("https://portal.example/read.do?menuId=1&boardId=7&boardMasterId=1", "https://portal.example/read.do?boardMasterId=1&boardId=7&menuId=22"),
        ("https://portal.example/read.do?pagerOffset=10&searchKey=&boardId=7", "https://portal.example/read.do?boardId=7"),
        ("https://portal.example/index.php?option=com_content&view=article&id=7&Itemid=3", "https://portal.example/index.php?option=com_content&view=article&id=7"),
        ("https://portal.example/PressReleasePage.aspx?PRID=5&reg=3", "https://portal.example/PressReleasePage.aspx?PRID=5"),
        ("https://portal.example/view.php?bid=news&no=123&pg=1&sfl=title&stx=a", "https://portal.example/view.php?bid=news&no=123"),
        ("https://portal.example/board.php?bo_table=a&wr_id=7&page=2&sca=b&sst=c&sod=desc", "https://portal.example/board.php?bo_table=a&wr_id=7"),
        ("https://portal.example/site.do?articleNo=7&currentPage=3&srchText=a", "https://portal.example/site.do?articleNo=7"),
        ("https://portal.example/Pages/News.aspx?ItemID=7&Source=%2FPages%2FAll.aspx&ContentTypeId=0x0100", "https://portal.example/Pages/News.aspx?ItemID=7"),
        ("https://portal.example/News/ArticleID/640/Rivers-rise", "https://portal.example/News/ArticleID/640"),
        ("https://portal.example/a//b", "https://portal.example/a/b"),
        ("https://portal.example/s?q=a+b", "https://portal.example/s?q=a%20b"),
    ],
)  # fmt: skip
def test_spellings_of_one_page_share_the_identity(one, other):
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://portal.example/list.do?menuId=1", "https://portal.example/list.do?menuId=2"),
        ("https://portal.example/board/list.do?boardId=1&page=1", "https://portal.example/board/list.do?boardId=1&page=2"),
        ("https://portal.example/index.php?id=5&page=1", "https://portal.example/index.php?id=5&page=2"),
        ("https://portal.example/ViewPost.aspx?itemid=1&mid=2", "https://portal.example/ViewPost.aspx?itemid=3&mid=2"),
        ("https://portal.example/list.php?bid=news&no=1&pg=1", "https://portal.example/list.php?bid=news&no=1&pg=2"),
        ("https://portal.example/postList.do?articleNo=1&pg=1", "https://portal.example/postList.do?articleNo=1&pg=2"),
        ("https://portal.example/board.php?bo_table=a&page=1", "https://portal.example/board.php?bo_table=a&page=2"),
        ("https://portal.example/view.php?bid=news&no=123", "https://portal.example/view.php?bid=press&no=123"),
        ("https://portal.example/news.aspx?source=5", "https://portal.example/news.aspx?source=6"),
        ("https://portal.example/News/ArticleID/640/Rivers-rise", "https://portal.example/News/ArticleID/641/Rivers-rise"),
        ("https://portal.example/News/ArticleID/640/2", "https://portal.example/News/ArticleID/640"),
        ("https://portal.example/vi/tin", "https://portal.example/en/tin"),
        ("https://portal.example/news?some-story", "https://portal.example/news?other-story"),
        ("https://news.portal.example/", "https://portal.example/"),
        ("https://portal.example/news/index_1.html", "https://portal.example/news/index.html"),
    ],
)  # fmt: skip
def test_different_pages_keep_different_identities(one, other):
    assert identity(one) != identity(other)


def test_scope_is_the_host_with_or_without_www_and_no_other_sub_host():
    assert in_scope("https://www.portal.example/x", {"portal.example"})
    assert in_scope("http://portal.example/x", ["www.portal.example"])
    assert not in_scope("https://media.portal.example/x", {"portal.example"})
    assert in_scope("https://media.portal.example/x", {"portal.example", "media.portal.example"})
    assert not in_scope("https://evilportal.example/", {"portal.example"})
    assert not in_scope("mailto:a@portal.example", {"portal.example"})
    assert host_of("HTTP://Portal.Example:8080/x") == "portal.example:8080"
    assert not in_scope("http://127.0.0.1:8001/", {"127.0.0.1:8000"})


@pytest.mark.parametrize(
    "path",
    ["/a.html?print=1", "/print/node/12", "/x/pInTinTuc.aspx?ItemID=3", "/a?view=print", "/a?mode=print",
    "/in-bai/a-12.html",
     "/printpage.php?id=2", "/index.php?view=article&id=1&tmpl=component", "/a.print.html"],
)  # fmt: skip
def test_print_copies_are_known_by_their_spelling(path):
    assert is_print_copy("https://portal.example" + path)


@pytest.mark.parametrize(
    "path", ["/3d-printing-waste.html", "/news/in-the-press/", "/a?print=0", "/printers-ink-spill", "/"]
)
def test_a_word_like_print_is_no_print_copy(path):
    assert not is_print_copy("https://portal.example" + path)


def test_documents_and_media_are_known_by_their_spelling():
    for path in (
        "/a/P02.pdf",
        "/x.HWPX",
        "/b.pdf/view",
        "/documents/d/guest/bao-cao",
        "/fileDown.do?id=2",
        "/v.php?f=a.pdf",
    ):
        assert is_document("https://portal.example" + path), path
    for path in ("/a.JPG", "/x.mp4?t=1", "/css/a.css"):
        assert is_media("https://portal.example" + path), path
    for path in ("/a.html", "/", "/x.aspx?id=1", "/news/pdf-reports", "/t.shtml"):
        assert not is_document("https://portal.example" + path), path
        assert not is_media("https://portal.example" + path), path


@pytest.mark.parametrize(
    "path",
    [
        "/readDownloadFile.do?fileId=12",
        "/board/FileDown.do?seq=3",
        "/download.php?id=7",
        "/common/fileDownload.jsp?f=9",
        "/egov/cmm/fms/getFile.do?atchFileId=FILE_01",
        "/bbs/bbs_download.asp?no=1",
        "/Handlers/DownloadFile.ashx?id=4",
        "/attachDown.jsp",
        "/file_download.php?fid=2",
        "/portal/download?fileSn=1&seq=2",
    ],
)
def test_a_program_that_gives_out_files_is_a_document(path):
    assert is_document("https://portal.example" + path)


@pytest.mark.parametrize(
    "path",
    [
        "/countdown.php",
        "/news/download-figures.html",
        "/news/downtown.php?id=7",
        "/DownloadList.aspx",
        "/downloads.php?id=3",
        "/download?page=2",
        "/shutdown.do",
        "/slowdown.aspx?id=3",
        "/profile.do?id=1",
        "/news/file.php?id=12",
    ],
)
def test_a_word_like_download_is_no_document(path):
    assert not is_document("https://portal.example" + path)


def test_a_session_id_goes_and_the_rest_of_the_spelling_stays():
    assert strip_session("http://X.example/a;jsessionid=1?b=%c3&PHPSESSID=2#c") == "http://X.example/a?b=%c3#c"
    assert strip_session("http://x.example/a?PHPSESSID=2") == "http://x.example/a"


PIECES = st.sampled_from(
    ["http://", "https://", "HTTP:", "portal.example", "www.", "//", "/", ".", "..", "%", "%4", "%41", "%c3%b4",
    "%2e", "?", "&",
     "=", "#", ";jsessionid=", "(S(aaaaaaaaaa1))", "utm_a=1", "sid=", "a", "\\", " ", "ô", "môi", "中", ":80",
     ":", "@", "[", "]", "+"]
)  # fmt: skip
ADDRESSES = st.one_of(
    st.text(max_size=60).map("https://portal.example/".__add__),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(lambda parts: "https://portal.example/" + "".join(parts)),
    st.text(max_size=40),
)


@given(ADDRESSES)
def test_canonical_is_idempotent_and_identity_does_not_depend_on_it(url):
    known = canonical(url)
    if known is not None:
        assert canonical(known) == known
        assert identity(known) == identity(url)
        assert known.isascii()
        assert " " not in known
        assert "#" not in known


@given(ADDRESSES, ADDRESSES)
def test_no_spelling_is_an_error(url, base):
    canonical(url, base)
    identity(url)
    strip_session(url)
    assert {is_print_copy(url), is_document(url), is_media(url), in_scope(url, {base})} <= {True, False}


def test_a_session_id_that_another_one_hid_is_taken_out_too():
    address = canonical("http://a.example//(S(aaaaaaaaaa1));jsessionid=x/y")
    assert address == "http://a.example//y"
