"""The operator's configuration: what it may say, what overrides it, who can read it."""

import stat
from datetime import UTC, datetime, time

import pytest

from crawler.config import ConfigError, config_path, load, remember_contact
from crawler.config_values import DigestTime, contact_of
from crawler.toml_file import PortalFileError

SECRET = "ntfys://ada:hunter2@ntfy.example/topic"  # noqa: S105 - an address


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config.toml"


def config(file, text=None, **variables):
    if text is not None:
        file.write_text(text, "utf8")
    return load({"ENVNEWS_CONFIG": str(file), **variables})


def test_without_a_file_nothing_is_configured(file):
    said = config(file)
    assert (said.contact, said.notify, said.digest, said.workers, said.budget) == (None, (), None, None, None)


def test_every_key_is_read(file):
    said = config(
        file,
        f'contact = "ada@example.org"\nnotify = ["{SECRET}", "json://127.0.0.1/"]\n'
        'digest = "8:05 Asia/Ho_Chi_Minh"\nworkers = 8\nbudget = "1h30m"\n',
    )
    assert said.contact == "ada@example.org"
    assert said.notify == (SECRET, "json://127.0.0.1/")
    assert said.digest == DigestTime(at=time(8, 5), zone="Asia/Ho_Chi_Minh")
    assert (said.workers, said.budget) == (8, 5400.0)


def test_variables_override_the_file(file):
    said = config(
        file,
        'contact = "ada@example.org"\nnotify = ["json://127.0.0.1/"]\nworkers = 8\n',
        ENVNEWS_CONTACT="https://ngo.example/crawler",
        ENVNEWS_NOTIFY=f" {SECRET}\n xml://127.0.0.1/ ",
        ENVNEWS_WORKERS="2",
    )
    assert (said.contact, said.workers) == ("https://ngo.example/crawler", 2)
    assert said.notify == (SECRET, "xml://127.0.0.1/")


def test_a_variable_that_is_empty_overrides_nothing(file):
    said = config(file, "workers = 8\n", ENVNEWS_WORKERS="", ENVNEWS_CONTACT=" ")
    assert (said.workers, said.contact) == (8, None)


@pytest.mark.parametrize("contact", ["none", "", "None"])
def test_a_contact_that_is_wished_to_be_none_is_another_thing_than_none_given(file, contact):
    assert config(file, f'contact = "{contact}"\n').contact == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('contakt = "x"', "contakt: unknown key; did you mean 'contact'?"),
        ("[mail]\n", "mail: unknown key"),
        ('contact = "ada"', "contact: neither an e-mail address nor an http or https address"),
        ("contact = 5", "contact: Expected str, got int"),
        ('notify = "json://x/"', "notify: Expected array, got str"),
        ("notify = [5]", "notify[0]: Expected str, got int"),
        ('notify = ["json://x/", "hunter2"]', "notify[1]: no apprise address such as ntfys://ntfy.sh/topic"),
        ('digest = "25:00"', 'digest: no hour such as "08:00"'),
        ('digest = "08:00 Mars/Base"', "digest: no time zone 'Mars/Base'"),
        ('digest = "08:00 ../../etc/passwd"', "digest: no time zone"),
        ("digest = 08:00:00", "digest: Expected str, got time"),
        ("workers = 0", "workers: not a number from 1 to 256"),
        ("workers = true", "workers: Expected int, got bool"),
        ('budget = "soon"', "budget: 'soon' is no length of time"),
        ('budget = "0m"', "budget: '0m' is no length of time"),
        ("notify = [", "no TOML"),
    ],
)
def test_what_is_wrong_is_refused_in_one_line_with_file_key_and_reason(file, text, said):
    with pytest.raises(PortalFileError) as refused:
        config(file, text)
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"{file}: {said}")
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("ENVNEWS_CONTACT", "ada", "ENVNEWS_CONTACT: neither an e-mail"),
        ("ENVNEWS_NOTIFY", f"{SECRET} hunter2", "ENVNEWS_NOTIFY: no apprise address"),
        ("ENVNEWS_WORKERS", "many", "ENVNEWS_WORKERS: not a number from 1 to 256"),
        ("ENVNEWS_WORKERS", "-1", "ENVNEWS_WORKERS: not a number from 1 to 256"),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name_and_without_its_secrets(file, variable, value, said):
    with pytest.raises(ConfigError) as refused:
        config(file, **{variable: value})
    assert str(refused.value).startswith(said)
    assert "hunter2" not in str(refused.value)


