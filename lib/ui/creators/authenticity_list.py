"""The list to act on: whom to look at first, why, what it costs, whether the verdict holds; and the workbook of all scores."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from lib.authenticity import TYPICAL_PEER, Flag, holds, in_brief, readings
from lib.dataset import Dataset
from lib.format import number
from lib.report.workbook import XLSX, to_xlsx
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import scores
from lib.ui.creators.authenticity import everybody, to_act_on
from lib.ui.creators.authenticity_marks import WORDS, buttons

MONEY_HEADERS = {
    "spent": _("Spent"),
    "at_risk": _("At risk"),
    "authentic_reach": _("Authentic reach"),
    "cpm": _("CPM"),
    "authentic_cpm": _("Authentic CPM"),
    "cpe": _("CPE"),
    "authentic_cpe": _("Authentic CPE"),
}
LISTED = 500  # rows a list shows; the download holds everybody
LIST_HEIGHT = 360  # pixels
FITS = 9  # rows in that height
READ_AGAIN = 20_000  # creators whose verdicts the download works out under every benchmark
NOTES = (
    _("Authenticity runs from 0 to 100. Half of the suspicious-looking accounts around a score of 50 would turn out ordinary."),
    _("Low and high hold the score with 80% probability, given what is still unknown about the creator."),
    _("Points in the reasons add up to the distance from a typical peer, who scores {typical}.", typical=number(TYPICAL_PEER)),
    _("A flag is a reason to look closer, not a verdict: each comes with its innocent causes."),
    _("Creators you confirmed score 100 or 0. Reasons add up to the score without marks."),
    _("Authentic CPM and CPE are the same cost per authentic impression and engagement; at risk is spent × (1 − score / 100)."),
    _("A verdict holds when the score stays on its side of 60 under every published engagement benchmark and tier scheme."),
)
VIEWS = {
    "why": ("label", "authenticity", "range", "at_risk", "first", "second", "verdict"),
    "flags": ("label", "platform", "authenticity", "mark", "serious", "notable", "flags", "confidence", "next_datum"),
    "money": ("label", "authenticity", *MONEY_HEADERS),
}


@st.cache_resource(show_spinner=False, max_entries=16)
def _listed(digest: str, whole: bool, _dataset: Dataset, _frame: pd.DataFrame) -> pd.DataFrame:
    ordered = _frame.sort_values("authenticity", kind="stable", na_position="last") if whole else to_act_on(_frame)
    rows = ordered.head(LISTED)
    briefly = in_brief(scores(_dataset), rows["position"].tolist())
    reasons, flags = [(*told, "", "")[:2] for told, _flags in briefly], [found for _told, found in briefly]
    written = {
        "platform": rows["platform"].map(PLATFORM_LABELS).fillna(rows["platform"]),
        "authenticity": rows["authenticity"].round(),
        "confidence": (100 * rows["confidence"]).round(),
        "range": [_range(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)],
        "first": [first for first, _second in reasons],
        "second": [second for _first, second in reasons],
        "verdict": verdicts(_dataset, rows),
        "serious": [sum(flag.severity == "serious" for flag in found) for found in flags],
        "notable": [sum(flag.severity == "notable" for flag in found) for found in flags],
        "flags": [_flag_names(found) for found in flags],
    }
    shown = rows[["label", "next_datum", *MONEY_HEADERS]]
    return shown.assign(mark=rows["mark"].map({True: _("Genuine"), False: _("Fake")}), **written)


def listed(dataset: Dataset, whole: bool) -> pd.DataFrame:
    """Return the first ``LISTED`` creators to act on, or of everybody, reasons and flags in words; never write to it."""
    return _listed(dataset.digest, whole, dataset, everybody(dataset))


def verdicts(dataset: Dataset, rows: pd.DataFrame) -> pd.Series:
    """Return whether each creator's verdict holds under every benchmark, in words; '' where you marked it or no one speaks."""
    table = holds(readings(scores(dataset), rows["position"].to_numpy(dtype=np.int64)))
    found = table.reindex(rows["position"]).set_axis(rows.index)
    words = [_in_words(*counts) for counts in zip(found["readings"], found["flips"], strict=True)]
    return pd.Series(words, index=rows.index).where(rows["mark"].isna(), "")


def _in_words(count: float, flips: float) -> str:
    if not count > 0:
        return ""
    if flips > 0:
        return _("Flips under {flips} of {n}", flips=int(flips), n=int(count))
    return _("Holds under all {n}", n=int(count))


def _range(low: float, high: float) -> str:
    return _("{low} to {high}", low=number(low), high=number(high)) if low < high else ""


def _flag_names(flags: list[Flag]) -> str:
    return "; ".join(flag.label for flag in flags)


