"""Changes: what differs between two files of one kind, say last month's export and this one."""

import streamlit as st

from lib.schema import TABLES
from lib.text import _
from lib.ui.data import changes as show
from lib.ui.data import changes_sources as choose
from lib.ui.parts import UPLOAD_PAGE, header, open_tab, safe_markdown

kinds = choose.comparable(choose.sources())
title = st.container()
if not kinds:
    with title:
        header(
            _("See what changed since your last export"), _("Rows added, gone and changed; sums that reconcile; who moved most.")
        )
    with st.container(border=True):
        st.subheader(_("Two files of one kind are needed"), anchor=False)
        st.markdown(
            _(
                "1. Drop an older export below, such as last month's creator list; it is compared here and counted nowhere else.\n"
                "2. Or add both files on the Upload page, under different names.\n\n"
                "Rows find each other by ID, else by handle and platform, so the order of rows and of columns does not matter."
            )
        )
        choose.drop_panel()
        if choose.dropped_kinds():
            st.info(_("Your workspace has no table of the same kind as the dropped file yet: add the newer one."))
        st.page_link(UPLOAD_PAGE, label=_("Add files"), icon=":material/upload_file:")
    st.stop()

with st.container(border=True):
    which, old, new = st.columns([1, 1.5, 1.5])
    kind = which.selectbox(_("What"), list(kinds), format_func=lambda kind: TABLES[kind].title, key="changes_kind")
    own = kinds[kind]
    places, which_pair = {"options": range(len(own)), "format_func": lambda place: own[place].label}, f"{kind}_{len(own)}"
    before = own[old.selectbox(_("Older file"), index=0, key=f"changes_before_{which_pair}", **places)]
    newest = choose.newest_like(before, own)
    after = own[new.selectbox(_("Newer file"), index=newest, key=f"changes_after_{which_pair}", **places)]
    with st.expander(_("Another older export, and how rows find each other"), icon=":material/tune:"):
        choose.drop_panel()
        key = choose.chosen_key(before, after)

changes = choose.compared(before, after, key)
with title:
    named = _("{older} against {newer}", older=safe_markdown(before.label), newer=safe_markdown(after.label))
    header(show.headline(changes), named)
show.figures(changes)

with st.container(border=True):
    draws = {
        _("Sums"): lambda: show.sums(changes), _("Largest moves"): lambda: show.largest(changes),
        _("Rows"): lambda: show.rows(changes), _("Headers"): lambda: show.headers(before.table, after.table),
    }  # fmt: skip
    open_tab(draws, "changes_part")
show.download(changes, before, after)
