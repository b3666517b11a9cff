"""Scrapy's settings for every portal. `-s NAME=VALUE` on the command line overrides any of them.

Beside Scrapy's own names there are ours: ARCHIVE (folder), RUN_ID, SINCE (ISO day), LIMIT (new stories), FULL,
FILES (whether pictures and documents are fetched),
CONTACT (how an operator reaches you, stands in the User-Agent), PORTALS (a folder of portal files), RETRY_BACKOFF and
RETRY_WAIT_MAX (seconds), THROTTLE (a slow host gets longer pauses), THROTTLE_SHARE (of its time in which a host may
work for us) and THROTTLE_REST_MAX (seconds that a slow one gets after an answer).
"""

import os

BOT_NAME = "envnews"
SPIDER_MODULES: list[str] = []
SPIDER_LOADER_CLASS = "crawler.loader.PortalSpiderLoader"

ARCHIVE = os.environ.get("ENVNEWS_ARCHIVE", "envnews-data")
CONTACT = ""  # given here or with -s; else the operator's configuration says it (config.py)
FILES = True
USER_AGENT = "envnews/0.1"  # the spider adds the contact

# Polite: one request at a time to a host, a pause between two, a longer one where it is slow. All crawls of a run
# together keep to it (hosts.py). On loopback there is no pause unless asked for on the command line (manners.py).
# Crawl-delay lengthens it (middlewares.py). Scrapy's AutoThrottle would let a slow host work for us all the time.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
THROTTLE = True
THROTTLE_SHARE = 0.5
THROTTLE_REST_MAX = 30.0
DOWNLOADER = "crawler.downloader.UnpacedDownloader"
DOWNLOAD_TIMEOUT = 60
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "envnews"

# Scrapy's usual resolver knows no IPv6. Of several addresses of a host the first that answers is taken.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

# Bounds on what a server can make us hold. Scrapy applies the size to the decompressed body too.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 8 * DOWNLOAD_MAXSIZE  # a long document that is being read must not stop the crawl
REDIRECT_MAX_TIMES = 8
DEPTH_LIMIT = 0  # the frontier knows where it is; Scrapy's depth would count our seeds as one

# Scrapy does not verify certificates by default; False is refused (handlers.py).
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"http": "crawler.handlers.PatientHandler", "https": "crawler.handlers.PatientHandler"}

# One thing after the other of what a page gives: Scrapy's 100 would be as many tasks, made for every page.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of callbacks; for those who write spiders

# On by default in Scrapy: both run code that is sent to a local port.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

RETRY_TIMES = 2  # the pause before is the host's (patience.py): RETRY_BACKOFF doubling, or what its Retry-After says
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the summary names what failed
RETRY_BACKOFF = 1.0
RETRY_WAIT_MAX = 120.0

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.ScopeMiddleware": 50,
    "crawler.middlewares.RobotsMiddleware": 100,
    "crawler.middlewares.CircleMiddleware": 600,
    "crawler.middlewares.CookieGateMiddleware": 650,  # above CookiesMiddleware, which keeps what an answer sets
}
# Pages that redirect by <meta http-equiv=refresh> are read as they are: session pages use it as a clock.
METAREFRESH_ENABLED = False

ITEM_PIPELINES = {
    "crawler.pipelines.FilePipeline": 50,
    "crawler.pipelines.ReadPipeline": 100,
    "crawler.pipelines.ArchivePipeline": 200,
}
EXTENSIONS = {"crawler.extensions.Ledger": 500, "crawler.stopping.QuickEnd": 600}

LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_JSON = False  # an object a line, for programs
LOGSTATS_INTERVAL = 0
