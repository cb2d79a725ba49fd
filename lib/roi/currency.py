"""One reporting currency: every row at the rate of its day, nothing converted without a rate."""

import numpy as np
import pandas as pd

from lib.settings import Settings

_DAYS = (("order_date",), ("paid_date", "due_date"), ("post_date", "start_date"), ("date",))  # the first that a table has


def factors(table: pd.DataFrame, settings: Settings) -> np.ndarray:
    """Return per row what one unit of the row's money is worth in ``settings.currency``; NaN where no rate is known.

    Dated rates: the newest on or before the row's day, else the earliest; the newest for a row without a day. A row without a
    currency counts as the reporting currency's.
    """
    if "currency" not in table:
        return np.ones(len(table))
    rates = dict(settings.rates) | {settings.currency: 1.0}
    codes, found = pd.factorize(table["currency"])
    names = [str(code).strip().upper() for code in found]
    worth = np.array([*(rates.get(name, np.nan) for name in names), 1.0])[codes]
    dated = _dated(settings)
    for number, name in enumerate(names):
        if name in dated:
            rows = np.flatnonzero(codes == number)
            worth[rows] = _on_days(*dated[name], days_of(table.iloc[rows]))
    return worth


def days_of(table: pd.DataFrame) -> np.ndarray:
    """Return the day whose rate a row's money takes (datetime64[D], NaT where none is stated)."""
    names = next((names for names in _DAYS if names[0] in table), ())
    stated = pd.Series(pd.NaT, table.index, dtype="datetime64[us]")
    for name in names:
        stated = stated.fillna(table[name]) if name in table else stated
    return stated.to_numpy().astype("datetime64[D]")


def _dated(settings: Settings) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return per currency its days (ascending) and rates."""
    frame = pd.DataFrame(settings.dated_rates, columns=["code", "day", "worth"]).sort_values("day")
    frame = frame[frame["code"] != settings.currency]
    return {
        code: (part["day"].to_numpy().astype("datetime64[D]"), part["worth"].to_numpy(dtype=float))
        for code, part in frame.groupby("code")
    }


def _on_days(first: np.ndarray, worth: np.ndarray, days: np.ndarray) -> np.ndarray:
    position = np.searchsorted(first, days, side="right") - 1
    return worth[np.where(np.isnat(days), len(first) - 1, np.maximum(position, 0))]


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
