"""Which creators to book with the budget: the roster by integer programme, with a reason for each in and out."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.allocation.candidates import PUBLISHED, UNKNOWN, USUAL, Candidates, candidates
from lib.allocation.curves import PlanError
from lib.allocation.offers import audience_of, offers, potentials
from lib.allocation.plan import with_gain
from lib.allocation.roster import Roster, select_roster
from lib.benchmarks import PRICE_SOURCES, price_benchmark
from lib.charts import roster as charts
from lib.dataset import Dataset
from lib.format import number, percent
from lib.roi import money_lines, paired
from lib.roi.bookings import bookings
from lib.roi.currency import factors
from lib.schema import PLATFORM_LABELS
from lib.settings import Settings
from lib.text import _
from lib.ui.cached import deals, scores
from lib.ui.parts import chart, safe_markdown
from lib.ui.planning.budget import Result
from lib.ui.planning.budget_roster_wishes import KINDS, Choice, choice, counts, shares

FRAME = "budget_roster_frame"  # session key: the last roster drawn, for the workbook
HISTORY = "history"  # the group that tells new creators from known ones


@st.cache_resource(show_spinner="Estimating creators …", max_entries=16)
def _candidates(digest: str, _dataset: Dataset) -> Candidates:
    settings = _dataset.settings
    people = _dataset.creators.assign(price=_dataset.creators["price"] * factors(_dataset.creators, settings))
    table = with_gain(paired(deals(_dataset), []), settings.gross_margin)
    score = scores(_dataset)["authenticity"]
    extra = _besides(_dataset)
    return candidates(table, people, score, _published(people, settings), value="gain", seed=settings.seed, extra=extra)


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


def _pool(known: Candidates, dataset: Dataset) -> pd.DataFrame:
    """Return the candidates with name, category, country and the audience they speak to."""
    people = dataset.creators.set_index("creator_key").reindex(known.table.index)
    name = people["handle"].fillna(people["name"]).fillna(people["creator_id"]).fillna(known.table.index.to_series())
    home = _home(dataset).reindex(people.index)
    country = home.fillna(people["country"].astype("str"))
    return known.table.assign(
        name=name.astype("str"), category=people["category"].astype("str"), country=country, audience=audience_of(people, home)
    )


def _home(dataset: Dataset) -> pd.Series:
    """Return where most of a creator's audience lives, as far as their audience tables say."""
    told = dataset.audience
    told = told[(told["dimension"].astype("str").str.lower() == "country") & (told["share"] > 0)]
    if told.empty or "creator_key" not in told:
        return pd.Series(dtype="str")
    return told.sort_values("share", ascending=False, kind="stable").groupby("creator_key")["value"].first().astype("str")


@st.cache_resource(show_spinner="Choosing creators …", max_entries=32)
def _chosen(digest: str, _known: Candidates, _pool: pd.DataFrame, asked: Choice) -> tuple[pd.DataFrame, Roster]:
    """Return the offers and the roster chosen from them."""
    rows = offers(_known, asked.posts)
    people = _pool.iloc[rows["place"].to_numpy()]
    groups = {kind: people[kind].astype("str").to_numpy(dtype=object) for kind in KINDS}
    minimum = counts(asked.limits, 2)
    if asked.new:
        groups[HISTORY], minimum[HISTORY] = people["tested"].to_numpy(dtype=object), {"new": asked.new}
    audience, first = people["audience"].to_numpy(dtype=object), pd.Series(rows.index, rows["creator_key"]).groupby(level=0).first()
    shut = first[_pool.index[_pool["authenticity"] < asked.authenticity]].tolist()
    found = select_roster(
        rows["value"].to_numpy(), rows["cost"].to_numpy(), asked.budget, count=asked.count, groups=groups, minimum=minimum,
        maximum=counts(asked.limits, 3), most_share=shares(asked.limits), include=first[list(asked.include)].tolist(),
        exclude=[*shut, *first[list(asked.exclude)]], apart=[first[list(rule)].tolist() for rule in asked.rivals],
        offers=rows["creator_key"].to_numpy(dtype=object), pools=audience,
        potential=potentials(_pool["audience"], _pool["value"].to_numpy(), asked.overlap),
    )  # fmt: skip
    return rows, found


def roster(r: Result, dataset: Dataset) -> None:
    """Draw the roster for the plan's budget, or a sentence when none fits."""
    if dataset.creators.empty:
        st.caption(_("Add a creator list: then the budget can be turned into names."))
        return
    known = _candidates(dataset.digest, dataset)
    pool = _pool(known, dataset)
    if not pool["value"].notna().any():
        st.info(_("No creator's value can be estimated: no partnership has both value and engagement."), icon=":material/info:")
        return
    asked = choice(r.wishes.total, pool, dataset, int(st.session_state.get("budget_authentic", 0)))
    try:
        rows, found = _chosen(dataset.digest, known, pool, asked)
    except PlanError as error:
        st.warning(safe_markdown(str(error)), icon=":material/rule:")
        return
    _finding(r, known, rows, found, deals(dataset))
    frame = _frame(pool, rows, found)
    st.session_state[FRAME] = frame.drop(columns="chosen")
    _picture(r, frame, found)
    _tables(r, frame)


