"""Directory: every creator with all scores, searchable and filterable; a shortlist to keep and to download."""

import streamlit as st

from lib.directory import filtered, merged_shortlist, summary
from lib.format import number
from lib.text import _
from lib.ui.cached import scores
from lib.ui.creators.directory import chosen_filters, directory_columns, downloads, everybody
from lib.ui.parts import header, require
from lib.ui.state import set_shortlist, workspace

dataset, settings = workspace().dataset, workspace().settings
if dataset.creators.empty:
    header(_("Your creators will stand here"))
require(dataset, "creators", why=_("With a creator list you can search, filter and shortlist everybody you work with or might."))

scored = scores(dataset)
creators, readable = everybody(dataset)
counts = {name: number(count, settings.locale) for name, count in summary(creators).items()}
header(
    _("{genuine} of {creators} creators look genuine, {to_verify} need verifying", **counts)
    if creators["authenticity"].notna().any()
    else _("{creators} creators, none of them scored yet", **counts),
    _("Tick rows to shortlist them; the shortlist stays with you on every page."),
)


@st.fragment
def explore() -> None:
    """Draw filters, table and downloads; only this part runs again on a tick."""
    filters = chosen_filters(creators, workspace().shortlist)
    shown = filtered(creators, filters)
    visible, shortlist = shown.index.tolist(), workspace().shortlist
    key = f"directory_table_{hash((filters, dataset.digest, st.session_state.get('directory_cleared', 0)))}"

    def keep() -> None:
        set_shortlist(merged_shortlist(workspace().shortlist, visible, st.session_state[key]["selection"]["rows"]))

    def clear() -> None:
        set_shortlist(frozenset())
        st.session_state["directory_cleared"] = st.session_state.get("directory_cleared", 0) + 1

    shown_count, mine_count = (number(len(some), settings.locale) for some in (shown, shortlist))
    found = _(
        "{shown} of {all} creators shown, {mine} on your shortlist.", shown=shown_count, all=counts["creators"], mine=mine_count
    )
    st.caption(found)
    ticked = {"selection": {"rows": [i for i, name in enumerate(visible) if name in shortlist]}}
    alt = _("Table of creators with authenticity, engagement, cost and return.")
    look = {"height": 560, "hide_index": True, "placeholder": "–", "alt": alt, **directory_columns(settings.currency)}
    st.dataframe(readable.loc[shown.index], key=key, on_select=keep, selection_mode="multi-row", selection_default=ticked, **look)
    with st.container(horizontal=True):
        downloads(shown, scored["flags"], settings.currency, "creators", _("Shown"))
        mine = creators[creators.index.isin(shortlist)]
        downloads(mine, scored["flags"], settings.currency, "shortlist", _("Shortlist"))
        clearing = {"icon": ":material/playlist_remove:", "disabled": not shortlist, "on_click": clear}
        st.button(_("Clear shortlist"), key="directory_clear", **clearing)


explore()
