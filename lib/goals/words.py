"""What goals, pace, cascade and channels show, in sentences and written figures."""

import math

import pandas as pd

from lib.format import compact, compact_money, day, money, number, percent
from lib.goals.cascade import LABELS, VISITS, Cascade
from lib.goals.channels import OWN
from lib.goals.kpis import Kpi
from lib.goals.pace import BEHIND, ON_TRACK, OPEN, REACHED, UNKNOWN, Progress
from lib.settings import Settings
from lib.text import _

STATES = {REACHED: _("Reached"), ON_TRACK: _("On track"), OPEN: _("Open"), BEHIND: _("Behind"), UNKNOWN: _("No target")}


def figure(kpi: Kpi, value: float, settings: Settings) -> str:
    """Write a figure of a KPI with its unit."""
    if kpi.unit == "money":
        return (
            money(value, settings.currency, settings.locale)
            if kpi.bottom
            else compact_money(value, settings.currency, settings.locale)
        )
    if kpi.unit == "rate":
        return percent(value, settings.locale, 1)
    if kpi.unit == "times":
        return _("{n}×", n=number(value, settings.locale, 2)) if value == value else number(value)
    if kpi.unit == "seconds":
        return _("{n} s", n=number(value, settings.locale, 1)) if value == value else number(value)
    return number(value, settings.locale, 0) if abs(value) < 1000 else compact(value, settings.locale)


def title(found: list[Progress]) -> str:
    """Return how many targets are met or will be, as one sentence."""
    aimed = [each for each in found if each.state != UNKNOWN]
    if not aimed:
        return _("Set a target to see whether you will reach it")
    good = sum(each.state in (REACHED, ON_TRACK) for each in aimed)
    behind = sum(each.state == BEHIND for each in aimed)
    return _("{good} of {n} targets are reached or on track, {behind} behind", good=good, n=len(aimed), behind=behind)


def pace(each: Progress, settings: Settings) -> str:
    """Return where one KPI stands and would end, with interval, n and chance."""
    told = {
        name: figure(each.kpi, getattr(each, name), settings)
        for name in ("actual", "target", "low", "high", "end", "end_low", "end_high")
    }
    told |= {"n": number(each.n, settings.locale), "chance": percent(each.chance, settings.locale, 0)}
    if math.isnan(each.actual):
        return _("Not in your files yet: add {needs}.", needs=each.kpi.needs)
    if each.kpi.bottom:
        if each.state == UNKNOWN:
            return _("{actual} so far (90%: {low} to {high}; {n} rows).", **told)
        return _("{actual} so far (90%: {low} to {high}; {n} rows); {chance} sure to meet the target.", **told)
    if math.isnan(each.end):
        return _("{actual} so far ({n} rows); four weeks of data are needed for a pace.", **told)
    if each.state in (UNKNOWN, REACHED):
        return _("{actual} so far ({n} rows); at today's rate {end} by the deadline (90%: {end_low} to {end_high}).", **told)
    return _(
        "{actual} so far ({n} rows); at today's rate {end} by the deadline (90%: {end_low} to {end_high}): {chance} to reach it.",
        **told,
    )


def period(first: pd.Timestamp, last: pd.Timestamp, today: pd.Timestamp, settings: Settings) -> str:
    """Return the time the goals run in and how far it has run."""
    share = min(max((today - first).days + 1, 0) / ((last - first).days + 1), 1.0)
    told = {
        "first": day(first.date(), settings.locale),
        "last": day(last.date(), settings.locale),
        "today": day(today.date(), settings.locale),
    }
    return _(
        "From {first} to {last}; data up to {today}, {share} of the time gone.", share=percent(share, settings.locale, 0), **told
    )


def needed(step: str, value: float, settings: Settings) -> str:
    """Write what one step of a cascade needs."""
    if step in ("revenue", "cost"):
        return compact_money(round(value) if value == value else value, settings.currency, settings.locale)
    return compact(math.ceil(value - 1e-9), settings.locale) if value == value else number(value)


def cascade_title(found: Cascade, settings: Settings) -> str:
    """Return what a goal needs in the end, as one sentence."""
    steps = found.steps.set_index("step")
    told = {"amount": needed(found.goal, found.amount, settings), "goal": LABELS[found.goal].lower()}
    creators, cost = steps.loc["creators", "needed"], steps.loc["cost", "needed"]
    if math.isnan(creators):
        return _("{amount} more {goal}: your files do not tell yet how many creators that takes", **told)
    told["creators"] = needed("creators", creators, settings)
    if math.isnan(cost):
        return _("{amount} more {goal} take about {creators} partnerships", **told)
    return _("{amount} more {goal} take about {creators} partnerships and {cost}", cost=needed("cost", cost, settings), **told)


def rate(row: pd.Series, settings: Settings) -> str:
    """Return at which measured rate one step of a cascade leads to the next, '' at the last."""
    if row["step"] == VISITS:
        return _("a click counts as a visit")
    if not row["per"]:
        return ""
    if math.isnan(row["rate"]):
        return _("not measured in your files")
    told = {"n": number(row["n"], settings.locale), "rate": number(row["rate"], settings.locale, 2)}
    written = {
        "revenue": lambda: _(
            "{rate} per order, from {n} partnerships", n=told["n"], rate=money(row["rate"], settings.currency, settings.locale)
        ),
        "orders": lambda: _(
            "{rate} of clicks buy, from {n} partnerships", n=told["n"], rate=percent(row["rate"], settings.locale, 2)
        ),
        "clicks": lambda: _(
            "{rate} of views click, from {n} partnerships", n=told["n"], rate=percent(row["rate"], settings.locale, 2)
        ),
        "views": lambda: _("{rate} views each, from {n} partnerships", n=told["n"], rate=compact(row["rate"], settings.locale)),
        "creators": lambda: _(
            "{rate} each, from {n} partnerships",
            n=told["n"],
            rate=compact_money(1 / row["rate"], settings.currency, settings.locale),
        ),
    }
    return written[row["step"]]()


def channel(key: str) -> str:
    """Return how a channel is called."""
    names = {
        OWN: _("Your creators"),
        "influencer": _("Influencers, published"),
        "paid social": _("Paid social"),
        "paid search": _("Paid search"),
        "seo": _("SEO"),
    }
    return names.get(key, key.capitalize())


def channels_title(table: pd.DataFrame, settings: Settings) -> str:
    """Return what a customer costs through creators and how that lies to other channels, as one sentence."""
    own = table[table["channel"] == OWN]
    if own.empty:
        return _("What a new customer costs in other channels")
    row, others = own.iloc[0], table[~table["channel"].isin([OWN, "influencer"])]
    told = {"cost": money(row["middle"], settings.currency, settings.locale)}
    dearer = [channel(key) for key in others.loc[others["low"] > row["high"], "channel"]]
    cheaper = [channel(key) for key in others.loc[others["high"] < row["low"], "channel"]]
    what = _("A new customer") if row["per"] == "new_customers" else _("An order")
    if dearer and not cheaper:
        return _(
            "{what} costs {cost} through creators: less than published for {names}", what=what, names=", ".join(dearer), **told
        )
    if cheaper:
        return _(
            "{what} costs {cost} through creators: more than published for {names}", what=what, names=", ".join(cheaper), **told
        )
    return _("{what} costs {cost} through creators: within what other channels publish", what=what, **told)
