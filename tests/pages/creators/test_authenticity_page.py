"""The authenticity page: the finding, the list, one creator's sheet, other files, hostile text."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.authenticity import FEATURES
from lib.dataset import with_marks

APP = Path(__file__).resolve().parents[3] / "app.py"
PAGE = "pages/creators/authenticity.py"


def fine(app: AppTest) -> bool:
    return not app.exception and not app.error


def opened(frames: dict[str, pd.DataFrame] | None = None) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    if frames is not None:
        from lib.dataset import build_dataset
        from lib.ui.state import Workspace

        dataset = build_dataset(frames)
        app.session_state["workspace"] = Workspace((), dataset.settings, dataset, is_sample=False)
    return app.switch_page(PAGE).run()


@pytest.fixture(scope="module")
def sample() -> AppTest:
    return opened()


def test_title_states_the_finding(sample: AppTest) -> None:
    assert fine(sample)
    assert "creators look" in sample.title[0].value
    assert "went to them" in sample.title[0].value
    assert any("of spend is at risk" in part.value for part in sample.subheader)


def test_one_creator_is_explained(sample: AppTest) -> None:
    assert any("of 100" in part.value for part in sample.subheader)
    assert "What moved the score" in [tab.label for tab in sample.tabs]
    assert "Against peers" in [tab.label for tab in sample.tabs]
    assert any("Could be innocent" in part.value for part in sample.caption)


def test_another_creator_can_be_chosen(sample: AppTest) -> None:
    box = next(box for box in sample.selectbox if box.key == "auth_creator")
    before = [part.value for part in sample.subheader if "of 100" in part.value]
    box.select_index(1).run()
    assert fine(sample)
    assert [part.value for part in sample.subheader if "of 100" in part.value] != before


def test_everybody_can_be_shown(sample: AppTest) -> None:
    next(toggle for toggle in sample.toggle if toggle.key == "auth_everybody").set_value(True).run()
    assert fine(sample)


def test_no_creators_teaches() -> None:
    app = opened({})
    assert fine(app)
    assert "See who is real" in app.title[0].value


def test_a_bare_list_says_what_is_missing() -> None:
    app = opened({"creators": pd.DataFrame({"handle": ["ana", "bo"], "followers": [1_000.0, 2_000.0]})})
    assert fine(app)
    assert "Too little is known" in app.title[0].value


def test_hostile_text_stays_text() -> None:
    name = "<script>alert(1)</script>[x](http://x) $a$ =1+1"
    frame = pd.DataFrame(
        {
            "handle": [name, "bo"], "platform": ["instagram", "instagram"], "followers": [90_000.0, 2_000.0],
            "avg_likes": [30.0, 120.0], "avg_comments": [1.0, 5.0], "following": [7_000.0, 300.0], "posts": [40.0, 90.0],
        }
    )  # fmt: skip
    said = pd.DataFrame({"handle": name, "text": [f"{name} {i}" for i in range(9)]})
    app = opened({"creators": frame, "comments": said})
    assert fine(app)
    shown = " ".join(part.value for part in [*app.markdown, *app.subheader, *app.title, *app.caption])
    assert "<script" not in shown.replace("\\<script", "")
    assert "](http" not in shown.replace("\\]\\(http", "")


def pressed(app: AppTest, key: str) -> AppTest:
    return next(button for button in app.button if button.key == key).click().run()


def test_a_mark_counts_on_every_page_and_can_be_undone() -> None:
    app = opened()
    before = app.title[0].value
    key = app.session_state["auth_creator"]
    pressed(app, "auth_sheet_True")
    assert fine(app)
    assert app.session_state["workspace"].marks == ((key, True),)
    assert app.title[0].value != before
    assert any("What your mark changed" in part.value for part in app.subheader)
    assert app.session_state["auth_creator"] != key
    app.switch_page("pages/creators/directory.py").run()
    table = app.dataframe[0].value
    assert table.loc[key, "authenticity"] == 100
    app.switch_page(PAGE).run()
    pressed(app, "auth_list_undo")
    assert fine(app)
    assert app.session_state["workspace"].marks == ()
    assert app.title[0].value == before


def test_a_handful_of_marks_moves_the_others() -> None:
    app = opened()
    now = app.session_state["workspace"]
    marks = tuple(sorted((key, False) for key in now.dataset.creators["creator_key"].head(6)))
    app.session_state["workspace"] = replace(now, marks=marks, dataset=with_marks(now.dataset, marks))
    app.run()
    assert fine(app)
    assert any("scores moved by at most" in part.value for part in app.caption)
    changed = next(part.value for part in app.dataframe if "said" in part.value)
    assert (changed["authenticity"][:6] == 0).all()


def test_creators_stand_side_by_side() -> None:
    app = opened()
    app.session_state["auth_overall"] = "Side by side"
    app.run()
    assert fine(app)
    box = next(box for box in app.multiselect if box.key == "auth_side")
    assert len(box.value) == 3
    assert any("scores highest" in part.value for part in app.subheader)
    table = next(part.value for part in app.dataframe if "asked" in part.value)
    assert len(table) == 3
    assert {"serious", "notable", "authentic_cpm"} <= set(table.columns)
    box.set_value([]).run()
    assert fine(app)


def test_spend_in_doubt_is_the_overviews(sample: AppTest) -> None:
    overview = AppTest.from_file(str(APP), default_timeout=60).run().switch_page("pages/data/overview.py").run()
    shown = next(figure.value for figure in overview.metric if figure.label == "Spend in doubt")
    assert any(f"were paid: {shown}, as on the Overview" in part.value for part in sample.caption)
    assert f"{shown.removeprefix(chr(92))} went to them" in sample.title[0].value


def test_the_list_tells_whether_a_verdict_holds(sample: AppTest) -> None:
    table = next(part.value for part in sample.dataframe if "verdict" in part.value)
    assert table["verdict"].str.contains("Flips under").any()
    assert table["verdict"].str.contains("Holds under all").any()
    assert any("The verdict" in part.value and "benchmark" in part.value for part in sample.caption)


@pytest.mark.parametrize("view", ["flags", "money", "why"])
def test_columns_of_the_list_can_be_switched(sample: AppTest, view: str) -> None:
    sample.session_state["auth_columns"] = view
    sample.run()
    assert fine(sample)


def test_a_stated_target_is_held_against_every_audience_and_can_be_taken_back() -> None:
    app = opened()
    app.multiselect(key="auth_target_country").set_value(["AU"])
    next(button for button in app.button if button.label == "Apply").click().run()
    assert fine(app)
    assert app.session_state["workspace"].settings.audience_target == (("country", ("AU",)),)
    scored = score_creators_of(app)
    assert scored["flags"].map(lambda flags: any(flag.code == "AUDIENCE_OFF_TARGET" for flag in flags)).any()
    app.multiselect(key="auth_target_country").set_value([])
    next(button for button in app.button if button.label == "Apply").click().run()
    assert app.session_state["workspace"].settings.audience_target == ()


def score_creators_of(app: AppTest) -> pd.DataFrame:
    from lib.authenticity import score_creators

    dataset = app.session_state["workspace"].dataset
    return score_creators(dataset.creators, target=dict(dataset.settings.audience_target), audience=dataset.audience)


@pytest.mark.parametrize("view", ["In plain words", "Every sign", "How well it works"])
def test_how_it_is_scored_is_told_from_the_code(view: str) -> None:
    app = opened()
    app.session_state["auth_method"] = True
    app.session_state["auth_method_view"] = view
    app.run()
    assert fine(app)
    if view == "Every sign":
        table = next(part.value for part in app.dataframe if "formula" in part.value)
        assert len(table) == len(FEATURES)
        assert table["weight"].sum() == pytest.approx(1)
    if view == "How well it works":
        assert any("of 100 pairs" in part.value for part in app.markdown)
        assert any("True Reach" in part.value for part in app.dataframe)


def test_the_workbook_holds_reasons_and_verdicts() -> None:
    app = opened()
    dataset = app.session_state["workspace"].dataset
    at = AppTest.from_function(_workbook_in_app, kwargs={"dataset": dataset}, default_timeout=60).run()
    assert not at.exception
    table = pd.read_excel(BytesIO(at.session_state["book"]), sheet_name=0, header=None, engine="openpyxl")
    words = " ".join(map(str, table.to_numpy().ravel()))
    assert "Verdict under other benchmarks" in words
    assert "Flips under" in words


def _workbook_in_app(dataset: object) -> None:
    import streamlit as st

    from lib.ui.creators.authenticity import everybody
    from lib.ui.creators.authenticity_list import workbook

    st.session_state["book"] = workbook(dataset, everybody(dataset))


def test_the_sheet_names_what_the_signs_speak_of(sample: AppTest) -> None:
    assert any("The signs speak of" in part.value for part in sample.markdown)
