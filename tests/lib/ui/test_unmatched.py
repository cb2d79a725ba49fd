"""Rows without a partner as people read them: tables by their titles, most money first, nothing else changed."""

import pandas as pd

from lib.ui.unmatched import readable


def test_tables_carry_their_titles_and_most_money_comes_first() -> None:
    lost = pd.DataFrame({"table": ["orders", "payouts"], "key": ["A", "B"], "money": [1.5, 20.0]})
    shown = readable(lost)
    assert shown["table"].tolist() == ["Payouts", "Orders"]
    assert shown["key"].tolist() == ["B", "A"]
    assert lost["table"].tolist() == ["orders", "payouts"]
