"""One reporting currency: rates from the settings, nothing converted without one; a dated set of published rates to offer."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from lib.settings import Settings


@dataclass(frozen=True)
class ReferenceRates:
    """Published rates: units of each currency per euro, with source and date."""

    source: str
    url: str
    date: date
    per_euro: dict[str, float]

    def into(self, currency: str) -> tuple[tuple[str, float], ...]:
        """Return what one unit of every other currency is worth in ``currency``; nothing when it is not quoted."""
        quoted = {"EUR": 1.0, **self.per_euro}
        if currency not in quoted:
            return ()
        return tuple((code, quoted[currency] / units) for code, units in quoted.items() if code != currency)


@cache
def reference_rates() -> ReferenceRates:
    """Return the rates shipped with the product."""
    return ReferenceRates(**tomllib.loads(Path(__file__).with_name("rates.toml").read_text(encoding="utf-8")))


def factors(table: pd.DataFrame, settings: Settings) -> np.ndarray:
    """Return per row what one unit of the row's money is worth in ``settings.currency``; NaN where no rate is known.

    A row without a currency counts as the reporting currency's.
    """
    if "currency" not in table:
        return np.ones(len(table))
    rates = dict(settings.rates) | {settings.currency: 1.0}
    codes, found = pd.factorize(table["currency"])
    values = [rates.get(str(code).strip().upper(), np.nan) for code in found]
    return np.array([*values, 1.0])[codes]


def currencies(table: pd.DataFrame, settings: Settings) -> pd.Series:
    """Return the currency code of each row, the reporting currency where none is given."""
    if "currency" not in table:
        return pd.Series(settings.currency, table.index, dtype="str")
    return table["currency"].str.strip().str.upper().fillna(settings.currency)


def only_currency(tables: list[pd.DataFrame], settings: Settings) -> str:
    """Return the one currency that all stated money is in; the reporting currency when none or several are stated."""
    codes = [table["currency"].dropna().str.strip().str.upper().unique() for table in tables if "currency" in table]
    stated = set().union(*codes)
    return stated.pop() if len(stated) == 1 else settings.currency
