"""Whom the brand wants to reach: stated once for the workspace, held against the audience of each creator."""

import pandas as pd
import streamlit as st

from lib.dataset import Dataset
from lib.text import _
from lib.ui.state import change_settings

DIMENSIONS = {"country": _("Countries"), "gender": _("Gender"), "age": _("Age")}
UNNAMED = ("other", "others", "unknown", "rest")
OFFERED = 60  # values a dimension offers, the most frequent first


def target_panel(dataset: Dataset) -> None:
    """Let the visitor state the target audience; nothing changes before Apply. Draws nothing without audience figures."""
    offered = choices(dataset.audience)
    if not offered:
        return
    now = dict(dataset.settings.audience_target)
    label = _("Target audience: set") if now else _("State your target audience")
    with st.popover(label, icon=":material/target:", width="content"), st.form("auth_target", border=False):
        st.caption(_("Creators whose audience misses it get a flag, and lose a little of their score."))
        chosen = {name: _choice(name, values, now.get(name, ())) for name, values in offered.items()}
        if st.form_submit_button(_("Apply"), type="primary"):
            kept = {name: values for name, values in now.items() if name not in offered} | chosen
            change_settings(audience_target=tuple((name, tuple(values)) for name, values in sorted(kept.items()) if values))
            st.rerun()


def _choice(name: str, values: list[str], now: tuple[str, ...]) -> list[str]:
    key = f"auth_target_{name}"
    if key not in st.session_state:
        st.session_state[key] = [value for value in now if value in values]
    return st.multiselect(DIMENSIONS.get(name, name.capitalize()), values, key=key)


def choices(audience: pd.DataFrame) -> dict[str, list[str]]:
    """Return the values of each dimension that the audience figures hold, known dimensions first, frequent values first."""
    known = audience.dropna(subset=["dimension", "value"])
    known = known[~known["value"].astype("str").str.casefold().isin(UNNAMED)]
    names = known["dimension"].astype("str").str.strip().str.casefold()
    groups = known["value"].astype("str").groupby(names)
    counted = {str(name): part.value_counts().index.tolist()[:OFFERED] for name, part in groups}
    order = [*DIMENSIONS, *sorted(set(counted) - set(DIMENSIONS))]
    return {name: counted[name] for name in order if name in counted}
