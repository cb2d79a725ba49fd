"""What the figures of creators mean, in sentences: fees against prices, moves between tiers, repeats, customers."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from lib.format import compact_money, money, number, percent
from lib.partners.customers import HORIZONS, Customers
from lib.partners.fees import FAIR, OVER, UNDER
from lib.partners.programme import DEMOTE, LEVELS, PAUSE, PROMOTE, SURE, TEST
from lib.partners.repeats import Fatigue
from lib.settings import Settings
from lib.text import _

VERDICTS = {OVER: _("Over what a post brings"), UNDER: _("Under: beats your target"), FAIR: _("Fair: pays back")}
ACTIONS = {PROMOTE: _("Promote"), TEST: _("Book once more"), DEMOTE: _("Demote"), PAUSE: _("Pause"), "stay": _("Stay")}
ROLES = {each.level: each.role for each in LEVELS}


def _writer(settings: Settings) -> Callable[[float], str]:
    """Return how amounts are written: in whole units from 10 on, for estimates are no surer than that."""

    def write(value: float) -> str:
        return compact_money(round(value) if abs(value) >= 10 else value, settings.currency, settings.locale)

    return write


def fees_title(table: pd.DataFrame, settings: Settings) -> str:
    """Return the finding on asked prices as one sentence; ``table`` as from `lib.partners.fee_table`."""
    known = table[table["verdict"] != ""]
    if known.empty:
        return _("What a post of each creator is worth")
    surely = known[known["sure"] >= 0.8]
    over, under = int((surely["verdict"] == OVER).sum()), int((surely["verdict"] == UNDER).sum())
    if not over and not under:
        return _("No asked price is clearly above or below what a post brings back")
    told = {name: number(count, settings.locale) for name, count in (("over", over), ("under", under), ("n", len(known)))}
    return _("{over} of {n} creators ask clearly more than a post brings back, {under} clearly less", **told)


def fee_sentence(row: pd.Series, settings: Settings) -> str:
    """Return what to make of one creator's asked price, with range, n and how sure."""
    write = _writer(settings)
    share = partial(percent, locale=settings.locale, digits=0)
    told = {
        "low": write(row["break_even_low"]),
        "high": write(row["break_even_high"]),
        "fee": write(row["break_even"]),
        "asked": write(row["asked"]),
        "sure": share(row["sure"]),
        "target": write(row["target"]),
    }
    base = told_base(row, settings)
    if row["break_even"] <= 0:
        return (
            _("A post is not expected to cover product and handling, whatever the fee (break-even fee {low} to {high}).", **told)
            + " "
            + base
        )
    if row["verdict"] == OVER:
        return _("Asks {asked}; a post carries {fee} (90%: {low} to {high}). Over, {sure} sure.", **told) + " " + base
    if row["verdict"] == UNDER:
        return _("Asks {asked}; up to {target} would still meet your target. Under, {sure} sure.", **told) + " " + base
    if row["verdict"] == FAIR:
        return _("Asks {asked}; a post carries {fee} (90%: {low} to {high}). Pays back, {sure} sure.", **told) + " " + base
    return _("No asked price is known; a post carries {fee} (90%: {low} to {high}).", **told) + " " + base


def told_base(row: pd.Series, settings: Settings) -> str:
    """Return what the estimate of one creator rests on."""
    if not row["deals"]:
        return _("No partnership yet: this is what creators of that size on that platform bring.")
    return _(
        "From {deals} partnerships with {posts} posts, drawn toward similar creators.",
        deals=number(row["deals"], settings.locale),
        posts=number(row["posts"], settings.locale),
    )


def moves_title(moves: pd.DataFrame, settings: Settings) -> str:
    """Return the proposed moves as one sentence; ``moves`` as from `lib.partners.proposals`."""
    counts = moves["action"].value_counts()
    told = {name: int(counts.get(name, 0)) for name in (PROMOTE, DEMOTE, TEST, PAUSE)}
    if not any(told.values()):
        return _("Results call for no move between programme tiers yet")
    return _(
        "Results speak for {promote} promotions and {demote} demotions; {test} deserve a second booking, {pause} a pause", **told
    )


def move_sentence(row: pd.Series, settings: Settings) -> str:
    """Return the reason of one proposed move, with the figure, its interval, n and how sure."""
    if row["action"] not in (PROMOTE, TEST, DEMOTE, PAUSE):
        return _("Results do not clearly speak for a move ({n} partnerships).", n=number(row["deals"], settings.locale))
    write = _writer(settings)
    told = {name: write(row[name]) for name in ("room", "room_low", "room_high", "needs")}
    told |= {"sure": percent(row["sure"], settings.locale, 0), "n": number(row["deals"], settings.locale)}
    if row["action"] in (PROMOTE, TEST):
        told["role"] = ROLES[int(row["level"]) - 1]
        reason = _(
            "Can be paid {room} a partnership ({room_low} to {room_high}) and still meet the target; a {role} starts at {needs}.",
            **told,
        )
        if row["action"] == TEST:
            return reason + " " + _("{sure} sure, but only one partnership: book once more before promoting.", **told)
        return reason + " " + _("{sure} sure, {n} partnerships.", **told)
    if row["action"] == DEMOTE:
        return _(
            "Breaks even at {room} a partnership ({room_low} to {room_high}), less than the {needs} paid. {sure} sure, n = {n}.",
            **told,
        )
    return _("Even a gift is lost: {room} a partnership ({room_low} to {room_high}). {sure} sure, {n} partnerships.", **told)


