from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from service.db.sealing import SecretBox, SecretUnreadable, keys_in
from service.domain.errors import InputError


def new_key() -> str:
    return Fernet.generate_key().decode()


def test_what_is_sealed_opens_again_and_does_not_show(box: SecretBox):
    sealed = box.seal("blåbær")

    assert "blåbær" not in sealed
    assert box.open(sealed) == "blåbær"


def test_resealing_moves_a_value_to_the_newest_key():
    old, new = new_key(), new_key()
    sealed = SecretBox([old]).seal("ord")

    moved = SecretBox([new, old]).reseal(sealed)

    assert SecretBox([new]).open(moved) == "ord"
    with pytest.raises(SecretUnreadable):
        SecretBox([new]).open(sealed)


@pytest.mark.parametrize("keys", [[], ["abc"], ["é" * 44]])
def test_what_is_no_key_is_refused_without_being_shown(keys: list[str]):
    with pytest.raises(InputError) as refused:
        SecretBox(keys)

    assert refused.value.where == "KJOREPLAN_SECRET_KEY"
    assert not any(key in str(refused.value) for key in keys)


def test_derived_keys_differ_by_purpose_and_follow_the_keys():
    one, two = new_key(), new_key()
    box = SecretBox([one, two])

    assert box.derived("a") == SecretBox([one]).derived("a") + SecretBox([two]).derived("a")
    assert not set(box.derived("a")) & set(box.derived("b"))


def test_a_key_file_is_made_for_its_owner_only_and_kept(tmp_path: Path):
    path = tmp_path / "secret.key"

    keys = keys_in(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys_in(path) == keys
    assert SecretBox(keys).open(SecretBox(keys).seal("x")) == "x"
    assert list(tmp_path.iterdir()) == [path]


def test_threads_that_start_at_once_agree_on_one_key(tmp_path: Path):
    found: list[tuple[str, ...]] = []
    threads = [
        threading.Thread(target=lambda: found.append(keys_in(tmp_path / "secret.key")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path):
    path = tmp_path / "secret.key"
    keys_in(path)
    path.chmod(0o640)

    with pytest.raises(InputError, match="chmod 600"):
        keys_in(path)


def test_a_key_file_that_can_not_be_made_says_where(tmp_path: Path):
    path = tmp_path / "missing" / "secret.key"

    with pytest.raises(InputError, match=r"secret\.key"):
        keys_in(path)
