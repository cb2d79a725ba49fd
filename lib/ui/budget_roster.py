"""Which creators to book with the budget: the roster by integer programme, with a reason for each in and out."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.candidates import PUBLISHED, UNKNOWN, USUAL, Candidates, candidates
from lib.allocation.curves import PlanError
from lib.allocation.plan import with_gain
from lib.allocation.roster import Roster, select_roster
from lib.benchmarks import PRICE_SOURCES, price_benchmark
from lib.dataset import Dataset
from lib.format import number, percent
from lib.roi import money_lines, paired
from lib.roi.bookings import bookings
from lib.roi.currency import factors
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.ui.budget import Result
from lib.ui.cached import deals, scores
from lib.ui.parts import safe_markdown

FRAME = "budget_roster_frame"  # session key: the last roster drawn, for the workbook
_KEPT = {"persist_state": "session"}


@dataclass(frozen=True)
class Choice:
    """What the user asks of the roster; hashable, so that it can name a cached result."""

    budget: float
    posts: int
    count: tuple[int, int | None]
    new: int
    authenticity: int
    platforms: tuple[str, ...]
    tiers: tuple[str, ...]


@st.cache_resource(show_spinner="Estimating creators …", max_entries=16)
def _candidates(digest: str, _dataset: Dataset, posts: int) -> Candidates:
    settings = _dataset.settings
    people = _dataset.creators.assign(price=_dataset.creators["price"] * factors(_dataset.creators, settings))
    table = with_gain(paired(deals(_dataset), []), settings.gross_margin)
    score = scores(_dataset)["authenticity"]
    extra = _besides(_dataset)
    return candidates(table, people, score, _published(people, settings), posts, value="gain", seed=settings.seed, extra=extra)


def _besides(dataset: Dataset) -> float:
    """Return what a booking costs on average besides the creator's pay: product, shipping, handling."""
    booked = bookings(deals(dataset), money_lines(dataset))
    paid = booked[["fees", "product", "handling", "commission"]].notna().any(axis=1)
    return float(booked.loc[paid, ["product", "handling"]].sum(axis=None) / paid.sum()) if paid.any() else 0.0


def _published(people: pd.DataFrame, settings: Settings) -> dict[tuple[str, str], float]:
    """Return the middle of the published price ranges per platform and tier, from the first source that has one."""
    worth = dict(settings.rates) | {settings.currency: 1.0}
    found = {}
    for platform, tier in people[["platform", "tier"]].dropna().drop_duplicates().itertuples(index=False):
        ranges = (price_benchmark(source, platform, tier, settings.tier_scheme) for source in PRICE_SOURCES)
        known = [b for b in ranges if b is not None and b.unit in worth and b.low > 0]
        if known:
            high = known[0].high if known[0].high == known[0].high else known[0].low
            found[platform, tier] = float(np.sqrt(known[0].low * high)) * worth[known[0].unit]
    return found


@st.cache_resource(show_spinner="Choosing creators …", max_entries=32)
def _chosen(digest: str, _pool: pd.DataFrame, choice: Choice) -> Roster:
    shut = ~_pool["platform"].isin(choice.platforms) if choice.platforms else pd.Series(False, index=_pool.index)
    shut |= ~_pool["tier"].isin(choice.tiers) if choice.tiers else False
    shut |= _pool["authenticity"] < choice.authenticity
    return select_roster(
        _pool["value"].to_numpy(), _pool["cost"].to_numpy(), choice.budget, count=choice.count,
        groups={"history": _pool["tested"].to_numpy(dtype=object)}, minimum={"history": {"new": choice.new}} if choice.new else {},
        exclude=np.flatnonzero(shut.to_numpy()),
    )  # fmt: skip


def _controls(r: Result, pool: pd.DataFrame, floor: int) -> Choice:
    first, second, third = st.columns(3)
    with first:
        posts = st.number_input(_("Posts per creator"), 1, 20, 2, key="roster_posts", **_KEPT)
        platforms = [p for p in PLATFORM_LABELS if p in set(pool["platform"].dropna())]
        allowed = st.multiselect(_("Platforms"), platforms, format_func=PLATFORM_LABELS.get, key="roster_platforms",
                                 placeholder=_("all"), **_KEPT)  # fmt: skip
    with second:
        least = st.number_input(_("Creators at least"), 0, len(pool), 0, key="roster_least", **_KEPT)
        tiers = st.multiselect(
            _("Tiers"), sorted(pool["tier"].dropna().unique()), key="roster_tiers", placeholder=_("all"), **_KEPT
        )
    with third:
        most = st.number_input(_("Creators at most"), 1, None, None, key="roster_most", placeholder=_("no limit"), **_KEPT)
        new = st.number_input(_("New creators at least"), 0, len(pool), 0, key="roster_new", **_KEPT,
                              help=_("Creators without a deal in your data."))  # fmt: skip
    count = (int(least), None if most is None else int(most))
    return Choice(r.wishes.total, int(posts), count, int(new), floor, tuple(allowed), tuple(tiers))


