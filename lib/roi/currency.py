"""One reporting currency: rates from the settings, nothing converted without one."""

import numpy as np
import pandas as pd

from lib.settings import Settings


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
