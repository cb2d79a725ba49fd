"""What found no partner: rows that name an unknown or ambiguous creator, campaign or code, with their money, never dropped."""

import numpy as np
import pandas as pd
from rapidfuzz import process

from lib.dataset.campaigns import AMBIGUOUS, Campaigns
from lib.dataset.creators import LINKED
from lib.text import _

MONEY_OF_ROW = {
    "campaigns": ("fee", "product_cost", "shipping_cost", "agency_cost", "internal_cost", "tool_cost", "commission", "revenue"),
    "posts": ("revenue",), "orders": ("revenue",), "traffic": ("revenue",), "payouts": ("amount",),
}  # fmt: skip
UNMATCHED = {"table": "str", "key": "str", "rows": "int64", "money": "float64", "currency": "str", "reason": "str", "what": "str"}
SUGGESTED = 200  # keys that are compared with all known ones
LIKE = 88  # per cent alike, below which a resemblance is chance
Positions = dict[str, np.ndarray]
Tables = dict[str, pd.DataFrame]


def list_unmatched(
    linked: Tables, creators: pd.DataFrame, who: Positions, campaigns: Campaigns, which: Positions, currency: str
) -> pd.DataFrame:
    """Return one row per table × key text without a partner: the columns of ``UNMATCHED`` and ``suggestion``.

    ``who`` and ``which``: kind → position of the creator and campaign that each row states (−1 none, −2 ambiguous).
    """
    found = [*_creators(linked, creators, who, currency), *_campaigns(linked, campaigns, which, currency)]
    found += [_uncredited(linked[kind], kind, currency) for kind in ("orders", "traffic")]
    found += [_nameless(linked[kind], kind, currency) for kind in ("posts", "payouts")]
    part, listed = linked["campaigns"], creators[creators["listed"]]
    known = {
        "creator": listed["handle"].fillna(listed["name"]).dropna().unique().tolist(),
        "campaign": part["campaign"].dropna().unique().tolist(),
        "code": [*part["discount_code"].dropna().unique(), *part["utm_campaign"].dropna().unique()],
    }
    return _with_suggestions(pd.concat(found, ignore_index=True).astype(UNMATCHED), known)


def _creators(linked: Tables, creators: pd.DataFrame, who: Positions, currency: str) -> list[pd.DataFrame]:
    new, vague = (
        _("This creator is not in your creators table: kept with what the row says."),
        _("Several accounts bear this name and the row names no platform."),
    )
    listed = creators["listed"] | creators["creator"].isin(creators.loc[creators["listed"], "creator"])
    unlisted = np.append(~listed.to_numpy(dtype=bool), False) & bool(creators["listed"].any())
    found = []
    for kind in LINKED:
        table, position = linked[kind], np.where(who[kind] < 0, len(creators), who[kind])
        name = table["handle"] if "handle" in table else table["creator_id"]
        ambiguous = (who[kind] == AMBIGUOUS) & table["creator_key"].isna().to_numpy()
        found.append(_rows(table, kind, unlisted[position], table["creator_id"].fillna(name), "creator", new, currency))
        found.append(_rows(table, kind, ambiguous, name, "creator", vague, currency))
    return found


def _campaigns(linked: Tables, campaigns: Campaigns, which: Positions, currency: str) -> list[pd.DataFrame]:
    new, vague = (
        _("This campaign is not in your campaigns table: kept under the name the row gives."),
        _("Several campaigns bear this name; the row needs the campaign's ID."),
    )
    found = []
    for kind in ("posts", "orders", "payouts"):
        table, unlisted = linked[kind], (which[kind] >= campaigns.listed) & bool(campaigns.listed)
        found.append(_rows(table, kind, unlisted, table["campaign"], "campaign", new, currency))
        found.append(_rows(table, kind, which[kind] == AMBIGUOUS, table["campaign"], "campaign", vague, currency))
    return found


def _uncredited(table: pd.DataFrame, kind: str, currency: str) -> pd.DataFrame:
    key = table["utm_campaign"].fillna(table["utm_source"])
    if "discount_code" in table:
        key = table["discount_code"].fillna(key)
    nobody = (table["creator_key"].isna() & table["campaign_key"].isna()).to_numpy()
    if kind == "traffic":
        nobody = nobody & (key.notna() | table["revenue"].notna()).to_numpy()  # searches for the brand come from nobody
    reason = _("No creator or campaign goes with this code or tag: not counted as a return.")
    return _rows(table, kind, nobody, key.fillna(_("(no code, no tag)")), "code", reason, currency)


def _nameless(table: pd.DataFrame, kind: str, currency: str) -> pd.DataFrame:
    nobody = (table["creator_key"].isna() & table["campaign_key"].isna()).to_numpy()
    paid = table["revenue" if kind == "posts" else "amount"].fillna(0.0).to_numpy() != 0
    reason = _("These rows name no creator and no campaign, so they are in nobody's results.")
    key = pd.Series(_("(no creator, no campaign)"), table.index)
    return _rows(table, kind, nobody & paid, key, "creator", reason, currency)


def _rows(frame: pd.DataFrame, kind: str, where: np.ndarray, key: pd.Series, what: str, reason: str, currency: str) -> pd.DataFrame:
    """Return one row per key text of the rows ``where``: table, key, rows, money (in currency), currency, reason, what.

    ``what`` was looked for in vain: 'creator', 'campaign' or 'code'.
    """
    if not where.any():
        return pd.DataFrame(columns=list(UNMATCHED)).astype(UNMATCHED)
    names = [name for name in MONEY_OF_ROW.get(kind, ()) if name in frame]
    unit = frame["currency"].fillna(currency) if "currency" in frame else pd.Series(currency, frame.index)
    lost = pd.DataFrame({"key": key.fillna(""), "currency": unit, "money": frame[names].sum(axis=1) if names else 0.0})[where]
    found = lost.groupby(["key", "currency"], as_index=False).agg(rows=("money", "size"), money=("money", "sum"))
    return found.assign(table=kind, reason=reason, what=what)[list(UNMATCHED)].astype(UNMATCHED)


def _with_suggestions(unmatched: pd.DataFrame, known: dict[str, list[str]]) -> pd.DataFrame:
    """Add ``suggestion``: the known text (per ``what``) that the key may be a misspelling of, for the keys with most money."""
    suggestion = pd.Series(index=unmatched.index, dtype="str")
    dearest = unmatched.sort_values(["money", "rows"], ascending=False).index[:SUGGESTED]
    for position in dearest:
        choices = known.get(unmatched["what"].iloc[position], [])
        nearest = process.extractOne(unmatched["key"].iloc[position], choices, processor=str.casefold, score_cutoff=LIKE)
        if nearest:
            suggestion[position] = nearest[0]
    return unmatched.assign(suggestion=suggestion)