def roster(r: Result, dataset: Dataset) -> None:
    """Draw the roster for the plan's budget, or a sentence when none fits."""
    if dataset.creators.empty:
        st.caption(_("Add a creator list: then the budget can be turned into names."))
        return
    posts = int(st.session_state.get("roster_posts", 2))
    floor = int(st.session_state.get("budget_authentic", 0))
    known = _candidates(dataset.digest, dataset, posts)
    pool = known.table
    choice = _controls(r, pool, floor)
    if not pool["value"].notna().any():
        st.info(
            _("No creator's value can be estimated: the files hold no deals with value and engagement."), icon=":material/info:"
        )
        return
    try:
        found = _chosen(f"{dataset.digest}{posts}", pool, choice)
    except PlanError as error:
        st.warning(safe_markdown(str(error)), icon=":material/rule:")
        return
    _finding(r, known, found, choice, deals(dataset))
    frame = _frame(pool, found, dataset)
    st.session_state[FRAME] = frame.drop(columns="chosen")
    _tables(r, frame)


def _finding(r: Result, known: Candidates, found: Roster, choice: Choice, past: pd.DataFrame) -> None:
    pool, n = known.table, int(found.chosen.sum())
    low, high = np.quantile(known.draws[:, found.chosen].sum(axis=1), (0.05, 0.95)) if n else (0.0, 0.0)
    said = {"n": n, "cost": r.money(found.cost), "value": r.money(found.value), "posts": choice.posts}
    said |= {"low": r.money(low), "high": r.money(high)}
    finding = _("{n} creators with {posts} posts each for {cost}: {value} expected, between {low} and {high}", **said)
    st.markdown(f"**{safe_markdown(finding)}**")
    guessed = pool.loc[found.chosen, "basis"].isin([USUAL, PUBLISHED])
    sentences = [_("Exact: no other roster within these limits is worth more.") if found.gap <= 1e-6
                 else _("Certified to within {gap} of the best roster.", gap=percent(found.gap, r.settings.locale, 3))]  # fmt: skip
    if guessed.any():
        cost = pool.loc[found.chosen, "cost"][guessed].sum()
        sentences.append(
            _("{n} prices ({cost}) are estimates: ask before you plan with them.", n=int(guessed.sum()), cost=r.money(cost))
        )
    missing = int((pool["basis"] == UNKNOWN).sum())
    if missing:
        sentences.append(_("{n} creators have no known price and stay out.", n=missing))
    sentences.append(_beside_past(r, found, past))
    st.caption(safe_markdown(" ".join(sentences)))


def _beside_past(r: Result, found: Roster, past: pd.DataFrame) -> str:
    """Return how the roster's expected return lies to what past deals returned, and what is in it."""
    gained = with_gain(past, r.settings.gross_margin)["gain"].sum()
    spent = past["cost"].sum()
    if not (found.cost > 0 and spent > 0):
        return ""
    here, before = (_("{n}×", n=number(v, r.settings.locale, 1)) for v in (found.value / found.cost, gained / spent))
    return _(
        "That is {here} the cost; past deals returned {before}. Cost holds product, shipping and handling; the range (90%) is of "
        "the expected value, and shared audiences are not taken off.", here=here, before=before,
    )  # fmt: skip


def _frame(pool: pd.DataFrame, found: Roster, dataset: Dataset) -> pd.DataFrame:
    """Return one row per creator: who, price and its basis, expected value, why in or out, price at which it changes."""
    people = dataset.creators.set_index("creator_key").reindex(pool.index)
    who = people["handle"].fillna(people["name"]).fillna(people["creator_id"])
    frame = pd.DataFrame(
        {
            "chosen": found.chosen,
            "creator": who.to_numpy(),
            "platform": pool["platform"].map(PLATFORM_LABELS).to_numpy(),
            "tier": pool["tier"].to_numpy(),
            "authenticity": pool["authenticity"].to_numpy(),
            "price": pool["cost"].to_numpy(),
            "basis": pool["basis"].to_numpy(),
            "value": pool["value"].to_numpy(),
            "low": pool["low"].to_numpy(),
            "high": pool["high"].to_numpy(),
            "worth": np.where(np.isfinite(found.worth), found.worth, np.nan),
            "reason": list(found.reasons),
        }
    )
    return frame.sort_values(["chosen", "value"], ascending=[False, False], kind="stable", ignore_index=True)


def _tables(r: Result, frame: pd.DataFrame) -> None:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "creator": text(_("Creator"), pinned=True),
        "platform": text(_("Platform"), width="small"),
        "tier": text(_("Tier"), width="small"),
        "price": number(_("Cost, {currency}", currency=r.settings.currency), format="localized", step=1, width="small"),
        "basis": text(
            _("Price is"), width="small", help=_("Asked or paid before; usual for the size and published are estimates.")
        ),
        "value": number(_("Expected value"), format="localized", step=1, width="small"),
        "reason": text(_("Why"), width="large"),
        "worth": number(
            _("Worth up to"), format="localized", step=1, help=_("The price up to which booking pays within your limits.")
        ),
        "low": number(_("Low"), format="localized", step=1, help=_("The 90% range of the expected value.")),
        "high": number(_("High"), format="localized", step=1),
        "authenticity": number(_("Authenticity"), format="%d"),
    }
    for chosen, title in ((True, _("In")), (False, _("Out"))):
        part = frame[frame["chosen"] == chosen].drop(columns="chosen")
        st.markdown(f"**{title}** · {len(part)}")
        st.dataframe(
            part, hide_index=True, column_order=list(columns), column_config=columns, key=f"roster_{chosen}", placeholder="–",
            height=320, alt=_("Creators with price, expected value and reason."),
        )  # fmt: skip
