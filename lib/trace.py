"""How one figure came about: its formula in words with the numbers filled in, and the rows that each number adds up."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Trace:
    """The way from rows to one figure.

    ``steps``: the formula as sentences, the numbers filled in. ``rows``: one row per amount that went in, with the columns
    term (which number of the formula it belongs to), part (what it is), amount (in ``unit``), file, line (row in that file;
    missing where none), then whatever tells a reader what it is about. ``derived``: (term, part, amount) of numbers that are
    computed from others and have no rows of their own. The sum of a term's amounts is the number in the formula.
    """

    name: str
    steps: tuple[str, ...]
    rows: pd.DataFrame
    derived: tuple[tuple[str, str, float], ...] = ()
    unit: str = ""
    caveat: str = ""

    def parts(self) -> pd.DataFrame:
        """Return what adds up to each term: term, part, amount, items (rows behind it; 0 = computed)."""
        grouped = self.rows.groupby(["term", "part"], sort=False, observed=True)["amount"].agg(["sum", "size"])
        counted = grouped.reset_index().set_axis(["term", "part", "amount", "items"], axis=1)
        computed = pd.DataFrame(list(self.derived), columns=["term", "part", "amount"]).assign(items=0)
        return pd.concat([counted, computed], ignore_index=True) if self.derived else counted

    def terms(self) -> pd.Series:
        """Return the sum of each term of the formula, in the order of the formula."""
        return self.parts().groupby("term", sort=False, observed=True)["amount"].sum()
