"""Upload: drop files, look at what was understood, correct it in place, confirm."""

import streamlit as st

from lib.format import sums_by_currency
from lib.report.workbook import XLSX, template_workbook
from lib.text import _
from lib.ui.data import upload
from lib.ui.data.upload_parts import file_card, paste_panel
from lib.ui.data.upload_repeats import repeats_card
from lib.ui.parts import header, safe_markdown
from lib.ui.state import load_sample, workspace
from lib.ui.unmatched import unmatched_table

now = workspace()
locale, files, tables = now.settings.locale, upload.files(), sum(len(source.tables) for source in upload.ready())
asked = any(file.asks for file in files)

title = _("Drop in the spreadsheets you have") if not files else upload.standing(tables, asked, locale)
header(title, _("Creator lists, campaign trackers, shop orders, platform exports: several files and sheets at once, as they are."))

dropped = st.file_uploader(
    _("Files"), type=upload.TYPES, accept_multiple_files=True, key=upload.uploader_key(), label_visibility="collapsed"
)
if dropped:
    upload.add(dropped)
    st.rerun()
if upload.take_in():
    st.rerun()

with st.container(horizontal=True, vertical_alignment="center"):
    if files and not upload.confirmed():
        label = _("Use these tables") if not asked else _("Use these tables as shown")
        if st.button(label, type="primary", icon=":material/check:", key="confirm", disabled=not tables) and upload.confirm():
            st.rerun()
    if step := upload.last_step():
        taken_back = safe_markdown(_("Takes back: {step}.", step=step))
        st.button(_("Undo"), icon=":material/undo:", key="undo", help=taken_back, on_click=upload.undo)
    paste_panel()
    st.download_button(
        _("Template workbook"), data=template_workbook, file_name="true_reach_template.xlsx", mime=XLSX, key="template",
        icon=":material/download:", type="tertiary", on_click="ignore",
    )  # fmt: skip
    if not now.is_sample and st.button(_("Load the sample again"), type="tertiary", icon=":material/science:", key="sample"):
        upload.forget()
        load_sample(now.settings)
        st.rerun()

if not files and now.is_sample:
    st.caption(_("Until you confirm files of your own, every page shows the sample brand."))

if files and upload.confirmed():
    with st.container(border=True):
        st.markdown(_("**Next:** see what came back, or who is real."))
        with st.container(horizontal=True):
            st.page_link("pages/data/overview.py", label=_("Overview"), icon=":material/dashboard:")
            st.page_link("pages/creators/authenticity.py", label=_("Authenticity"), icon=":material/verified_user:")
    repeats_card(now.dataset, locale)
    unmatched = now.dataset.unmatched
    if not unmatched.empty:
        with st.container(border=True):
            lost = safe_markdown(sums_by_currency(unmatched["money"], unmatched["currency"], now.settings.currency, locale))
            st.subheader(_("{lost} stand in rows that none of your lists names", lost=lost), anchor=False)
            st.caption(
                _("Nothing is dropped: each line says how it is counted. Add the list that knows these names to place them.")
            )
            unmatched_table(unmatched, "unmatched")

for place, file in enumerate(files):
    file_card(place, file, locale)
