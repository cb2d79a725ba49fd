"""score_creators: features → reference → model → flags → score, explained."""

from functools import lru_cache

import numpy as np
import pandas as pd

from lib.authenticity.calibration import MINIMUM, PatternCalibration
from lib.authenticity.evidence import Evidence, collect
from lib.authenticity.explain import Explanation, next_datum
from lib.authenticity.features import FEATURES, GROUPS, NAMES, WEIGHTS
from lib.authenticity.listeners import Target
from lib.authenticity.lists import WrittenWhenRead
from lib.authenticity.measures import measures, scores_of
from lib.authenticity.model import CHUNK, AnchoredIsolationForest, combined
from lib.authenticity.norms import likes_with_comments
from lib.authenticity.population import SEED, reference
from lib.authenticity.severity import EXTREME_FROM, severities

BAND_FROM = {"genuine": 80.0, "mostly genuine": 60.0, "doubtful": 40.0, "suspicious": 0.0}
BANDS = (*BAND_FROM, "no score")
IN_DOUBT = ("doubtful", "suspicious")
IN_DOUBT_BELOW = BAND_FROM["mostly genuine"]
SAMPLE = 1024  # distinct creators of an upload that may join the reference
UPLOAD_BOUND = 0.1  # an upload's largest say in what is normal for its peers
UPLOAD_HALF = 400  # distinct creators at which it has half of that say
SHIFT_BOUND = 1.0  # peer spreads by which an upload's own middle counts at most
SHIFTED = ("likes", "comments", "engagement", "comments_per_like", "views", "likes_per_view")  # norms an upload may move
UNUSUAL, EXCEPTIONAL_FROM = 1.65, 1.5  # peer spreads: 1 in 20 peers, 1 in 15
NEEDS = tuple(sorted({name for feature in FEATURES for name in feature.needs}))
# a table counts as given where it says something
SHOWN_BY = {
    "post_table": "post_spread",
    "follower_history": "largest_jump",
    "comments": "comments_generic_share",
    "audience": "audience_told",
}


@lru_cache(maxsize=1)
def reference_forest() -> AnchoredIsolationForest:
    """Return the forest fitted on the reference population; made once per process."""
    forest = AnchoredIsolationForest(reference=reference(), weights=WEIGHTS, groups=GROUPS, norm=0.0, random_state=SEED)
    return forest.fit(reference())


def score_creators(creators: pd.DataFrame, *, target: Target | None = None, **tables: pd.DataFrame) -> pd.DataFrame:
    """Score how genuine each creator's audience and engagement look, from whatever is known.

    ``creators`` and the optional ``posts``, ``followers``, ``comments`` and ``audience`` are canonical (``lib.schema``);
    ``target`` says whom the brand wants to reach: dimension of ``audience`` -> values.
    Returns a frame with the same index: authenticity 0–100 (high = genuine, NaN = too little known), low and high (80 %),
    confidence 0–1, band, flags (list of Flag), reasons (list of (text, points), adding up to the distance from a typical
    peer), next_datum (words), exceptional (bool). Deterministic; independent of row order and of duplicates; never raises on
    missing columns.
    """
    evidence = collect(creators, tables, target)
    severity = feature_matrix(evidence)
    chosen = distinct_sample(severity)
    forest = reference_forest().joined(severity[chosen]) if len(chosen) else reference_forest()
    codes = known_features(severity)
    scored = calibrated(forest.totals(severity)[0], codes, forest.contributions(reference()), thinness(evidence))
    why = Explanation(evidence, severity, forest, scored["authenticity"])
    rows = np.arange(evidence.size)
    return pd.DataFrame(
        scored
        | {
            "band": bands(scored["authenticity"]),
            "flags": WrittenWhenRead(why.flags, rows),
            "reasons": WrittenWhenRead(why.reasons, rows),
            "next_datum": next_data(codes, evidence),
            "exceptional": exceptional(severity, scored["authenticity"]),
        }
    ).set_axis(creators.index)


def feature_matrix(evidence: Evidence) -> np.ndarray:
    """Return the features of every creator, (n, features) float32, against peers whose norm the upload moves a little."""
    sample = evidence.rows(distinct_rows(evidence))
    shifts = upload_shifts(scores_of(measures(sample), sample), sample.place)
    matrix = np.empty((evidence.size, len(FEATURES)), dtype=np.float32)
    for start in range(0, evidence.size, CHUNK):
        part = evidence.rows(slice(start, start + CHUNK))
        z = scores_of(measures(part), part)
        for name, by_place in shifts.items():
            if name in z:
                z[name] = z[name] - by_place[part.place]
        matrix[start : start + CHUNK] = severities(z, part.size, likes_with_comments(part.get("followers")))
    return matrix


def distinct_rows(evidence: Evidence) -> np.ndarray:
    """Return rows of at most ``SAMPLE`` distinct creators, chosen by hash: neither order nor duplicates matter."""
    if not evidence.numbers:
        return np.empty(0, dtype=int)
    places = pd.util.hash_array(np.array(evidence.names, dtype=object))[evidence.place]
    return _smallest_hashes([*evidence.numbers.values()], places)


