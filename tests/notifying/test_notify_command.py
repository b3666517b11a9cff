"""`envnews notify`: what it shows, sends and never shows."""

import json

import pytest
from receivers import free_port, hook

from archive import Archive
from crawler.cli import main


@pytest.fixture
def notify(monkeypatch, tmp_path, capsys):
    """`envnews notify …` with a configuration; returns exit code, output and errors."""

    def run(*arguments, config="", mode=0o600, **variables):
        for name in ("ENVNEWS_CONTACT", "ENVNEWS_NOTIFY", "ENVNEWS_WORKERS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("ENVNEWS_CONFIG", str(tmp_path / "config.toml"))
        (tmp_path / "config.toml").write_text(config)
        (tmp_path / "config.toml").chmod(mode)
        with pytest.raises(SystemExit) as ended:
            main(["notify", "--archive", str(tmp_path / "archive"), *arguments])
        return ended.value.code, *capsys.readouterr()

    return run


def test_alone_it_tells_what_is_set_up_with_secrets_hidden(notify):
    config = (
        'contact = "ada@example.org"\ndigest = "08:00 Asia/Ho_Chi_Minh"\n'
        'notify = ["jsons://ada:hunter2@hooks.example/services/T0KENT0KEN", "mailtos://ada:hunter2@mail.example"]\n'
    )
    code, out, err = notify(config=config)
    assert (code, err) == (0, "")
    assert not [secret for secret in ("hunter2", "T0KENT0KEN") if secret in out]
    lines = [line.split(maxsplit=1) for line in out.splitlines()]
    assert ["contact", "ada@example.org"] in lines
    assert ["notifier", "jsons://ada:****@hooks.example/s…/T…"] in lines
    assert ["digest", "08:00 Asia/Ho_Chi_Minh"] in lines


def test_a_notifier_that_apprise_does_not_know_needs_attention(notify):
    code, out, _ = notify("--json", ENVNEWS_NOTIFY="nosuch://hunter2/ json://127.0.0.1/")
    assert code == 1
    assert [each["known"] for each in json.loads(out)["notifiers"]] == [False, True]
    assert "hunter2" not in out


def test_a_file_with_passwords_that_others_can_read_is_told(notify):
    code, _, err = notify(config='notify = ["json://127.0.0.1/"]\n', mode=0o644)
    assert code == 0
    assert "others can read it" in err


def test_a_test_goes_to_each_and_says_which_took_it(notify):
    with hook() as good:
        code, out, _ = notify("--test", ENVNEWS_NOTIFY=f"{good.json} json://ada:hunter2@127.0.0.1:{free_port()}/")
    assert good.got[0]["title"] == "envnews: test"
    assert code == 1
    first, second = out.splitlines()
    assert first.endswith(": took it")
    assert "onnection error" in second
    assert "hunter2" not in out


@pytest.mark.parametrize(
    ("arguments", "config", "said"),
    [
        (["--test"], "", "nobody to notify"),
        (["--test", "--digest"], "", "two messages"),
        (["--dry-run"], "", "--dry-run goes with"),
        (["--digest", "--dry-run"], "", "no archive"),
        ([], "notify = 5", "config.toml: notify: Expected array, got int"),
    ],
)
def test_a_wrong_command_is_refused_in_one_line(notify, arguments, config, said):
    code, out, err = notify(*arguments, config=config)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert said in err


def test_a_digest_is_printed_without_being_sent_or_sent_now(notify, tmp_path):
    Archive(tmp_path / "archive").close()
    with hook() as good:
        config = f'notify = ["{good.json}"]\n'
        code, out, _ = notify("--digest", "--dry-run", config=config)
        assert code == 0
        assert out.splitlines()[0].startswith("envnews since ")
        assert out.splitlines()[2] == "- nothing new"
        assert good.got == []
        code, out, _ = notify("--digest", "--json", config=config)
        assert (code, json.loads(out)[0]["took"]) == (0, True)
        assert good.got[0]["message"] == "- nothing new"
    assert "last 20" in notify(config=config)[1]
