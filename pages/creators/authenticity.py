"""Authenticity: who looks genuine, whom to look at first, and why."""

import streamlit as st

from lib.authenticity import engagement_band
from lib.charts import authenticity as charts
from lib.format import compact_money
from lib.schema import PLATFORM_LABELS
from lib.text import _
from lib.ui.authenticity import LISTED, download, everybody, headline, list_columns, listed, method, sheet, subtitle, to_act_on
from lib.ui.parts import chart, header, require
from lib.ui.state import workspace

dataset, settings = workspace().dataset, workspace().settings
if dataset.creators.empty:
    header(_("See who is real"))
    why = _("A creator list with followers, likes and comments per post is enough; follower history and comments tell more.")
    require(dataset, "creators", why=why)

frame = everybody(dataset)
acting = to_act_on(frame)
header(headline(frame, settings), subtitle(frame, settings))

spread, scatter = st.columns(2)
with spread.container(border=True, height="stretch"):
    genuine = (frame["authenticity"] >= 80).sum()
    scored = max(int(frame["authenticity"].notna().sum()), 1)
    st.subheader(_("{share} in 100 look genuine", share=round(100 * genuine / scored)), anchor=False)
    alt = _("{n} of {all} creators score 80 or more.", n=genuine, all=scored)
    chart(charts.distribution(frame), alt=alt, key="auth_distribution")
    if len(acting):
        width = (acting["high"] - acting["low"]).median()
        st.caption(_("Scores below 60 are known to within about {width} points: read the reasons first.", width=f"{width:.0f}"))


@st.fragment
def peers() -> None:
    """Draw engagement over followers for one platform; only this part runs again on a switch."""
    names = frame["platform"].dropna().value_counts().index.tolist() or ["any"]
    platform = names[0]
    if len(names) > 1:
        platform = st.segmented_control(
            _("Platform"), names, default=names[0], required=True, key="auth_platform", label_visibility="collapsed",
            format_func=lambda name: PLATFORM_LABELS.get(name, name), persist_state="session",
        )  # fmt: skip
    here = frame[frame["platform"] == platform] if frame["platform"].notna().any() else frame
    sizes = here["followers"][here["followers"] > 0]
    band = engagement_band(platform, float(sizes.min()) if len(sizes) else 1e3, float(sizes.max()) if len(sizes) else 1e6)
    alt = _("Engagement rate over followers on {platform}, with the range of ordinary accounts.", platform=platform)
    chart(charts.engagement(here, band), alt=alt, key="auth_engagement")


with scatter.container(border=True, height="stretch"):
    st.subheader(_("Engagement against ordinary accounts of that size"), anchor=False)
    peers()


@st.fragment
def look_closer() -> None:
    """Draw the list and the chosen creator's sheet; only this part runs again on a choice."""
    with st.container(border=True):
        risk = acting["at_risk"].sum()
        title = _("{amount} of spend is at risk", amount=compact_money(risk, settings.currency, settings.locale))
        st.subheader(title if risk > 0 else _("Whom to look at first"), anchor=False)
        whole = st.toggle(_("Show everybody"), value=acting.empty, key="auth_everybody", persist_state="session")
        rows = frame.sort_values("authenticity", kind="stable", na_position="last") if whole else acting
        shown = listed(rows)

        def pick() -> None:
            chosen = st.session_state["auth_list"]["selection"]["rows"]
            if chosen:
                st.session_state["auth_creator"] = shown.index[chosen[0]]

        st.dataframe(
            shown, key="auth_list", hide_index=True, on_select=pick, selection_mode="single-row", placeholder="–", height=320,
            alt=_("List of creators with score, range, reasons, flags and spend at risk."), **list_columns(settings),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Tick a row to see why. The list shows at most {n} creators, the download all.", n=LISTED))
            download(frame)
    if shown.empty:
        return
    with st.container(border=True):
        labels = frame["label"]
        if st.session_state.get("auth_creator") not in shown.index:
            st.session_state["auth_creator"] = shown.index[0]
        key = st.selectbox(_("Creator"), shown.index.tolist(), format_func=lambda key: labels.get(key, key), key="auth_creator")
        sheet(key, dataset, frame)


look_closer()
method(frame)
