"""The dialog that tells how a figure came about."""

import pandas as pd
from streamlit.testing.v1 import AppTest


def page() -> None:
    import pandas as pd
    import streamlit as st

    from lib.trace import Trace
    from lib.ui.traced import traced_metric

    rows = pd.DataFrame(
        {"term": ["Cost"] * 2, "part": ["fees"] * 2, "amount": [1.25, 2.5], "file": ["*a*.csv"] * 2, "line": [2, 3]}
    )
    st.session_state.setdefault("built", 0)

    def build() -> Trace:
        st.session_state["built"] += 1
        return Trace("Cost", ("Cost = $3.75 [x](y)",), rows, unit="USD")

    traced_metric("Cost", "$3.75", "All cost.", build, "cost")


def test_nothing_is_built_before_the_click_and_the_rows_add_up_after_it():
    at = AppTest.from_function(page, default_timeout=30).run()
    assert at.session_state["built"] == 0
    at.button(key="cost_trace").click().run()
    assert not at.exception
    assert at.session_state["built"] == 1
    parts, rows = (table.value for table in at.dataframe)
    assert parts["amount"].tolist() == [3.75]
    assert isinstance(rows, pd.DataFrame)
    assert rows["line"].tolist() == [2, 3]
    assert any("\\[x\\]" in text.value for text in at.markdown)
