"""What the visitor confirms: marks on creators, undoing them, and what they changed."""

import pandas as pd
import streamlit as st

from lib.authenticity import FEWEST, recalibration
from lib.dataset import Dataset
from lib.format import number
from lib.text import _
from lib.ui.cached import unmarked_scores
from lib.ui.state import set_marks, workspace

WORDS = {True: _("Confirmed genuine"), False: _("Confirmed fake")}
UNDO = "auth_undo"  # in session state: the marks before each step
SHOWN = 50  # creators that the table of changes holds at most


def confirm(keys: list[str], genuine: bool | None) -> None:
    """Mark creators as confirmed genuine or fake, or take their marks away (None), and draw the page again."""
    before = dict(workspace().marks)
    after = {key: mark for key, mark in before.items() if key not in keys}
    if genuine is not None:
        after |= dict.fromkeys(keys, genuine)
    if after != before:
        st.session_state[UNDO] = [*st.session_state.get(UNDO, []), before]
        set_marks(after)
    st.rerun()


def buttons(keys: list[str], name: str) -> None:
    """Draw what can be confirmed of ``keys``, and undo; ``name`` tells one row of buttons from another."""
    marks = dict(workspace().marks)
    choices = (
        (True, WORDS[True], ":material/verified_user:", not keys or all(marks.get(key) is True for key in keys)),
        (False, WORDS[False], ":material/gpp_bad:", not keys or all(marks.get(key) is False for key in keys)),
        (None, _("No mark"), ":material/backspace:", not any(key in marks for key in keys)),
    )
    for genuine, label, icon, disabled in choices:
        if st.button(label, key=f"auth_{name}_{genuine}", icon=icon, disabled=disabled):
            confirm(keys, genuine)
    earlier = st.session_state.get(UNDO, [])
    if st.button(_("Undo"), key=f"auth_{name}_undo", icon=":material/undo:", type="tertiary", disabled=not earlier):
        st.session_state[UNDO] = earlier[:-1]
        set_marks(earlier[-1])
        st.rerun()


def changes(dataset: Dataset, frame: pd.DataFrame) -> None:
    """Draw what the marks changed: a sentence, and the creators that moved most, before and after; nothing without marks."""
    marks = int(frame["mark"].notna().sum())
    if not marks:
        return
    with st.container(border=True):
        title = _("What your {n} marks changed", n=marks) if marks > 1 else _("What your mark changed")
        st.subheader(title, anchor=False)
        st.caption(told(dataset, frame, dict(workspace().marks)))
        moved = frame[(frame["authenticity"] - frame["before"]).abs().ge(0.5) | frame["mark"].notna()]
        rows = moved.assign(
            said=moved["mark"].map(WORDS), other=moved["mark"].isna(), by=-(moved["authenticity"] - moved["before"]).abs(),
            before=moved["before"].round(), authenticity=moved["authenticity"].round(),
        ).sort_values(["other", "by"], kind="stable").head(SHOWN)  # fmt: skip
        column = st.column_config
        config = {
            "label": column.TextColumn(_("Creator"), pinned=True, width=170),
            "said": column.TextColumn(_("Your mark")),
            "before": column.NumberColumn(_("Score before"), format="%d"),
            "authenticity": column.NumberColumn(_("Score now"), format="%d"),
            "band": column.TextColumn(_("Band now")),
        }
        st.dataframe(
            rows[list(config)], key="auth_changes", hide_index=True, placeholder="–", column_config=config,
            height=min(320, 40 + 36 * len(rows)), alt=_("Creators whose score your marks changed, before and after."),
        )  # fmt: skip


def told(dataset: Dataset, frame: pd.DataFrame, marks: dict[str, bool]) -> str:
    """Return in words how far the score agreed with the marks, and how far they moved everybody else."""
    bend = recalibration(unmarked_scores(dataset), marks)
    where = workspace().settings.locale
    agreed = _("Before you marked them, the score agreed with {agreed} of {n}.", agreed=bend.agreed, n=bend.marks)
    if not bend.bends:
        wait = _("From {n} marks on, all other scores are adjusted a little too; {more} to go.", n=FEWEST, more=FEWEST - bend.marks)
        return f"{agreed} {wait}" if bend.marks else wait
    rest = frame[frame["mark"].isna() & frame["before"].notna()]
    by = (rest["authenticity"] - rest["before"]).abs()
    lower = int(((rest["before"] >= 60) & (rest["authenticity"] < 60)).sum())
    higher = int(((rest["before"] < 60) & (rest["authenticity"] >= 60)).sum())
    largest = number(by.max() if len(by) else 0.0, where, 1)
    others = _(
        "The other {n} scores moved by at most {points} points: {lower} fell below 60, {higher} rose above it.",
        n=number(len(rest), where), points=largest, lower=lower, higher=higher,
    )  # fmt: skip
    return f"{agreed} {others} " + _("Their order stays; more marks count for more.")
