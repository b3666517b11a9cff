"""The house keeps its shape: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Floors of crawler/, the lowest first. A module imports only from its own floor or from a lower one.
FLOORS = [
    {
        "markup",
        "portal",
        "polling",
        "url_noise",
        "urls",
        "front_pages",
        "charset",
        "countries",
        "counts",
        "overrides",
        "css",
        "wishes",
        "portal_faults",
        "toml_file",
        "portal_claims",
        "portal_family",
        "script_values",
        "address_guard",
        "command_group",
    },
    {"config_values"},
    {"config"},
    {"page", "portal_file", "registry", "tls", "failures", "patience", "pace", "bodies", "family"},
    {"discovery", "extraction"},
    {"documents", "stopping"},
    {"link_novelty"},
    {"menus", "traversal", "translated", "twins", "quiet", "yields", "ranking", "revisits", "hints", "withdrawals"},
    {"lessons", "posting", "seeds", "media", "second_looks"},
    {"files"},
    {"reading", "plan", "targets", "fetched", "template_learner", "contact", "recorder", "rereading", "portal_facts"},
    {"stated_address"},
    {"wire", "replay", "looking_again", "hosts", "manners", "downloader", "rules"},
    {"middlewares", "handlers", "extensions", "settings", "tally"},
    {"observing", "unchanged"},
    {"spiders"},
    {"pipelines"},
    {"loader"},
    {"notifying"},
    {"notify_cli"},
    {"health"},
    {"run_log", "interruption", "crew", "indexing"},
    {"runner", "after_run"},
    {"scheduling"},
    {"time_left", "live"},
    {"progress", "demo", "portals_cli", "checking"},
    {"relearning"},
    {"relearn_cli"},
    {"demo_cli", "portals_doc", "check_cli", "rebuild_cli", "rebuilding", "reextract_cli", "reextraction"},
    {"health_cli"},
    {"owners", "portal_import", "importing", "import_cli", "crawl_cli"},
    {"run_cli", "schedule_cli"},
    {"cli"},
    {"__main__"},
]


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Dotted names that a file imports when it runs; what only the type checker sees does not count."""
    tree = ast.parse(path.read_text("utf8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module}
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", modules("archive"), ids=lambda path: str(path.relative_to(ROOT)))
def test_archive_never_imports_crawler(path):
    assert not [name for name in imported(path) if name.split(".")[0] == "crawler"]


@pytest.mark.parametrize("path", modules("crawler"), ids=lambda path: str(path.relative_to(ROOT)))
def test_crawler_imports_run_downward(path):
    floor_of = {name: number for number, names in enumerate(FLOORS) for name in names}
    room = path.relative_to(ROOT / "crawler").parts[0].removesuffix(".py")
    if room == "__init__":
        assert not [name for name in imported(path) if name.startswith("crawler.")]
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "crawler" and len(parts) > 1 and parts[1] in floor_of and parts[1] != room:
            assert floor_of[parts[1]] <= floor_of[room], f"{room} imports {parts[1]}, which stands above it"


def test_every_room_has_a_floor():
    rooms = {path.relative_to(ROOT / "crawler").parts[0].removesuffix(".py") for path in modules("crawler")}
    assert rooms - {"__init__"} == set.union(*FLOORS)


@pytest.mark.parametrize("room", ["crawler.extraction", "crawler.discovery"])
def test_reading_a_page_needs_neither_scrapy_nor_a_database(room):
    code = (
        f"import sys, {room}; print([m for m in ('scrapy', 'twisted', 'sqlite3', 'sqlite_utils') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("asked", [["--help"], ["search", "--help"], ["show", "--help"], ["portals", "--help"]])
def test_the_command_starts_without_what_crawls_searches_or_draws(asked):
    """The first loads every command."""
    heavy = ("scrapy", "twisted", "lxml", "tantivy", "pyarrow", "datasette", "apprise", "holidays", "sqlite_utils")
    code = (
        "import sys; from crawler.cli import envnews; envnews.main(sys.argv[1:], standalone_mode=False);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_archive_works_where_crawler_is_not_installed(tmp_path):
    (tmp_path / "archive").symlink_to(ROOT / "archive")
    code = (
        "import sys; sys.modules['crawler'] = None; sys.path.insert(0, '.');"
        "from archive import Archive; Archive('kept').close(); print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.stdout.strip() == "fine", done.stderr


def test_no_drawer_is_named_utils():
    assert not [path for path in (*modules("archive"), *modules("crawler")) if "utils" in path.stem]
