"""Overview: the five numbers and the three decisions that matter now, and how cost and value ran."""

import streamlit as st

from lib.charts.overview import cost_and_value
from lib.overview import trend
from lib.text import _
from lib.ui.cached import drawn, overview
from lib.ui.data.overview_trace import overview_trace
from lib.ui.parts import UPLOAD_PAGE, chart, header, require, safe_markdown
from lib.ui.state import workspace
from lib.ui.traced import traced

dataset, settings = workspace().dataset, workspace().settings
if dataset.creators.empty and dataset.campaigns.empty:
    title = _("These files hold no creators and no campaigns") if workspace().imports else _("Drop in a spreadsheet to begin")
    header(title, _("A creator list shows who is real; a campaign list shows what came back."))
    require(dataset, "creators", "campaigns", why=_("Either of these two lists is enough for a start; both together say most."))

found = overview(dataset)
header(found.headline, _("Five numbers and three decisions; each opens the page that goes deeper."))
for column, figure in zip(st.columns(max(len(found.figures), 1)), found.figures, strict=False):
    with column.container(border=True, height="stretch"):
        st.metric(figure.label, safe_markdown(figure.shown))
        st.caption(safe_markdown(figure.note))
        st.space("stretch")
        if build := overview_trace(dataset, figure.code, figure.shown):
            traced(build, f"overview_{figure.code}", _("Show how"))
        st.page_link(figure.page, label=_("Details"), icon=":material/arrow_forward:")

st.subheader(_("Three decisions for now"), anchor=False)
for column, decision in zip(st.columns(3), found.decisions, strict=True):
    with column.container(border=True, height="stretch"):
        st.markdown(f"**{safe_markdown(decision.title)}**")
        st.markdown(safe_markdown(decision.why))
        st.space("stretch")
        st.page_link(decision.page, label=decision.action, icon=":material/arrow_forward:")

if len(found.months) > 1:
    finding = trend(found.months, settings)
    with st.container(border=True):
        st.subheader(finding, anchor=False)
        figure = drawn(dataset, "trend", lambda: cost_and_value(found.months, settings.currency))
        chart(figure, alt=finding, key="overview_trend")
else:
    with st.container(border=True):
        st.subheader(_("No months to show yet"), anchor=False)
        st.write(_("With a start or post date and a cost on each campaign row, this chart shows what each month cost and brought."))
        st.page_link(UPLOAD_PAGE, label=_("Add a campaign list"), icon=":material/upload_file:")
