"""The one reader of the benchmark files beside it; every figure it returns names its source."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

_FOLDER = Path(__file__).resolve().parent
TIER_ORDER = ("pre-nano", "nano", "micro", "mid", "macro", "mega")
_TEXT = ("scheme", "source", "platform", "tier", "model", "metric", "channel", "currency", "note", "unit", "deliverable", "action")


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: title, year of the data, whom it describes, and what its rates are divided by."""

    key: str
    title: str
    data_year: str
    population: str = ""
    basis: str = ""
    basis_stated: bool = True
    note: str = ""


@dataclass(frozen=True)
class TierScheme:
    """One way to cut accounts into tiers: (tier, followers from inclusive, to exclusive; inf at the top)."""

    key: str
    source: Source
    bounds: tuple[tuple[str, float, float], ...]

    @property
    def tiers(self) -> tuple[str, ...]:
        """Return the scheme's tiers, smallest first, without pre-nano."""
        return tuple(tier for tier, _, _ in self.bounds)


@dataclass(frozen=True)
class Benchmark:
    """One published figure: a range (``low`` < ``high``), a point (equal), or open upwards (``high`` NaN).

    Rates are fractions, money is in ``unit`` (a currency code). ``basis`` is what a rate is divided by, else ''.
    ``tier`` is '' where the source does not tell tiers apart.
    """

    metric: str
    platform: str
    tier: str
    low: float
    high: float
    unit: str
    source: Source
    note: str = ""

    @property
    def basis(self) -> str:
        """Return the basis of the rate, from its source."""
        return self.source.basis

    @property
    def middle(self) -> float:
        """Return the geometric middle of the range; the lower bound when it is open upwards."""
        return self.low if np.isnan(self.high) else float(np.sqrt(self.low * self.high))