def test_a_file_that_cannot_be_read_is_no_missing_file(tmp_path):
    with pytest.raises(PortalFileError, match="cannot be read"):
        load({"ENVNEWS_CONFIG": str(tmp_path)})


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org",
        "ada.lovelace+crawl@mail.ngo.example",
        "https://ngo.example/about-our-crawler?x=1",
        "http://ngo.example",
    ],
)
def test_mail_and_web_addresses_are_contacts(text):
    assert contact_of(f" {text} ") == text


@pytest.mark.parametrize(
    "text",
    [
        "ada",
        "ada@localhost",
        "ada@example.org\r\nX-Evil: 1",
        "ada@example.org) evil (",
        "a b@example.org",
        "mailto:ada@example.org",
        "https://",
        "https://user:word@ngo.example/",
        "javascript:alert(1)",
        "адa@пример.рф",
        "a@b@example.org",
        "x" * 300 + "@example.org",
    ],
)
def test_what_could_not_stand_in_a_header_or_reaches_nobody_is_no_contact(text):
    with pytest.raises(ValueError, match="neither"):
        contact_of(text)


def test_a_remembered_contact_leaves_the_other_lines_alone_and_is_its_owners_alone(tmp_path):
    file = tmp_path / "etc" / "envnews" / "config.toml"
    remember_contact(file, "ada@example.org")
    assert config(file).contact == "ada@example.org"
    file.write_text(f'# mine\nnotify = ["{SECRET}"] # phone\ncontact = "old@example.org"')
    file.chmod(0o644)
    remember_contact(file, "")
    assert file.read_text() == f'# mine\nnotify = ["{SECRET}"] # phone\ncontact = "none"'
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_contact_is_appended_to_a_file_that_ends_without_a_newline(file):
    file.write_text("workers = 3")
    remember_contact(file, "ada@example.org")
    assert (config(file).workers, config(file).contact) == (3, "ada@example.org")


def test_a_linked_file_stays_a_link(tmp_path, file):
    real = tmp_path / "dotfiles.toml"
    real.write_text("workers = 3\n")
    file.symlink_to(real)
    remember_contact(file, "ada@example.org")
    assert file.is_symlink()
    assert "ada@example.org" in real.read_text()


def test_neither_a_device_nor_a_broken_file_is_written_over(file):
    with pytest.raises(PortalFileError, match="no plain file"):
        remember_contact(type(file)("/dev/null"), "ada@example.org")
    file.write_text("notify = [")
    with pytest.raises(PortalFileError):
        remember_contact(file, "ada@example.org")
    assert file.read_text() == "notify = ["


def test_the_file_is_in_the_users_configuration_folder_unless_it_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path({}) == tmp_path / "envnews" / "config.toml"
    assert str(config_path({"ENVNEWS_CONFIG": "/etc/envnews.toml"})) == "/etc/envnews.toml"


def test_a_configuration_never_shows_its_secrets_by_accident(file):
    assert "hunter2" not in repr(config(file, f'notify = ["{SECRET}"]\n'))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23T01:00:00+00:00", "2026-11-23T08:00:00+07:00"),
        ("2026-11-23T00:59:59+00:00", "2026-11-22T08:00:00+07:00"),
        ("2026-11-23T23:00:00+00:00", "2026-11-23T08:00:00+07:00"),
        ("2026-11-24T01:30:00+00:00", "2026-11-24T08:00:00+07:00"),
    ],
)
def test_a_digest_is_due_at_its_hour_in_its_zone(now, due):
    digest = DigestTime(at=time(8), zone="Asia/Ho_Chi_Minh")
    assert digest.last_due(datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_a_digest_is_due_once_on_the_day_the_clocks_change():
    digest = DigestTime(at=time(2, 30), zone="Europe/Paris")
    due = {
        digest.last_due(datetime(2026, 10, 25, hour, minute, tzinfo=UTC)) for hour in range(24) for minute in (0, 30)
    }
    assert sorted(moment.date().isoformat() for moment in due) == ["2026-10-24", "2026-10-25"]
