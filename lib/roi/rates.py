"""Exchange rates of a workspace: a dated table that the reader may edit, and the published rates to fill it with."""

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from lib.settings import Settings
from lib.text import _

Rate = tuple[str, date | None, float]  # code, first day it holds (None: any day), units of the reporting currency for one


@dataclass(frozen=True)
class ReferenceRates:
    """Published rates: units of each currency per euro on each of ``dates`` (ascending), with their source."""

    source: str
    url: str
    dates: tuple[date, ...]
    per_euro: dict[str, tuple[float, ...]]

    @property
    def date(self) -> date:
        """The newest day."""
        return self.dates[-1]

    @property
    def codes(self) -> tuple[str, ...]:
        """The currencies quoted."""
        return ("EUR", *self.per_euro)

    def into(self, currency: str, codes: Iterable[str] | None = None) -> tuple[Rate, ...]:
        """Return what one unit of every other currency (of ``codes``) is worth in ``currency``; nothing when it is not quoted."""
        quoted = {"EUR": (1.0,) * len(self.dates), **self.per_euro}
        wanted = [code for code in (self.codes if codes is None else sorted(set(codes))) if code in quoted and code != currency]
        if currency not in quoted:
            return ()
        days = range(len(self.dates))
        return tuple((code, self.dates[i], quoted[currency][i] / quoted[code][i]) for code in wanted for i in days)


@cache
def reference_rates() -> ReferenceRates:
    """Return the rates shipped with the product."""
    given = tomllib.loads(Path(__file__).with_name("rates.toml").read_text(encoding="utf-8"))
    per_euro = {code: tuple(units) for code, units in given["per_euro"].items()}
    return ReferenceRates(given["source"], given["url"], tuple(given["dates"]), per_euro)


def value_of(currency: str, settings: Settings) -> float:
    """Return what one unit of ``currency`` is worth in the reporting one: by the set rates, else the newest shipped, else NaN."""
    shipped = {code: worth for code, _day, worth in reference_rates().into(settings.currency, [currency])}
    return (shipped | dict(settings.rates) | {settings.currency: 1.0}).get(currency, math.nan)


def rates_of(settings: Settings) -> tuple[Rate, ...]:
    """Return the workspace's rates, dated and undated."""
    dated = {code for code, _day, _worth in settings.dated_rates}
    return (*settings.dated_rates, *((code, None, worth) for code, worth in settings.rates if code not in dated))


def with_rates(settings: Settings, rates: Iterable[Rate]) -> Settings:
    """Return the settings under these rates; ``rates`` then holds the newest of each currency, ``dated_rates`` all with a day.

    A row takes the rate of its day: the newest known on or before it, else the earliest.
    """
    known = {(code, day): worth for code, day, worth in rates if code != settings.currency}
    dated = tuple(sorted((code, day, worth) for (code, day), worth in known.items() if day is not None))
    newest = {code: worth for (code, day), worth in known.items() if day is None} | {code: worth for code, _day, worth in dated}
    last = max((day for _code, day, _worth in dated), default=None)
    return replace(settings, rates=tuple(sorted(newest.items())), dated_rates=dated, rates_date=last)


MONEY_SETTINGS = ("internal_hourly_cost", "product_value", "tools_total", "content_value_per_post", "search_order_value")


def in_currency(settings: Settings, currency: str) -> Settings:
    """Return the settings reporting in ``currency``; its rates and amounts cross through the old one.

    Without a rate to it no rates are kept, and the amounts stand as they are written.
    """
    if currency == settings.currency:
        return settings
    known = rates_of(settings)
    own = [(day, worth) for code, day, worth in known if code == currency]
    other = replace(settings, currency=currency)
    if not own:
        return with_rates(other, ())
    worth_now = _worth_on(own, None)
    other = replace(other, **{name: round(amount / worth_now, 2) for name in MONEY_SETTINGS if (amount := getattr(settings, name))})
    crossed = [(code, day, worth / _worth_on(own, day)) for code, day, worth in known if code != currency]
    return with_rates(other, [*crossed, *((settings.currency, day, 1 / worth) for day, worth in own)])


def _worth_on(rates: list[tuple[date | None, float]], day: date | None) -> float:
    """Return the newest rate on or before ``day`` (None: the newest of all), else the earliest."""
    ordered = sorted(rates, key=lambda rate: rate[0] or date.min)
    before = [worth for first, worth in ordered if day is None or first is None or first <= day]
    return before[-1] if before else ordered[0][1]


def as_table(settings: Settings) -> pd.DataFrame:
    """Return the workspace's rates to read and edit: currency, day, worth, source (missing: the reader's own); newest first."""
    known, shipped = rates_of(settings), reference_rates()
    quoted = {(code, day): worth for code, day, worth in shipped.into(settings.currency, {code for code, *_rest in known})}
    found = pd.DataFrame(known, columns=["currency", "day", "worth"])
    as_quoted = [math.isclose(quoted.get((code, day), math.nan), worth, rel_tol=1e-9) for code, day, worth in known]
    found["source"] = pd.Series([shipped.source if same else None for same in as_quoted], found.index, dtype="str")
    found = found.astype({"currency": "str", "worth": "float64"}).assign(day=pd.to_datetime(found["day"]))
    return found.sort_values(["currency", "day"], ascending=[True, False], ignore_index=True)


def read_table(table: pd.DataFrame, currency: str) -> tuple[tuple[Rate, ...], list[str]]:
    """Return (rates, what is wrong with the rows that are none) of an edited table; empty rows are neither."""
    rates: dict[tuple[str, date | None], float] = {}
    wrong = []
    for number, row in enumerate(table.dropna(how="all").itertuples(index=False), start=1):
        code = "" if pd.isna(row.currency) else str(row.currency).strip().upper()
        worth = math.nan if pd.isna(row.worth) else float(row.worth)
        day = None if pd.isna(row.day) else pd.Timestamp(row.day).date()
        if problem := _problem(code, worth, currency):
            wrong.append(_("Row {number}: {problem}", number=number, problem=problem))
        elif rates.setdefault((code, day), worth) != worth:
            wrong.append(_("Row {number}: {code} has another rate for the same day.", number=number, code=code))
    return tuple((code, day, worth) for (code, day), worth in rates.items()), wrong


def _problem(code: str, worth: float, currency: str) -> str:
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        return _("a currency is a code of three letters, such as EUR.")
    if code == currency:
        return _("{code} is the reporting currency itself.", code=code)
    if not (math.isfinite(worth) and worth > 0):
        return _("a rate is a number above 0.")
    return ""
