"""Marks are named in a dataset's digest, and leave what rows and settings alone decide under one name."""

import pandas as pd

from lib.dataset import Settings, build_dataset, with_marks, with_settings
from lib.dataset.proof import rows_digest, unmarked

DATASET = build_dataset({"creators": pd.DataFrame({"handle": ["ana", "bo"], "followers": [10.0, 20.0]})})


def test_marks_have_their_own_digest_and_go_without_trace() -> None:
    one = with_marks(DATASET, (("ana", True),))
    other = with_marks(one, (("ana", False),))
    assert len({DATASET.digest, one.digest, other.digest}) == 3
    assert with_marks(other, ()).digest == DATASET.digest
    assert unmarked(one.digest) == unmarked(other.digest) == DATASET.digest
    assert rows_digest(one.digest) == rows_digest(DATASET.digest)
    assert one.creators is DATASET.creators


def test_settings_change_beneath_marks() -> None:
    marked = with_marks(DATASET, (("ana", True),))
    assert with_settings(marked, Settings()).digest == DATASET.digest
    assert with_settings(marked, Settings(currency="EUR")).digest != DATASET.digest
