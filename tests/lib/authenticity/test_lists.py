"""The column whose lists are written when read behaves like any column."""

import pickle

import numpy as np
import pandas as pd
import pytest

from lib.authenticity.lists import WrittenWhenRead


class Writer:
    """Writes [row] and counts how often."""

    def __init__(self) -> None:
        self.written = 0

    def write(self, row: int) -> list:
        self.written += 1
        return [row] * (row % 3)


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def column(writer: Writer) -> pd.Series:
    return pd.Series(WrittenWhenRead(writer.write, np.arange(6)))


def test_nothing_is_written_until_read(writer: Writer, column: pd.Series) -> None:
    column.iloc[::-1].reset_index(drop=True)
    assert writer.written == 0
    assert column.iloc[2] == [2, 2]
    assert writer.written == 1


def test_everyday_operations(column: pd.Series) -> None:
    assert column.map(len).tolist() == [0, 1, 2, 0, 1, 2]
    assert column.apply(len).sum() == 6
    assert [len(value) for value in column] == [0, 1, 2, 0, 1, 2]
    assert column.tolist()[5] == [5, 5]
    assert column[[4, 1]].tolist() == [[4], [1]]
    assert column[column.map(len) > 1].index.tolist() == [2, 5]
    assert isinstance(column.to_numpy(), np.ndarray)
    assert not column.isna().any()
    assert isinstance(column.loc[0], list)
    assert "[" in repr(column)
    assert column.explode().dropna().tolist() == [1, 2, 2, 4, 5, 5]


def test_frames_join_concat_and_reindex(column: pd.Series) -> None:
    frame = pd.DataFrame({"lists": column}).set_axis(list("abcdef"))
    both = pd.concat([frame, frame.iloc[:1]])
    assert both["lists"].iloc[6] == []
    wider = frame.reindex(["b", "z"])
    assert wider["lists"].iloc[0] == [1]
    assert wider["lists"].isna().tolist() == [False, True]
    joined = pd.DataFrame({"x": [1, 2]}, index=["c", "f"]).join(frame)
    assert joined["lists"].tolist() == [[2, 2], [5, 5]]
    assert frame.sort_index(ascending=False)["lists"].iloc[0] == [5, 5]
    assert frame.to_dict("index")["c"]["lists"] == [2, 2]
    other = pd.DataFrame({"lists": pd.Series(WrittenWhenRead(Writer().write, np.array([2])))})
    assert pd.concat([frame, other])["lists"].iloc[-1] == [2, 2]


def test_equality_assignment_copy_and_pickle(column: pd.Series) -> None:
    assert (column == column.copy()).all()
    changed = column.copy()
    changed.iloc[0] = ["new"]
    assert changed.iloc[0] == ["new"]
    assert column.iloc[0] == []
    assert pickle.loads(pickle.dumps(column)).tolist() == column.tolist()
    pd.testing.assert_series_equal(column, column.copy())
