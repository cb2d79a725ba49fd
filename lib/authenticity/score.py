"""score_creators: features → reference → model → flags → score, explained."""

from functools import lru_cache

import numpy as np
import pandas as pd

from lib.authenticity.calibration import MINIMUM, PatternCalibration
from lib.authenticity.evidence import Evidence, collect
from lib.authenticity.explain import Explanation, next_datum
from lib.authenticity.features import FEATURES, WEIGHTS, measures, scores_of, severities
from lib.authenticity.model import AnchoredIsolationForest
from lib.authenticity.population import SEED, reference

BANDS = ("genuine", "mostly genuine", "doubtful", "suspicious", "no score")
BAND_FROM = {"genuine": 80.0, "mostly genuine": 60.0, "doubtful": 40.0, "suspicious": 0.0}
SAMPLE = 1024  # distinct creators of an upload that may join the reference
UPLOAD_HALF = 400  # distinct creators at which an upload's say in its peers' norm reaches half its bound
UPLOAD_BOUND = 0.3  # an upload's largest say in its peers' norm
SHIFT_BOUND = 1.0  # peer spreads by which an upload's own middle may count at most


@lru_cache(maxsize=1)
def reference_forest() -> AnchoredIsolationForest:
    """Return the forest fitted on the reference population; made once per process."""
    return AnchoredIsolationForest(reference=reference(), weights=WEIGHTS, random_state=SEED).fit(reference())


def score_creators(creators: pd.DataFrame, **tables: pd.DataFrame) -> pd.DataFrame:
    """Score how genuine each creator's audience and engagement look, from whatever is known.

    ``creators`` and the optional ``posts``, ``followers``, ``comments`` and ``audience`` are canonical (``lib.schema``).
    Returns a frame with the same index: authenticity 0–100 (high = genuine, NaN = too little known), low and high (80 %),
    confidence 0–1, band, flags (list of Flag), reasons (list of (text, points), adding up to the distance from a typical
    peer), next_datum. Deterministic; independent of row order and of duplicates; never raises on missing columns.
    """
    evidence = collect(creators, tables)
    found = measures(evidence)
    z = scores_of(found, evidence)
    chosen = distinct_sample(z, evidence)
    z = {name: values - upload_shift(values, chosen, evidence.platform) if name in SHIFTED else values for name, values in z.items()}
    severity = severities(z, evidence.size)
    forest = reference_forest().joined(severity[chosen]) if len(chosen) else reference_forest()
    contributions = forest.contributions(severity)
    scored = calibrated(contributions, forest.contributions(reference()), evidence)
    why = Explanation(evidence, found, severity, contributions, scored["authenticity"])
    rows = range(evidence.size)
    return pd.DataFrame(
        scored
        | {
            "band": bands(scored["authenticity"]),
            "flags": pd.Series([why.flags(row) for row in rows], dtype=object),
            "reasons": pd.Series([why.reasons(row) for row in rows], dtype=object),
            "next_datum": next_data(severity, evidence),
        }
    ).set_axis(creators.index)


SHIFTED = ("likes", "comments", "engagement", "comments_per_like", "views", "likes_per_view")


def distinct_sample(z: dict[str, np.ndarray], evidence: Evidence) -> np.ndarray:
    """Return rows of at most ``SAMPLE`` distinct creators, chosen by hash: neither order nor duplicates matter."""
    if not z:
        return np.empty(0, dtype=int)
    table = pd.DataFrame({**z, "platform": evidence.platform.astype(str)})
    hashes = pd.util.hash_pandas_object(table, index=False).to_numpy()
    return np.unique(hashes, return_index=True)[1][:SAMPLE]


def upload_shift(values: np.ndarray, chosen: np.ndarray, platform: np.ndarray) -> np.ndarray:
    """Return how far the upload's own middle moves its peers' norm, (n,) in peer spreads: bounded in weight and in size."""
    shift = np.zeros(len(values))
    for name in pd.unique(platform):
        sample = values[chosen[platform[chosen] == name]]
        sample = sample[~np.isnan(sample)]
        if len(sample):
            weight = UPLOAD_BOUND * len(sample) / (len(sample) + UPLOAD_HALF)
            shift[platform == name] = weight * np.clip(np.median(sample), -SHIFT_BOUND, SHIFT_BOUND)
    return shift


def calibrated(contributions: np.ndarray, ordinary: np.ndarray, evidence: Evidence) -> dict[str, np.ndarray]:
    """Return authenticity, low, high, confidence (n,): every creator against the reference on the same known features."""
    known = ~np.isnan(contributions)
    totals = np.nansum(contributions, axis=1)
    names = ("authenticity", "low", "high", "confidence")
    result = {name: np.full(len(totals), np.nan) for name in names}
    result["confidence"] = np.zeros(len(totals))
    codes = known @ (1 << np.arange(known.shape[1], dtype=np.int64))
    thin = thinness(evidence)
    for code in pd.unique(codes):
        rows = np.flatnonzero(codes == code)
        pattern = known[rows[0]]
        share = float(WEIGHTS[pattern].sum() / WEIGHTS.sum())
        if share < MINIMUM:
            continue
        calibration = PatternCalibration(ordinary[:, pattern].sum(axis=1), share)
        values = calibration.interval(calibration.tail_probability(totals[rows]), thin[rows])
        for name, column in zip(names, values, strict=True):
            result[name][rows] = column
    result["low"] = np.minimum(result["low"], result["authenticity"])
    result["high"] = np.maximum(result["high"], result["authenticity"])
    return result


def thinness(evidence: Evidence) -> np.ndarray:
    """Return how much small counts leave of the evidence's worth (0.4–1): below 10 posts or 2,000 followers it is thin."""
    posts = np.nan_to_num(np.minimum(evidence.get("posts") / 10.0, 1.0), nan=1.0)
    followers = np.nan_to_num(np.minimum(evidence.get("followers") / 2000.0, 1.0), nan=0.5)
    return 0.4 + 0.3 * posts + 0.3 * followers


def bands(authenticity: np.ndarray) -> np.ndarray:
    """Return the band of each score."""
    names = list(BAND_FROM)
    conditions = [authenticity >= floor for floor in BAND_FROM.values()]
    return np.select(conditions, names, default="no score").astype(object)


def next_data(severity: np.ndarray, evidence: Evidence) -> list[str]:
    """Return for each creator the one missing datum that would add most evidence."""
    known = ~np.isnan(severity)
    names = sorted({name for feature in FEATURES for name in feature.needs})
    given = np.stack([~np.isnan(evidence.get(name)) for name in names], axis=1)
    both = np.hstack([known, given])
    unique, inverse = np.unique(both, axis=0, return_inverse=True)
    words = [next_datum(tuple(row[: len(FEATURES)]), frozenset(np.array(names)[row[len(FEATURES) :]])) for row in unique]
    return [words[i] for i in inverse.ravel()]