def creators_list(dataset: Dataset, settings: Settings, frame: pd.DataFrame, whole: bool, view: str) -> pd.DataFrame:
    """Draw the creators to act on, or everybody, with what can be done to the ticked ones, and return the rows shown."""
    shown = listed(dataset, whole)
    table = f"auth_list_{whole}_{dataset.digest}"

    def pick() -> None:
        before, now = st.session_state.get("auth_ticked", []), st.session_state[table]["selection"]["rows"]
        if fresh := [row for row in now if row not in before]:
            st.session_state["auth_creator"] = shown.index[fresh[-1]]
        st.session_state["auth_ticked"] = now

    event = st.dataframe(
        shown, key=table, hide_index=True, on_select=pick, selection_mode="multi-row", placeholder="–",
        height=LIST_HEIGHT if len(shown) > FITS else "content",
        alt=_("List of creators with score, range, reasons, flags and spend at risk."),
        column_order=VIEWS[view], column_config=list_columns(settings),
    )  # fmt: skip
    st.caption(_("Tick rows to see why and to say what you know. The list shows at most {n}, the download all.", n=LISTED))
    with st.container(horizontal=True, vertical_alignment="center"):
        buttons([shown.index[row] for row in event["selection"]["rows"] if row < len(shown)], "list")
        download(dataset, frame)
    return shown


def list_columns(settings: Settings) -> dict[str, Any]:
    """Return ``column_config`` of the list to act on."""
    column = st.column_config
    score = _("0 to 100: how genuine audience and engagement look.")
    risk = _("What they cost × the share of the score that is missing to 100.")
    holding = _("Whether the score stays on its side of 60 under every published engagement benchmark and tier scheme.")
    return {
        "label": column.TextColumn(_("Creator"), pinned=True, width=140),
        "platform": column.TextColumn(_("Platform"), width=80),
        "authenticity": column.ProgressColumn(_("Score"), min_value=0, max_value=100, format="%d", help=score, width=80),
        "range": column.TextColumn(_("Range"), width=72, help=_("The score lies here with 80% probability.")),
        "spent": column.NumberColumn(_("Spent, {currency}", currency=settings.currency), format="%,.0f"),
        "at_risk": column.NumberColumn(_("At risk, {currency}", currency=settings.currency), format="%,.0f", help=risk, width=98),
        "mark": column.TextColumn(_("Your mark"), width=75),
        "first": column.TextColumn(_("Why"), width=230),
        "second": column.TextColumn(_("Also"), width=190),
        "verdict": column.TextColumn(_("Benchmarks"), width=122, help=holding),
        "serious": column.NumberColumn(_("Serious"), width=64),
        "notable": column.NumberColumn(_("Notable"), width=64),
        "flags": column.TextColumn(_("Flags"), width=230),
        "confidence": column.NumberColumn(_("Confidence"), format="%d%%", width=90, help=_("How much is known.")),
        "next_datum": column.TextColumn(_("Ask next for"), width=150),
        "authentic_reach": column.NumberColumn(_("Authentic reach"), format="compact", help=_("People reached × score / 100.")),
        "cpm": column.NumberColumn(_("CPM, {currency}", currency=settings.currency), format="%,.2f"),
        "authentic_cpm": column.NumberColumn(_("Authentic CPM"), format="%,.2f", help=_("Cost of 1,000 authentic impressions.")),
        "cpe": column.NumberColumn(_("CPE, {currency}", currency=settings.currency), format="%,.2f"),
        "authentic_cpe": column.NumberColumn(_("Authentic CPE"), format="%,.2f", help=_("Cost of one authentic engagement.")),
    }


def download(dataset: Dataset, frame: pd.DataFrame) -> None:
    """Offer all scores with their reasons as XLSX, built on the click."""
    st.download_button(
        _("Scores with reasons, XLSX"), partial(workbook, dataset, frame), "authenticity.xlsx", XLSX, key="authenticity_xlsx",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def workbook(dataset: Dataset, frame: pd.DataFrame) -> bytes:
    """Return all scores with reasons, flags, money and whether the verdict holds, as XLSX."""
    table = pd.DataFrame(
        {
            _("Creator"): frame["label"], _("Platform"): frame["platform"], _("Followers"): frame["followers"],
            _("Authenticity"): frame["authenticity"].round(1), _("Low"): frame["low"].round(1), _("High"): frame["high"].round(1),
            _("Confidence"): frame["confidence"], _("Band"): frame["band"], _("Your mark"): frame["mark"].map(WORDS),
            _("Score without marks"): frame["before"].round(1), **{header: frame[name] for name, header in MONEY_HEADERS.items()},
            _("Flags"): [" ".join(flag.sentence for flag in flags) for flags in frame["flags"]],
            _("Reasons"): [_written(reasons) for reasons in frame["reasons"]],
            _("Verdict under other benchmarks"): verdicts(dataset, frame) if len(frame) <= READ_AGAIN else "",
            _("Ask next for"): frame["next_datum"],
        }
    ).sort_values(_("Authenticity"), kind="stable")  # fmt: skip
    types = {_("Confidence"): "rate", _("Authenticity"): "score", _("Score without marks"): "score"}
    types |= {header: "count" if name == "authentic_reach" else "money" for name, header in MONEY_HEADERS.items()}
    return to_xlsx({_("Authenticity"): table}, title=_("True Reach: authenticity"), notes=NOTES, types=types)


def _written(reasons: list[tuple[str, float]]) -> str:
    return "; ".join(f"{text} ({points:+.1f})" for text, points in reasons if abs(points) >= 0.05 or len(reasons) == 1)
