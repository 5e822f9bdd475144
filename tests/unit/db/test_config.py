from __future__ import annotations

import inspect
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from service import config
from service.config import Config, read_config
from service.domain.errors import InputError


class Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_every_documented_setting_is_read_and_every_setting_is_documented():
    asked = Asked()
    read_config(asked)
    read = {name for name in asked.names if name.startswith("KJOREPLAN_")}

    assert set(re.findall(r"^KJOREPLAN_\w+", config.__doc__ or "", re.MULTILINE)) == read
    in_code = set(re.findall(r'"(KJOREPLAN_\w+)"', inspect.getsource(config)))
    assert in_code == read


def test_with_an_empty_environment_everything_has_a_default():
    found = read_config({})

    assert found.data_dir == Path("~/.local/share/kjoreplan").expanduser()
    assert found.database_url == f"sqlite:///{found.data_dir}/kjoreplan.db"
    assert found.key_file == found.data_dir / "secret.key"
    assert (found.host, found.port, found.cookie_secure) == ("127.0.0.1", 8080, True)
    assert (found.secret_keys, found.trusted_proxies) == ((), 0)
    assert found.soffice == "soffice"


def test_every_setting_is_taken_over():
    found = read_config(
        {
            "KJOREPLAN_DATA_DIR": "/srv/kjoreplan",
            "KJOREPLAN_DATABASE_URL": "postgresql://kari@/kjoreplan",
            "KJOREPLAN_SECRET_KEY": "a, b",
            "KJOREPLAN_HOST": "::1",
            "KJOREPLAN_PORT": "0",
            "KJOREPLAN_COOKIE_SECURE": "0",
            "KJOREPLAN_TRUSTED_PROXIES": "2",
            "KJOREPLAN_SOFFICE": "/opt/libreoffice/program/soffice",
            "KJOREPLAN_LOG_LEVEL": "DEBUG",
            "KJOREPLAN_METRICS": "1",
            "KJOREPLAN_METRICS_TOKEN": "et-langt-og-tilfeldig-ord",
            "KJOREPLAN_METRICS_PORT": "9180",
            "KJOREPLAN_QUEUE_URL": "redis://kari:ordet@127.0.0.1/3",
            "KJOREPLAN_HOST_CONCURRENCY": "8",
        }
    )

    assert found == Config(
        data_dir=Path("/srv/kjoreplan"),
        database_url="postgresql://kari@/kjoreplan",
        secret_keys=("a", "b"),
        host="::1",
        port=0,
        cookie_secure=False,
        trusted_proxies=2,
        soffice="/opt/libreoffice/program/soffice",
        log_level="debug",
        metrics=True,
        metrics_token="et-langt-og-tilfeldig-ord",
        metrics_port=9180,
        queue_url="redis://kari:ordet@127.0.0.1/3",
        host_concurrency=8,
    )


@pytest.mark.parametrize(
    "url",
    ["https://kjoreplan.example.org", "https://example.org:8443/gruppe", "http://127.0.0.1:8080"],
)
def test_the_public_address_is_kept_without_a_slash_at_its_end(url: str):
    assert read_config({"KJOREPLAN_PUBLIC_URL": f"{url}/"}).public_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KJOREPLAN_PORT", "åtti"),
        ("KJOREPLAN_PORT", "65536"),
        ("KJOREPLAN_PORT", "-1"),
        ("KJOREPLAN_COOKIE_SECURE", "ja"),
        ("KJOREPLAN_DATABASE_URL", "mysql://x"),
        ("KJOREPLAN_TRUSTED_PROXIES", "11"),
        ("KJOREPLAN_LOG_LEVEL", "alt"),
        ("KJOREPLAN_METRICS_TOKEN", "for kort"),
        ("KJOREPLAN_METRICS_PORT", "0"),
        ("KJOREPLAN_PUBLIC_URL", "kjoreplan.example.org"),
        ("KJOREPLAN_PUBLIC_URL", "http://kjoreplan.example.org"),
        ("KJOREPLAN_PUBLIC_URL", "https://kari:x@kjoreplan.example.org"),
        ("KJOREPLAN_PUBLIC_URL", "https://kjoreplan.example.org/?a=b"),
        ("KJOREPLAN_QUEUE_URL", "amqp://x"),
        ("KJOREPLAN_HOST_CONCURRENCY", "0"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(name: str, value: str):
    with pytest.raises(InputError) as refused:
        read_config({name: value})

    assert refused.value.where == name


@pytest.mark.parametrize(
    ("given", "queue"),
    [
        ({}, "sqlite:////srv/k/queue.db"),
        ({"KJOREPLAN_DATABASE_URL": "sqlite:////srv/annet.db"}, "sqlite:////srv/k/queue.db"),
        ({"KJOREPLAN_DATABASE_URL": "postgresql://kari@/k"}, "postgresql://kari@/k"),
        ({"KJOREPLAN_QUEUE_URL": "redis://127.0.0.1"}, "redis://127.0.0.1"),
    ],
)
def test_the_queue_follows_the_database(given: dict[str, str], queue: str):
    assert read_config({"KJOREPLAN_DATA_DIR": "/srv/k", **given}).queue == queue


def test_neither_keys_nor_the_databases_password_show():
    found = read_config(
        {
            "KJOREPLAN_SECRET_KEY": "nøkkelen",
            "KJOREPLAN_DATABASE_URL": "postgresql://kari:ordet@/k",
            "KJOREPLAN_METRICS_TOKEN": "et-langt-og-tilfeldig-ord",
            "KJOREPLAN_QUEUE_URL": "redis://kari:ordet@127.0.0.1",
        }
    )

    assert "nøkkelen" not in repr(found)
    assert "ordet" not in repr(found)
    assert "tilfeldig" not in repr(found)


def test_the_data_folder_is_made_for_its_owner_only(tmp_path: Path):
    found = read_config({"KJOREPLAN_DATA_DIR": str(tmp_path / "a" / "b")})

    assert found.ensure_data_dir() == tmp_path / "a" / "b"
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_data_folder_that_can_not_be_made_says_which(tmp_path: Path):
    (tmp_path / "file").touch()
    found = read_config({"KJOREPLAN_DATA_DIR": str(tmp_path / "file" / "x")})

    with pytest.raises(InputError, match="KJOREPLAN_DATA_DIR"):
        found.ensure_data_dir()
