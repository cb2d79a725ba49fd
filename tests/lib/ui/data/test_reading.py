"""Files being read in the background."""

import threading

import pytest

from lib.ingest.model import Import
from lib.ui.data import reading
from lib.ui.data.reading import Job


def test_files_are_read_in_their_order() -> None:
    job = Job([("a.csv", b"Handle,Followers\n@a,10\n"), ("b.csv", b"Handle,Followers\n@b,20\n")])
    job.run()
    assert [source.name for source in job.imports] == ["a.csv", "b.csv"]
    assert job.ended.is_set()


def test_a_file_that_breaks_the_reader_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes, name: str) -> Import:
        if name == "bad.csv":
            raise RuntimeError("a bug")
        return Import([], [], name)

    monkeypatch.setattr(reading, "read_file", read)
    job = Job([("bad.csv", b""), ("good.csv", b"")])
    job.run()
    assert [source.name for source in job.imports] == ["bad.csv", "good.csv"]
    assert "bad.csv" in job.imports[0].problems[0].message
    assert not job.imports[1].problems


def test_stopping_keeps_what_was_read_and_drops_what_is_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    slow, go_on = threading.Event(), threading.Event()

    def read(data: bytes, name: str) -> Import:
        if name == "slow.csv":
            slow.set()
            go_on.wait(30)
        return Import([], [], name)

    monkeypatch.setattr(reading, "read_file", read)
    job = Job([("first.csv", b""), ("slow.csv", b""), ("never.csv", b"")])
    thread = threading.Thread(target=job.run)
    thread.start()
    assert slow.wait(30)
    job.stopped.set()
    go_on.set()
    thread.join(30)
    assert [source.name for source in job.imports] == ["first.csv"]
    assert job.ended.is_set()