def distinct_sample(severity: np.ndarray) -> np.ndarray:
    """Return rows of at most ``SAMPLE`` distinct feature vectors, chosen by hash."""
    return _smallest_hashes(list(severity.T), np.zeros(len(severity), dtype=np.uint64))


def _smallest_hashes(columns: list[np.ndarray], hashes: np.ndarray) -> np.ndarray:
    hashes = hashes.astype(np.uint64)
    for column in columns:
        bits = np.ascontiguousarray(column, dtype=np.float64).view(np.uint64)
        hashes = (hashes ^ bits) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(32)
    return np.unique(hashes, return_index=True)[1][:SAMPLE]


def upload_shifts(z: dict[str, np.ndarray], place: np.ndarray) -> dict[str, np.ndarray]:
    """Return how far the upload's own middle moves its peers' norm, in peer spreads by platform: bounded in weight and in size."""
    shifts = {}
    for measure in set(SHIFTED) & set(z):
        shifts[measure] = np.zeros(place.max(initial=0) + 1)
        for one in np.unique(place):
            values = z[measure][place == one]
            values = values[np.abs(values) < 2 * SHIFT_BOUND]  # also drops missing
            if len(values):
                weight = UPLOAD_BOUND * len(values) / (len(values) + UPLOAD_HALF)
                shifts[measure][one] = weight * float(np.clip(np.median(values), -SHIFT_BOUND, SHIFT_BOUND))
    return shifts


def known_features(severity: np.ndarray) -> np.ndarray:
    """Return which features are known of each creator, as bits, (n,) int64."""
    codes = np.zeros(len(severity), dtype=np.int64)
    for start in range(0, len(severity), CHUNK):
        rows = slice(start, start + CHUNK)
        for bit, known in enumerate(~np.isnan(severity[rows].T)):
            codes[rows] |= known.astype(np.int64) << bit
    return codes


def calibrated(totals: np.ndarray, codes: np.ndarray, ordinary: np.ndarray, thin: np.ndarray) -> dict[str, np.ndarray]:
    """Return authenticity, low, high, confidence (n,): every creator against the reference on the same known features."""
    names = ("authenticity", "low", "high", "confidence")
    result = {name: np.full(len(totals), np.nan) for name in names}
    result["confidence"] = np.zeros(len(totals))
    groups, patterns = pd.factorize(codes)
    order = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups, minlength=len(patterns)))
    for code, end, count in zip(patterns, ends, np.diff(ends, prepend=0), strict=True):
        rows = order[end - count : end]
        known = (int(code) >> np.arange(len(FEATURES))) & 1 == 1
        share = float(WEIGHTS[known].sum() / WEIGHTS.sum())
        if share < MINIMUM:
            continue
        calibration = PatternCalibration(combined(ordinary[:, known], GROUPS[known]), share)
        values = calibration.interval(calibration.tail_probability(totals[rows]), thin[rows])
        for name, column in zip(names, values, strict=True):
            result[name][rows] = column
    return result


def thinness(evidence: Evidence) -> np.ndarray:
    """Return how much small counts leave of the evidence's worth (0.4–1): below 10 posts or 2,000 followers it is thin."""
    posts = np.nan_to_num(np.minimum(evidence.get("posts") / 10.0, 1.0), nan=1.0)
    followers = np.nan_to_num(np.minimum(evidence.get("followers") / 2000.0, 1.0), nan=0.5)
    return 0.4 + 0.3 * posts + 0.3 * followers


def bands(authenticity: np.ndarray) -> np.ndarray:
    """Return the band of each score."""
    conditions = [authenticity >= floor for floor in BAND_FROM.values()]
    return np.select(conditions, list(BAND_FROM), default="no score").astype(object)


def exceptional(severity: np.ndarray, authenticity: np.ndarray) -> np.ndarray:
    """Return who draws far more engagement than peers with nothing unusual against them, (n,) bool."""
    column = NAMES.index("engagement_extreme")
    others = np.delete(severity, column, axis=1)
    ordinary = ~(others >= UNUSUAL).any(axis=1)
    return (severity[:, column] >= EXCEPTIONAL_FROM - EXTREME_FROM) & ordinary & (authenticity >= BAND_FROM["genuine"])


def next_data(codes: np.ndarray, evidence: Evidence) -> np.ndarray:
    """Return for each creator the one missing datum that would add most evidence."""
    given = np.zeros(evidence.size, dtype=np.int64)
    for bit, name in enumerate(NEEDS):
        given |= (~np.isnan(evidence.get(SHOWN_BY.get(name, name)))).astype(np.int64) << bit
    known, patterns = pd.factorize(codes)
    has, givens = pd.factorize(given)
    groups, pairs = pd.factorize(known * max(len(givens), 1) + has)
    words = [next_datum(int(patterns[pair // len(givens)]), _named(int(givens[pair % len(givens)]))) for pair in pairs]
    return np.array(words, dtype=object)[groups] if len(words) else np.empty(0, dtype=object)


def _named(bits: int) -> frozenset[str]:
    return frozenset(name for position, name in enumerate(NEEDS) if bits >> position & 1)
