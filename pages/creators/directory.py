"""Directory: every creator with all scores, searchable and filterable; a shortlist to keep and to download."""

import streamlit as st
from pandas import DataFrame

from lib.directory import NOTES, Filters, directory, export, filtered, merged_shortlist, options, summary
from lib.format import number
from lib.report.workbook import CSV, XLSX, to_csv, to_xlsx
from lib.text import _
from lib.ui.cached import deals, scores
from lib.ui.columns import directory_columns
from lib.ui.parts import header, require
from lib.ui.state import set_shortlist, workspace

SHOWN_DIGITS = {"engagement_rate": 3, "roi": 2, "price": 0, "cost": 0, "revenue": 0}

dataset, settings = workspace().dataset, workspace().settings
if dataset.creators.empty:
    header(_("Your creators will stand here"))
require(dataset, "creators", why=_("With a creator list you can search, filter and shortlist everybody you work with or might."))

scored = scores(dataset)
everybody = directory(dataset.creators, scored, deals(dataset))
counts = {name: number(count, settings.locale) for name, count in summary(everybody).items()}
header(
    _("{genuine} of {creators} creators look genuine, {to_verify} need verifying", **counts)
    if everybody["authenticity"].notna().any()
    else _("{creators} creators, none of them scored yet", **counts),
    _("Tick rows to shortlist them; the shortlist stays with you on every page."),
)


def chosen_filters() -> Filters:
    """Draw the filters and return what was chosen."""
    kept = {"persist_state": "session"}
    search, *places, more = st.columns([3, 2, 2, 2, 1.4], vertical_alignment="bottom")
    text = search.text_input(_("Search"), key="directory_search", placeholder=_("Name or handle"), icon=":material/search:", **kept)
    with more.popover(_("More"), icon=":material/tune:", width="stretch"):
        dearest = st.number_input(_("Asked price at most"), value=None, min_value=0.0, step=50.0, key="directory_price", **kept)
        mine = st.toggle(_("Shortlist only"), key="directory_mine", **kept)
        places += [st.container(), st.container()]
    labels = {
        "platform": _("Platform"),
        "tier": _("Tier"),
        "band": _("Authenticity"),
        "category": _("Category"),
        "country": _("Country"),
    }
    picked = {
        name: tuple(place.multiselect(label, options(everybody, name), key=f"directory_{name}", placeholder=_("All"), **kept))
        for place, (name, label) in zip(places, labels.items(), strict=True)
    }
    return Filters(search=text, price_to=dearest, only=workspace().shortlist if mine else None, **picked)


def downloads(frame: DataFrame, name: str, label: str) -> None:
    """Offer ``frame`` as XLSX and CSV, built on the click."""
    always = {"icon": ":material/download:", "disabled": frame.empty, "on_click": "ignore"}

    def workbook() -> bytes:
        table, types = export(frame, scored["flags"], settings.currency)
        return to_xlsx({_("Creators"): table}, title=_("True Reach: {what}", what=label), notes=NOTES, types=types)

    def text() -> bytes:
        return to_csv(export(frame, scored["flags"], settings.currency)[0])

    st.download_button(_("{what} as XLSX", what=label), workbook, f"{name}.xlsx", XLSX, key=f"{name}_xlsx", **always)
    st.download_button(_("{what} as CSV", what=label), text, f"{name}.csv", CSV, key=f"{name}_csv", **always)


@st.fragment
def explore() -> None:
    """Draw filters, table and downloads; only this part runs again on a tick."""
    filters = chosen_filters()
    shown = filtered(everybody, filters)
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
    st.dataframe(
        shown, key=key, height=560, hide_index=True, placeholder="–", on_select=keep, selection_mode="multi-row",
        selection_default={"selection": {"rows": [i for i, name in enumerate(visible) if name in shortlist]}},
        alt=_("Table of creators with authenticity, engagement, cost and return."), **directory_columns(settings.currency),
    )  # fmt: skip
    with st.container(horizontal=True):
        downloads(shown, "creators", _("Shown"))
        downloads(everybody[everybody.index.isin(shortlist)], "shortlist", _("Shortlist"))
        clearing = {"icon": ":material/playlist_remove:", "disabled": not shortlist, "on_click": clear}
        st.button(_("Clear shortlist"), key="directory_clear", **clearing)


explore()