def _finding(r: Result, known: Candidates, rows: pd.DataFrame, found: Roster, past: pd.DataFrame) -> None:
    taken = rows[found.chosen]
    n, kept = len(taken), found.value / (found.value + found.shared) if found.shared > 0 else 1.0
    drawn = known.draws[:, taken["place"]] @ taken["scale"].to_numpy() * kept
    low, high = np.quantile(drawn, (0.05, 0.95)) if n else (0.0, 0.0)
    said = {"n": n, "cost": r.money(found.cost), "value": r.money(found.value), "posts": int(taken["posts"].sum())}
    said |= {"low": r.money(low), "high": r.money(high)}
    finding = _("{n} creators with {posts} posts in all for {cost}: {value} expected, between {low} and {high}", **said)
    st.markdown(f"**{safe_markdown(finding)}**")
    sentences = [_("Exact: no other roster within these limits is worth more.") if found.gap <= 1e-6
                 else _("At most {gap} below the best roster possible.", gap=percent(found.gap, r.settings.locale, 3))]  # fmt: skip
    sentences += [*_about_prices(r, known.table, taken), _beside_past(r, found, past)]
    st.caption(safe_markdown(" ".join(sentences)))


def _about_prices(r: Result, pool: pd.DataFrame, taken: pd.DataFrame) -> list[str]:
    """Return what is not sure about the prices."""
    said, guessed = [], pool["basis"].to_numpy()[taken["place"]]
    guessed = np.isin(guessed, (USUAL, PUBLISHED))
    if guessed.any():
        cost = r.money(float(taken["cost"][guessed].sum()))
        said.append(_("Prices that are estimates: {n} ({cost}); ask before you plan with them.", n=int(guessed.sum()), cost=cost))
    if missing := int((pool["basis"] == UNKNOWN).sum()):
        said.append(_("{n} creators have no known price and stay out.", n=missing))
    return said


def _beside_past(r: Result, found: Roster, past: pd.DataFrame) -> str:
    """Return how the roster's expected return lies to what past deals returned, and what is in it."""
    gained = with_gain(past, r.settings.gross_margin)["gain"].sum()
    spent = past["cost"].sum()
    if not (found.cost > 0 and spent > 0):
        return ""
    here, before = (_("{n}×", n=number(v, r.settings.locale, 1)) for v in (found.value / found.cost, gained / spent))
    return _(
        "That is {here} the cost; past deals returned {before}. Cost holds product, shipping and handling; the range (90%) is of "
        "the expected value. Audiences reached twice take {shared} off.", here=here, before=before, shared=r.money(found.shared),
    )  # fmt: skip


def _frame(pool: pd.DataFrame, rows: pd.DataFrame, found: Roster) -> pd.DataFrame:
    """Return one row per creator: who, posts, price and its basis, expected value, why in or out, price at which it changes.

    Who is out is shown with one post.
    """
    shown = rows.assign(chosen=found.chosen, worth=found.worth, reason=list(found.reasons))
    shown = shown.sort_values(["place", "chosen", "posts"], ascending=[True, False, True], kind="stable").drop_duplicates("place")
    who = pool.iloc[shown["place"].to_numpy()]
    scale = shown["scale"].to_numpy()
    frame = pd.DataFrame(
        {
            "chosen": shown["chosen"].to_numpy(),
            "creator": who["name"].to_numpy(),
            "platform": who["platform"].map(PLATFORM_LABELS).to_numpy(),
            "tier": who["tier"].to_numpy(),
            "posts": np.where(shown["chosen"], shown["posts"], 0),
            "authenticity": who["authenticity"].to_numpy(),
            "price": shown["cost"].to_numpy(),
            "basis": who["basis"].to_numpy(),
            "value": shown["value"].to_numpy(),
            "low": who["low"].to_numpy() * scale,
            "high": who["high"].to_numpy() * scale,
            "worth": np.where(np.isfinite(shown["worth"]), shown["worth"], np.nan),
            "reason": shown["reason"].to_numpy(),
        }
    )
    return frame.sort_values(["chosen", "value"], ascending=[False, False], kind="stable", ignore_index=True)


def _picture(r: Result, frame: pd.DataFrame, found: Roster) -> None:
    said = [
        _("{who}: {value} for {price}", who=row.creator, value=r.money(row.value), price=r.money(row.price))
        for row in frame.itertuples()
    ]
    axes = tuple(_("{what} ({currency})", what=what, currency=r.settings.currency) for what in (_("Cost"), _("Expected value")))
    names = _("in"), _("out (one post)"), _("what the last money returns")
    drawn = charts.value_for_money(frame.rename(columns={"price": "cost"}).assign(text=said), found.shadow_price, axes, names)
    chart(drawn, _("Cost and expected value of every creator; those in the roster lie mostly above the line."), key="roster_chart")


def _tables(r: Result, frame: pd.DataFrame) -> None:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "creator": text(_("Creator"), pinned=True),
        "platform": text(_("Platform"), width="small"),
        "tier": text(_("Tier"), width="small"),
        "posts": number(_("Posts"), format="%d", width=55),
        "price": number(_("Cost, {currency}", currency=r.settings.currency), format="localized", step=1, width="small"),
        "basis": text(
            _("Price is"), width="small", help=_("Asked or paid before; usual for the size and published are estimates.")
        ),
        "value": number(_("Expected value"), format="localized", step=1, width=105),
        "reason": text(_("Why"), width="large"),
        "worth": number(
            _("Worth up to"),
            format="localized",
            step=1,
            help=_("The price up to which a partnership pays within your limits: below it, who is out comes in."),
        ),
        "low": number(_("Low"), format="localized", step=1, help=_("The 90% range of the expected value.")),
        "high": number(_("High"), format="localized", step=1),
        "authenticity": number(_("Authenticity"), format="%d"),
    }
    for chosen, title in ((True, _("In")), (False, _("Out"))):
        part = frame[frame["chosen"] == chosen].drop(columns="chosen")
        st.markdown(f"**{title}** · {len(part)}")
        st.dataframe(
            part, hide_index=True, column_order=[c for c in columns if chosen or c != "posts"], column_config=columns,
            key=f"roster_{chosen}", placeholder="–", height=320, alt=_("Creators with price, expected value and reason."),
        )  # fmt: skip
