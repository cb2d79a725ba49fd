"""The directory: one row per creator with everything known about them, filtered, shortlisted and ready to export."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.metrics import ratio, roi
from lib.schema import PLATFORM_LABELS, TABLES
from lib.text import _

BAND_ORDER = ("genuine", "mostly genuine", "doubtful", "suspicious", "no score")
TIER_ORDER = ("pre-nano", "nano", "micro", "mid", "macro", "mega")
_OWN = ("label", "name", "platform", "tier", "followers", "country", "city", "category", "language", "price", "currency", "url")
_DIGITS = {"money": 2, "rate": 4, "score": 1}  # of an export
_CHOICES = ("platform", "tier", "band", "category", "country")


@dataclass(frozen=True)
class Filters:
    """What the directory shows; an empty choice means everything. ``only`` keeps these creator_keys alone."""

    search: str = ""
    platform: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    band: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    price_to: float | None = None
    only: frozenset[str] | None = None


def directory(creators: pd.DataFrame, scores: pd.DataFrame, deals: pd.DataFrame) -> pd.DataFrame:
    """Return one row per creator, indexed by creator_key, surest authentic first.

    Columns: the account's own (label, name, platform …), engagement_rate (by followers), authenticity, low, high, range, band,
    partnerships (deals with a cost), cost, revenue, value, roi (fraction; missing without both).
    """
    table = creators.set_index("creator_key")
    frame = table[list(_OWN)].assign(engagement_rate=account_engagement_rate(table))
    frame = frame.assign(platform=frame["platform"].map(PLATFORM_LABELS).fillna(frame["platform"]), url=_web_address(frame["url"]))
    frame = frame.join(scores[["authenticity", "low", "high", "band"]])
    frame = frame.assign(range=_ranges(frame))
    sums = deals.groupby("creator_key")[["cost", "revenue", "value"]].sum(min_count=1)
    paid = deals[deals["cost"].notna()].groupby("creator_key").size().rename("partnerships")
    frame = frame.join(sums).join(paid)
    frame = frame.assign(partnerships=frame["partnerships"].fillna(0).astype("int64"), roi=roi(frame["value"], frame["cost"]))
    return frame.sort_values(["authenticity", "followers"], ascending=False, kind="stable")


def account_engagement_rate(creators: pd.DataFrame) -> pd.Series:
    """Return (likes + comments) / followers per post, else engagements / followers, else the rate the file states."""
    both = creators["avg_likes"] + creators["avg_comments"]
    known = both.fillna(creators["avg_engagements"])
    return ratio(known, creators["followers"]).fillna(creators["engagement_rate"])


def _web_address(urls: pd.Series) -> pd.Series:
    """Keep only web addresses: an uploaded link must not run anything."""
    return urls.where(urls.str.match(r"https?://", case=False).fillna(False).astype(bool))


def _ranges(frame: pd.DataFrame) -> pd.Series:
    low, high = (frame[name].round().astype("Int64").astype("str") for name in ("low", "high"))
    return (low + "–" + high).where(frame["authenticity"].notna())


def plain(text: object) -> str:
    """Return text in lower case without accents, so that "Zoë" is found by "zoe"."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", str(text).casefold()) if not unicodedata.combining(sign))


def filtered(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Return the rows of ``directory`` that ``filters`` keeps, in their order; every searched word must be in name or handle."""
    kept = pd.Series(True, index=frame.index)
    for column in _CHOICES:
        if chosen := getattr(filters, column):
            kept &= frame[column].isin(chosen)
    if filters.price_to is not None:
        kept &= frame["price"] <= filters.price_to
    if filters.only is not None:
        kept &= frame.index.isin(filters.only)
    words = plain(filters.search).replace("@", " ").split()
    if words:
        text = (frame["label"].fillna("") + " " + frame["name"].fillna("")).map(plain)
        for word in words:
            kept &= text.str.contains(word, regex=False)
    return frame[kept]


def options(frame: pd.DataFrame, column: str) -> list[str]:
    """Return the values of ``column`` to choose from: tiers and bands in their own order, others by frequency."""
    order = {"tier": TIER_ORDER, "band": BAND_ORDER}.get(column)
    counts = frame[column].dropna().value_counts()
    return [value for value in order if value in counts] if order else counts.index.tolist()


def merged_shortlist(shortlist: frozenset[str], visible: Sequence[str], ticked: Iterable[int]) -> frozenset[str]:
    """Return ``shortlist`` after the rows ``ticked`` (positions) of the ``visible`` keys were chosen and the others not."""
    return (shortlist - frozenset(visible)) | {visible[position] for position in ticked if position < len(visible)}


NOTES = (
    _("Authenticity runs from 0 to 100, high is genuine; the true score lies between its low and high end with 80% probability."),
    _("Engagement rate is (likes + comments) per post / followers, else as the file states it."),
    _("ROI is (value − cost) / cost over all partnerships; empty where cost or value is not known."),
)
# Columns of an export: name, header, type (lib.report.workbook.NUMBER_FORMATS).
_EXPORTED = {
    "engagement_rate": (_("Engagement rate"), "rate"),
    "authenticity": (_("Authenticity (0–100)"), "score"),
    "low": (_("Authenticity, low end"), "score"),
    "high": (_("Authenticity, high end"), "score"),
    "band": (_("Band"), "text"),
    "concerns": (_("Concerns"), "text"),
    "partnerships": (_("Partnerships"), "count"),
    "cost": (_("Cost ({currency})"), "money"),
    "revenue": (_("Direct sales ({currency})"), "money"),
    "value": (_("Value ({currency})"), "money"),
    "roi": (_("ROI"), "rate"),
}


def export(frame: pd.DataFrame, flags: pd.Series, currency: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return rows of ``directory`` with headers for people and the sentences of their ``flags``; and header -> type.

    ``flags`` is the column of ``lib.authenticity.score_creators``, indexed by creator_key.
    """
    labels = TABLES["creators"].columns
    own = {"label": (_("Handle"), "text"), "tier": (_("Tier"), "text")}
    own |= {name: (labels[name].label, labels[name].type) for name in _OWN if name in labels}
    chosen = {name: own[name] for name in _OWN} | _EXPORTED
    headers = {name: header.replace("{currency}", currency) for name, (header, _type) in chosen.items()}
    digits = {name: _DIGITS[kind] for name, (_header, kind) in chosen.items() if kind in _DIGITS}
    concerns = [" ".join(flag.sentence for flag in found or ()) for found in flags.reindex(frame.index)]
    rows = frame.assign(label=frame["label"].str.removeprefix("@"), concerns=pd.Series(concerns, frame.index, dtype="str"))
    return rows[list(chosen)].round(digits).rename(columns=headers).reset_index(drop=True), {
        headers[name]: kind for name, (_header, kind) in chosen.items()
    }


def summary(frame: pd.DataFrame) -> dict[str, int]:
    """Return how many creators there are, are scored, look genuine (at least mostly) and are to be verified."""
    counts = frame["band"].value_counts()
    good, bad = counts.reindex(["genuine", "mostly genuine"]).sum(), counts.reindex(["doubtful", "suspicious"]).sum()
    return {"creators": len(frame), "scored": int(good + bad), "genuine": int(good), "to_verify": int(bad)}
