"""What stays on this computer between visits."""

import json
from pathlib import Path

import pytest

from lib.store import MOST, Reading, forget, home, readings, remember

CREATORS = Reading("creators", {"handle": "Account", "followers": "Fans"}, {"engagement_rate": "percent"})


def test_what_is_remembered_comes_back_until_it_is_forgotten(tmp_path: Path) -> None:
    assert readings(tmp_path) == {}
    assert remember(tmp_path / "new" / "folder", {"a": CREATORS, "b": Reading("unknown")})
    assert readings(tmp_path / "new" / "folder") == {"a": CREATORS, "b": Reading("unknown")}
    assert forget(tmp_path / "new" / "folder", "a")
    assert readings(tmp_path / "new" / "folder") == {"b": Reading("unknown")}


def test_a_later_reading_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    remember(tmp_path, {"a": CREATORS, "b": CREATORS})
    remember(tmp_path, {"a": Reading("posts", {"views": "Plays"})})
    assert list(readings(tmp_path)) == ["b", "a"]
    assert readings(tmp_path)["a"].kind == "posts"


def test_only_so_many_are_kept_and_the_oldest_give_way(tmp_path: Path) -> None:
    remember(tmp_path, {str(i): CREATORS for i in range(MOST + 3)})
    assert list(readings(tmp_path)) == [str(i) for i in range(3, MOST + 3)]


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"a": 3}', '{"a": {"kind": "spells", "mapping": {}, "answers": {}}}'])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "readings.json").write_text(text)
    assert readings(tmp_path) == {}
    assert remember(tmp_path, {"a": CREATORS})
    assert readings(tmp_path) == {"a": CREATORS}


def test_names_outside_the_vocabulary_are_left_out(tmp_path: Path) -> None:
    entry = {"kind": "creators", "mapping": {"handle": "H", "spell": "S"}, "answers": {"spell": "x"}}
    (tmp_path / "readings.json").write_text(json.dumps({"a": entry, "b": {**entry, "mapping": {"handle": 3}}}))
    assert readings(tmp_path) == {"a": Reading("creators", {"handle": "H"})}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not remember(tmp_path / "file", {"a": CREATORS})


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUE_REACH_HOME", str(tmp_path))
    assert home() == tmp_path