def _load_sources() -> MappingProxyType[str, Source]:
    raw = tomllib.loads((_FOLDER / "sources.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: Source(key=key, **fields) for key, fields in raw.items()})


SOURCES: MappingProxyType[str, Source] = _load_sources()


@lru_cache(maxsize=16)
def _table(name: str) -> pd.DataFrame:
    frame = pd.read_csv(_FOLDER / f"{name}.csv", encoding="utf-8", keep_default_na=True)
    text = [column for column in frame if column in _TEXT]
    return frame.assign(**{column: frame[column].astype("str").fillna("") for column in text})


def _load_schemes() -> MappingProxyType[str, TierScheme]:
    rows = _table("tiers").fillna({"followers_to": np.inf})
    schemes = {}
    for key, part in rows.groupby("scheme", sort=False):
        bounds = tuple(zip(part["tier"], part["followers_from"].astype(float), part["followers_to"], strict=True))
        schemes[key] = TierScheme(key, SOURCES[part["source"].iloc[0]], bounds)
    return MappingProxyType(schemes)


TIER_SCHEMES: MappingProxyType[str, TierScheme] = _load_schemes()
ENGAGEMENT_SOURCES: tuple[str, ...] = tuple(dict.fromkeys(_table("engagement")["source"]))
PRICE_SOURCES: tuple[str, ...] = tuple(dict.fromkeys(_table("prices")["source"]))


def _known(value: str, known: tuple[str, ...], what: str) -> str:
    if value not in known:
        raise ValueError(f"Unknown {what} {value!r}; there are: {', '.join(known)}.")
    return value


def tier_of(followers: pd.Series, scheme: str = "guide_1") -> pd.Series:
    """Return the tier of each account under ``scheme``; missing where followers are missing or negative.

    Lower bounds are inclusive; below the smallest tier is 'pre-nano'. Raises ValueError for an unknown scheme.
    """
    bounds = TIER_SCHEMES[_known(scheme, tuple(TIER_SCHEMES), "tier scheme")].bounds
    count = pd.to_numeric(followers, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    names = np.array(["pre-nano", *(tier for tier, _, _ in bounds)], dtype=object)
    tiers = names[np.searchsorted([low for _, low, _ in bounds], count, side="right") * ~np.isnan(count)]
    return pd.Series(tiers, index=followers.index, name="tier").where(count >= 0).astype("str")


def _size_of(tier: str, scheme: str) -> float:
    """Return the typical followers of a tier: the geometric middle of its bounds (the open top counts up to tenfold)."""
    for name, low, high in TIER_SCHEMES[_known(scheme, tuple(TIER_SCHEMES), "tier scheme")].bounds:
        if name == tier:
            return float(np.sqrt(low * min(high, low * 10)))
    return float("nan")


def _match(rows: pd.DataFrame, platform: str, tier: str | None, scheme: str) -> pd.Series | None:
    """Pick the row for a platform and tier: by follower bounds where the source states them, else by the tier's name."""
    rows = rows[rows["platform"].isin([platform, ""])]
    size = _size_of(tier, scheme) if tier else float("nan")
    bounded = rows["followers_from"].notna()
    inside = bounded & (rows["followers_from"] <= size) & (size < rows["followers_to"].fillna(np.inf))
    named = ~bounded & (rows["tier"] == (tier or ""))
    general = ~bounded & (rows["tier"] == "")
    for choice in (inside, named, general):
        if choice.any():
            return rows[choice].iloc[0]
    return None


def _benchmark(row: pd.Series | None, metric: str, platform: str, tier: str | None, unit: str) -> Benchmark | None:
    if row is None or pd.isna(row["low"]):
        return None
    by_tier = bool(row.get("tier", "")) or pd.notna(row.get("followers_from", np.nan))
    matched = tier if tier and by_tier else ""
    low, high = float(row["low"]), float(row["high"])
    return Benchmark(metric, platform, matched, low, high, unit, SOURCES[row["source"]], row.get("note", ""))


@lru_cache(maxsize=4096)
def engagement_benchmark(source: str, platform: str, tier: str | None = None, scheme: str = "guide_1") -> Benchmark | None:
    """Return what ``source`` publishes for an account of ``tier`` (as ``scheme`` cuts it) on ``platform``; None when nothing.

    Rates are fractions of the source's basis. A source with its own follower bounds is matched by size (the geometric
    middle of the tier), others by the tier's name, and sources without tiers by platform. Raises ValueError for an unknown source.
    """
    rows = _table("engagement")
    rows = rows[rows["source"] == _known(source, ENGAGEMENT_SOURCES, "engagement benchmark")]
    return _benchmark(_match(rows, platform, tier, scheme), "engagement_rate", platform, tier, "fraction")


@lru_cache(maxsize=4096)
def price_benchmark(source: str, platform: str, tier: str | None = None, scheme: str = "guide_1") -> Benchmark | None:
    """Return the published price per post for ``tier`` on ``platform``; None when the source has none."""
    rows = _table("prices")
    rows = rows[rows["source"] == _known(source, PRICE_SOURCES, "price benchmark")]
    row = _match(rows, platform, tier, scheme)
    return _benchmark(row, "price", platform, tier, "" if row is None else row["currency"])


@lru_cache(maxsize=64)
def cpm_benchmark(platform: str) -> Benchmark | None:
    """Return the published range of cost per 1,000 impressions on ``platform``; None when there is none."""
    rows = _table("cpm")
    rows = rows[rows["platform"] == platform]
    if rows.empty:
        return None
    row = rows.iloc[0]
    note = f"reported up to {row['reported_up_to_low']:g}–{row['reported_up_to_high']:g}"
    return Benchmark("cpm", platform, "", float(row["low"]), float(row["high"]), row["currency"], SOURCES[row["source"]], note)


@lru_cache(maxsize=64)
def cac_benchmark(channel: str = "influencer") -> Benchmark:
    """Return the published range of customer acquisition cost of a channel; raises ValueError for an unknown channel."""
    rows = _table("cac")
    row = rows[rows["channel"] == _known(channel, tuple(rows["channel"]), "channel")].iloc[0]
    source = SOURCES[row["source"]]
    return Benchmark("cac", "", "", float(row["low"]), float(row["high"]), row["currency"], source, f"channel: {channel}")


@lru_cache(maxsize=64)
def reach_benchmark(platform: str) -> Benchmark | None:
    """Return typical organic reach per post as a share of followers; None where no range is published."""
    rows = _table("reach")
    rows = rows[rows["platform"] == platform]
    return _benchmark(None if rows.empty else rows.iloc[0], "reach_rate", platform, None, "fraction of followers")


@lru_cache(maxsize=64)
def target(metric: str) -> Benchmark | None:
    """Return the guide's target for 'roi' (fraction) or 'roas' (multiple); None for other metrics."""
    rows = _table("targets")
    rows = rows[rows["metric"] == metric]
    return _benchmark(None if rows.empty else rows.iloc[0], metric, "", None, "multiple" if metric == "roas" else "fraction")


def _with_sources(frame: pd.DataFrame) -> pd.DataFrame:
    facts = pd.DataFrame(
        {"source": list(SOURCES), "source_title": [s.title for s in SOURCES.values()],
         "data_year": [s.data_year for s in SOURCES.values()], "basis": [s.basis for s in SOURCES.values()]}
    )  # fmt: skip
    return frame.merge(facts, on="source", how="left", validate="many_to_one")


def engagement_benchmarks() -> pd.DataFrame:
    """Return every published engagement rate: source, platform, tier or bounds, low, high, source_title, data_year, basis."""
    return _with_sources(_table("engagement"))


def price_benchmarks() -> pd.DataFrame:
    """Return every published price per post: source, platform, tier, low, high, currency, note, source_title, data_year."""
    return _with_sources(_table("prices")).drop(columns="basis")


def cac_channels() -> pd.DataFrame:
    """Return the channel comparison: acquisition cost range and its other rows, with source_title and data_year."""
    return _with_sources(_table("cac")).drop(columns="basis")


def model_terms() -> pd.DataFrame:
    """Return typical terms per partnership model: deliverable, platform, low, high, unit, note, source_title, data_year."""
    return _with_sources(_table("models")).drop(columns="basis")


def earned_media_formulas() -> pd.DataFrame:
    """Return earned-media values per action, labelled by formula (source); they disagree, and never enter ROI."""
    return _with_sources(_table("emv")).drop(columns="basis")


def programme_levels() -> pd.DataFrame:
    """Return the programme tiers 1–4: level, role, low, high, currency, per, count_low, count_high, source_title, data_year."""
    return _with_sources(_table("programme")).drop(columns="basis")