def fee_formula(row: pd.Series, settings: Settings) -> str:
    """Return how one creator's two fees come about, with the numbers filled in."""
    write, share = _writer(settings), partial(percent, locale=settings.locale, digits=0)
    told = {name: write(row[name]) for name in ("value", "other", "break_even", "target")}
    told |= {"margin": share(row["margin"]), "commission": share(row["commission"]), "goal": share(settings.target_roi)}
    return _(
        "Break-even fee = {value} expected value × ({margin} kept − {commission} commission) − {other} product, shipping and "
        "handling = {break_even}. At an ROI of {goal}: {value} / (1 + {goal}) − {value} × {commission} − {other} = {target}, "
        "at most the break-even fee.",
        **told,
    )


def programme_rule() -> str:
    """Return how creators come into their programme tier, and whose tiers these are."""
    source = LEVELS[0].source if LEVELS[0].data_year == "not stated" else f"{LEVELS[0].source} ({LEVELS[0].data_year})"
    return _(
        "By results, never by size; today's tier is how the last partnership was paid. A move is proposed from 80% probability "
        "and two partnerships. Pay and sizes of the tiers: {source}.",
        source=source,
    )


def fatigue_title(found: Fatigue | None, settings: Settings) -> str:
    """Return what each further booking of the same creator brought, as one sentence."""
    if found is None:
        return _("Too few creators were booked again to see whether results tire")
    share = percent(abs(found.change), settings.locale, 0)
    if found.high < 0:
        return _("Each repeat partnership brought about {share} less per post", share=share)
    if found.low > 0:
        return _("Each repeat partnership brought about {share} more per post", share=share)
    if found.falling >= SURE:
        return _("Repeat partnerships seem to bring less per post, but that is not yet sure")
    return _("Repeat partnerships show no clear fatigue")


def fatigue_sentence(found: Fatigue, settings: Settings) -> str:
    """Return the change per repeat with its interval, n and what it is freed of."""
    write = partial(percent, locale=settings.locale, digits=0)
    told = {"n": number(found.creators, settings.locale), "all": number(found.partnerships, settings.locale)}
    told |= {"change": write(found.change), "low": write(found.low), "high": write(found.high), "sure": write(found.falling)}
    return _(
        "Change per repeat {change}, 90% between {low} and {high}; {sure} sure that results fall. From {all} partnerships, {n} "
        "creators booked twice or more. Creators are booked again after a good start: that luck is taken out.",
        **told,
    )


def customers_title(found: Customers, settings: Settings) -> str:
    """Return what a customer won through a creator brings in 90 days, as one sentence."""
    known = found.value[found.value["day"] == HORIZONS[-1]]
    if known.empty:
        return _("Your files end too soon to tell what customers bring later")
    row = known.iloc[0]
    first = found.value.iloc[0]["revenue"]
    write = partial(money, currency=settings.currency, locale=settings.locale, cents=False)
    return _(
        "A customer won through a creator brings {money} in 90 days, {first} at once",
        money=write(row["revenue"]),
        first=write(first),
    )


def customers_sentence(found: Customers, settings: Settings) -> str:
    """Return the share who order again with its interval and n, and what stands beside direct sales."""
    write, share = _writer(settings), partial(percent, locale=settings.locale, digits=0)
    told = {"n": number(len(found.people), settings.locale), "beside": write(found.people["uncredited"].sum())}
    sentences = []
    known = found.again[found.again["day"] == HORIZONS[-1]]
    if len(known):
        row = known.iloc[0]
        told |= {"rate": share(row["rate"]), "low": share(row["low"]), "high": share(row["high"])}
        sentences.append(_("{rate} order again within 90 days (90%: {low} to {high}; {n} customers).", **told))
    beside = _("Later orders credited to no creator came to {beside} within 90 days: beside direct sales, never in them.", **told)
    counted = _(
        "Later orders credited to no creator came to {beside} within 90 days: your settings count them as a part of its own.",
        **told,
    )
    sentences.append(counted if settings.later_orders_count else beside)
    if not found.stated:
        sentences.append(_("No column says whose first order it was: the first in your files is taken for it."))
    return " ".join(sentences)


def costs_title(table: pd.DataFrame, settings: Settings) -> str:
    """Return whose engagements come cheapest beyond doubt, as one sentence; ``table`` as from `engagement_costs` with label."""
    if table.empty:
        return _("What results cost is not in your files yet")
    write = partial(money, currency=settings.currency, locale=settings.locale)
    usual = 1000 * table["cost"].sum() / table["engagements"].sum() if table["engagements"].sum() > 0 else float("nan")
    cheap = table[table["high"] < usual]
    if cheap.empty:
        return _("1,000 engagements cost {usual}; nobody is surely cheaper", usual=write(usual))
    told = {"usual": write(usual), "best": write(cheap["estimate"].iloc[0]), "n": number(len(cheap), settings.locale)}
    return _("1,000 engagements cost {usual} on average, from {best} with the cheapest; {n} are surely below average", **told)
