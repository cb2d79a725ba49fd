"""Authenticity: who looks genuine, whom to look at first, and why."""

import streamlit as st

from lib.charts import authenticity as charts
from lib.format import compact_money
from lib.schema import PLATFORM_LABELS
from lib.text import _
from lib.ui.cached import drawn
from lib.ui.creators import authenticity as show
from lib.ui.creators.authenticity_list import VIEWS, creators_list
from lib.ui.creators.authenticity_marks import changes
from lib.ui.creators.authenticity_method import method
from lib.ui.creators.authenticity_sheet import sheet
from lib.ui.creators.authenticity_side import side_by_side
from lib.ui.creators.authenticity_target import target_panel
from lib.ui.parts import chart, header, require, safe_markdown
from lib.ui.state import workspace

dataset, settings = workspace().dataset, workspace().settings
if dataset.creators.empty:
    header(_("See who is real"))
    why = _("A creator list with followers, likes and comments per post is enough; follower history and comments tell more.")
    require(dataset, "creators", why=why)

frame = show.everybody(dataset)
acting = show.to_act_on(frame)
header(show.headline(frame, settings), show.subtitle(frame, settings))


def spread() -> None:
    """Draw how many creators score how much."""
    genuine, scored = int((frame["authenticity"] >= 80).sum()), max(int(frame["authenticity"].notna().sum()), 1)
    st.subheader(_("{share} in 100 look genuine", share=round(100 * genuine / scored)), anchor=False)
    alt = _("{n} of {all} creators score 80 or more.", n=genuine, all=scored)
    chart(drawn(dataset, "distribution", lambda: charts.distribution(frame)), alt=alt, key="auth_distribution")
    if len(acting):
        width = (acting["high"] - acting["low"]).median()
        st.caption(_("Scores below 60 are known to within about {width} points: read the reasons first.", width=f"{width:.0f}"))
    if best := show.exceptional(frame):
        st.caption(best)


def peers() -> None:
    """Draw engagement over followers for one platform."""
    st.subheader(_("Engagement against ordinary accounts of that size"), anchor=False)
    names = frame["platform"].dropna().value_counts().index.tolist() or ["any"]
    platform = names[0]
    if len(names) > 1:
        platform = st.segmented_control(
            _("Platform"), names, default=names[0], required=True, key="auth_platform", label_visibility="collapsed",
            format_func=lambda name: PLATFORM_LABELS.get(name, name), persist_state="session",
        )  # fmt: skip
    alt = _("Engagement rate over followers on {platform}, with the range of ordinary accounts.", platform=platform)
    chart(drawn(dataset, "engagement", lambda: show.engagement(frame, platform), platform), alt=alt, key="auth_engagement")


def compared() -> None:
    """Draw up to five creators side by side, at first those with most spend at risk."""
    side_by_side(dataset, frame, (acting if len(acting) else frame).index[:3].tolist())


@st.fragment
def overall() -> None:
    """Draw everybody's scores, everybody's engagement or a few side by side; only this part runs again on a switch."""
    tabs = st.tabs([_("Scores"), _("Engagement"), _("Side by side")], key="auth_overall", on_change="rerun")
    for tab, draw in zip(tabs, (spread, peers, compared), strict=True):
        if tab.open:
            with tab:
                draw()


with st.container(border=True):
    overall()


@st.fragment
def look_closer() -> None:
    """Draw the list and the chosen creator's sheet; only this part runs again on a choice."""
    with st.container(border=True):
        risk = acting["at_risk"].sum()
        title = _("{amount} of spend is at risk", amount=compact_money(risk, settings.currency, settings.locale))
        st.subheader(title if risk > 0 else _("Whom to look at first"), anchor=False)
        if risk > 0:
            said = {"spent": safe_markdown(compact_money(acting["spent"].sum(), settings.currency, settings.locale))}
            st.caption(_("At risk is what a creator was paid × (1 − score / 100). Spend in doubt is all these creators "
                         "were paid: {spent}, as on the Overview.", **said))  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            said = {"why": _("Why"), "flags": _("Flags and gaps"), "money": _("Money")}
            view = st.segmented_control(
                _("Columns"), list(VIEWS), default="why", required=True, key="auth_columns", label_visibility="collapsed",
                format_func=said.get, persist_state="session",
            )  # fmt: skip
            whole = st.toggle(_("Show everybody"), value=acting.empty, key="auth_everybody", persist_state="session")
            target_panel(dataset)
        shown = creators_list(dataset, settings, frame, whole, view)
    if shown.empty:
        return
    with st.container(border=True):
        labels = frame["label"]
        if st.session_state.get("auth_creator") not in shown.index:
            st.session_state["auth_creator"] = shown.index[0]
        key = st.selectbox(_("Creator"), shown.index.tolist(), format_func=lambda key: labels.get(key, key), key="auth_creator")
        sheet(key, dataset, frame)


look_closer()
changes(dataset, frame)
method(frame)
