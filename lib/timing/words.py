"""What time shows, in sentences: before and after, payback, fading, weekdays and months, quarters."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from babel.dates import get_day_names, get_month_names

from lib.format import compact_money, number, percent
from lib.settings import Settings
from lib.text import _
from lib.timing.before_after import Change
from lib.timing.calendar import SURE, WEEKDAY, Effect
from lib.timing.half_life import HalfLife
from lib.timing.payback import Payback


def _writer(settings: Settings) -> Callable[[float], str]:
    return partial(compact_money, currency=settings.currency, locale=settings.locale)


def label(by: str, value: int, locale: str, width: str = "wide") -> str:
    """Return the name of a weekday (0 = Monday) or month (1 = January) in the reader's language; ``width`` as Babel's."""
    names = get_day_names(width, locale=locale) if by == WEEKDAY else get_month_names(width, locale=locale)
    return str(names[int(value)])


def change_title(found: Change, settings: Settings) -> str:
    """Return what changed in the window as one sentence."""
    write = _writer(settings)
    told = {"gap": write(abs(round(found.difference))), "days": number(found.after, settings.locale)}
    if not found.clear:
        return _("Sales in these {days} days do not clearly differ from what was to be expected", **told)
    if found.difference > 0:
        return _("{gap} more than expected in {days} days", **told)
    return _("{gap} less than expected in {days} days", **told)


def change_sentence(found: Change, settings: Settings) -> str:
    """Return actual, expected, difference with its interval, and what the expectation rests on."""
    write = _writer(settings)
    amounts = {name: write(round(getattr(found, name))) for name in ("actual", "expected", "difference", "low", "high")}
    return _(
        "Sold {actual}, expected {expected}: a difference of {difference}, 90% between {low} and {high}. "
        "The expectation follows level, weekdays and trend of the {before} days before.",
        before=number(found.before, settings.locale),
        **amounts,
    )


_PAYBACK = {  # by what: without any known, without a usual time, on the first day, within days
    "campaign": (
        _("No campaign has both a cost and a start yet"),
        _("{done} of {n} campaigns have paid back"),
        _("Half of the campaigns pay back on the first day"),
        _("Half of the campaigns pay back within {days} days"),
    ),
    "creator": (
        _("No creator has both a cost and a start yet"),
        _("{done} of {n} creators have paid back"),
        _("Half of the creators pay back on the first day"),
        _("Half of the creators pay back within {days} days"),
    ),
}


def payback_title(found: Payback, settings: Settings, by: str = "campaign") -> str:
    """Return how long campaigns or creators take to pay back as one sentence."""
    nothing, some, at_once, usual = _PAYBACK[by]
    if found.groups.empty:
        return nothing
    if not np.isfinite(found.usual):
        done = number(found.groups["payback"].notna().sum(), settings.locale)
        return some.format(done=done, n=number(len(found.groups), settings.locale))
    return usual.format(days=number(found.usual, settings.locale)) if found.usual else at_once


def payback_sentence(found: Payback, settings: Settings) -> str:
    """Return the median payback with its interval and how many campaigns stand behind it."""
    done, n = int(found.groups["payback"].notna().sum()), len(found.groups)
    told = {
        "done": number(done, settings.locale),
        "n": number(n, settings.locale),
        "margin": percent(settings.gross_margin, settings.locale, 0),
    }
    if not np.isfinite(found.low):
        return _(
            "{done} of {n} have paid back so far. Dated sales count after tax at a margin of {margin}, "
            "all cost from the first day.",
            **told,
        )
    told["low"], told["high"] = (
        number(each, settings.locale) if np.isfinite(each) else _("not known") for each in (found.low, found.high)
    )
    return _(
        "{done} of {n} have paid back so far; 90% range of the usual time: {low} to {high} days. Dated sales count "
        "after tax at a margin of {margin}, all cost from the first day.",
        **told,
    )


def fade_title(found: HalfLife, settings: Settings) -> str:
    """Return how fast sales fade as one sentence."""
    return _("Half of what a post sells is sold after {days} days", days=number(found.days_to_half, settings.locale, 1))


def fade_sentence(found: HalfLife, settings: Settings) -> str:
    """Return the half-life's interval, n and the steady part."""
    told = {"low": number(found.low, settings.locale, 1), "high": number(found.high, settings.locale, 1)}
    told |= {
        "n": number(found.orders, settings.locale),
        "posts": number(found.posts, settings.locale),
        "window": number(found.window, settings.locale),
    }
    told["steady"] = percent(found.steady, settings.locale, 0)
    return _(
        "Half-life 90% between {low} and {high} days, from {n} orders within {window} days of {posts} posts. "
        "{steady} of them came at a steady rate instead: late buyers, or codes that leaked.",
        **told,
    )


def effect_title(found: Effect | None, by: str, settings: Settings) -> str:
    """Return whether a weekday or month stands out, as one sentence."""
    if found is None:
        return _("Only one weekday is in your files so far") if by == WEEKDAY else _("Only one month is in your files so far")
    if found.sure >= SURE:
        return _(
            "{name} is the best, {sure} sure",
            name=label(by, found.best, settings.locale),
            sure=percent(found.sure, settings.locale, 0),
        )
    above = found.cells[found.cells["low"] > found.overall]
    if len(above):
        names = ", ".join(label(by, value, settings.locale) for value in above["label"])
        return _("Surely above average: {names}; which is best stays open", names=names)
    return _("No weekday stands out beyond chance") if by == WEEKDAY else _("No month stands out beyond chance")


def quarter_name(quarter: str) -> str:
    """Return a quarter ('2026Q1') as people write it."""
    return _("Q{q} {year}", q=quarter[5:], year=quarter[:4])


def quarter_title(table: pd.DataFrame, settings: Settings) -> str:
    """Return how the last quarter compares with the one before, as one sentence; ``table`` from `lib.timing.quarters`."""
    if len(table) < 2:
        return _("One quarter so far: nothing to compare yet")
    last, before = table.iloc[-1], table.iloc[-2]
    told = {
        "last": quarter_name(last["quarter"]),
        "before": quarter_name(before["quarter"]),
        "sure": percent(max(last["better"], 1 - last["better"]), settings.locale, 0),
    }
    if last["better"] >= SURE:
        return _("{last} returned more than {before}, {sure} sure", **told)
    if last["better"] <= 1 - SURE:
        return _("{last} returned less than {before}, {sure} sure", **told)
    return _("{last} does not clearly differ from {before}", **told)
