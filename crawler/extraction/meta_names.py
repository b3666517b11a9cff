"""The names under which meta elements state what we read: a table, each row in order of trust, lower case."""

from __future__ import annotations

# ruff: noqa: SIM905 - words read better as a text

# Names that CMSs fill when the story is published …
PUBLISHED = tuple(
    """
    article:published_time article:published og:article:published_time og:published_time pubdate publishdate
    publish_date publish-date published_date published-date publication_date publication-date publicationdate
    date_published datepublished dateposted published_at publish_time published_time publishedat
    rnews:datepublished originalpublicationdate article:original-publish-date article.published
    article_date_original article:publicationdate parsely-pub-date sailthru.date cxenseparse:recs:publishtime
    cxenseparse:publishtime cxenseparse:recs:articlepublishtime citation_publication_date citation_online_date
    citation_date dcterms.issued dc.date.issued dcterms.dateissued dcterms:issued dc.issued
    prism.publicationdate og:release_date og:pubdate bt:pubdate article:create_at apub:time release_date
    displaydate newsdate news_date docdate article:date ptime pdate date_pub shareaholic:article_published_time
    """.split()
)
# … and those that hold the creation, the last save, or whatever the template's author thought of.
DOUBTFUL = tuple(
    """
    dc.date dcterms.date dc:date dcterms:date date dcterms.created dc.date.created dc.created article:created
    article.created creation_date created timestamp eomportal-lastupdate
    """.split()
)
MODIFIED = tuple(
    """
    article:modified_time article:modified og:updated_time og:article:modified_time datemodified
    dcterms.modified dc.date.modified dcterms:modified dc.modified last-modified lastmod last_modified
    modificationdate modified_time updated_time article:updated article.updated revised moddate
    """.split()
)
TITLES = tuple(
    """
    og:title articletitle twitter:title citation_title parsely-title sailthru.title dc.title dcterms.title
    """.split()
)
AUTHORS = tuple(
    """
    author article:author citation_author parsely-author sailthru.author dc.creator dcterms.creator
    dc.contributor byl cxenseparse:author article:author_name authors
    """.split()
)
SUMMARIES = tuple(
    """
    og:description description twitter:description dc.description dcterms.abstract
    """.split()
)
TAGS = tuple(
    """
    article:tag parsely-tags news_keywords keywords sailthru.tags citation_keywords dc.subject
    """.split()
)
SITES = tuple(
    """
    og:site_name application-name sitename dc.publisher al:android:app_name
    """.split()
)
LANGUAGES = tuple(
    """
    og:locale content-language dc.language dcterms.language language citation_language
    """.split()
)
# What only article pages carry.
ARTICLE_MARKS = tuple(
    """
    article:published_time article:section articletitle citation_title pubdate contentsource
    """.split()
)
# Microdata and RDFa. Drupal 7 has the date of publication in two vocabularies: `dc:date dc:created`.
MARKED_DATES = {
    "datePublished": frozenset({"datepublished", "schema:datepublished", "dc:date", "dc:issued", "dcterms:issued"}),
    "dateModified": frozenset({"datemodified", "schema:datemodified", "dc:modified"}),
    "dateCreated": frozenset({"datecreated", "schema:datecreated", "dc:created"}),
}
MARKED_AUTHORS = frozenset({"author", "creator", "schema:author"})
MARKED_ARTICLE = frozenset({"datepublished", "headline", "articlebody"})
MARKED = MARKED_AUTHORS | MARKED_ARTICLE | frozenset().union(*MARKED_DATES.values())

# Countries that pages write for languages, and codes of three letters with one of two.
MISTAKEN_LANGUAGES = dict(
    pair.split("=")
    for pair in """
    jp=ja cn=zh kr=ko vn=vi cz=cs gr=el ua=uk dk=da iw=he in=id ger=de deu=de eng=en fre=fr fra=fr spa=es por=pt vie=vi
    tha=th jpn=ja zho=zh chi=zh kor=ko rus=ru ind=id may=ms msa=ms ara=ar per=fa fas=fa
    """.split()
)
# The languages that have only three letters; `utf-8` is none.
LONG_LANGUAGES = frozenset("fil yue wuu nan hak ckb prs ceb cnr hsb dsb haw kok mai shn".split())
