"""Does a verdict hold whichever published engagement benchmark, and whichever cut into tiers, one believes?

Each reading puts what a source publishes for the creator's platform and tier in place of the typical engagement of peers;
the spread around it and everything else stay as they are.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.authenticity.evidence import Evidence
from lib.authenticity.explain import Explanation, peers_of
from lib.authenticity.measures import BY_NAME, measures, scores_of
from lib.authenticity.norms import TENTH, likes_with_comments
from lib.authenticity.population import reference
from lib.authenticity.score import IN_DOUBT_BELOW, calibrated, known_features, thinness
from lib.authenticity.severity import severities
from lib.authenticity.sheet import explanation
from lib.benchmarks import ENGAGEMENT_SOURCES, SOURCES, TIER_SCHEMES, engagement_benchmark, tier_of

MOVED = ("engagement", "likes", "comments")  # per follower: what a benchmark of engagement speaks of
COLUMNS = ["creator", "source", "scheme", "engagement", "authenticity", "flips"]


def readings(scored: pd.DataFrame, positions: np.ndarray) -> pd.DataFrame:
    """Return the score of some creators under every benchmark source and tier scheme that speaks of them.

    ``scored`` is ``score_creators``' result, ``positions`` (n,) rows of it. One row per creator and differing benchmark:
    creator (the position), source, scheme, engagement (typical rate it publishes), authenticity, flips (bool: the verdict,
    below or from ``IN_DOUBT_BELOW`` on, is the other one). Empty where nothing is known of engagement.
    """
    positions = np.asarray(positions, dtype=np.int64)
    why = explanation(scored, positions[0])[0] if len(positions) else None
    if why is None:
        return pd.DataFrame(columns=COLUMNS).astype({"flips": bool})
    rows = np.array([explanation(scored, position)[1] for position in positions], dtype=np.int64)
    evidence = why.evidence.rows(rows)
    table = _benchmarks(evidence)
    at = table.pop("row").to_numpy()
    score = _scores_under(why, rows[at], evidence.rows(at), np.log(table["engagement"].to_numpy(float)))
    doubtful = score < IN_DOUBT_BELOW
    flips = ~np.isnan(score) & (doubtful != (why.authenticity[rows[at]] < IN_DOUBT_BELOW))
    found = table.assign(creator=positions[at], authenticity=score, flips=flips)[COLUMNS]
    return found.dropna(subset="authenticity").reset_index(drop=True)


def _benchmarks(evidence: Evidence) -> pd.DataFrame:
    """Return one line per creator and differing published rate: row, source, scheme, engagement."""
    known = np.flatnonzero(~np.isnan(measures(evidence).get("engagement", np.full(evidence.size, np.nan))))
    people = pd.DataFrame({"row": known, "platform": np.array(evidence.names, dtype=object)[evidence.place[known]]})
    followers = pd.Series(evidence.get("followers")[known])
    lines = []
    for scheme in TIER_SCHEMES:
        table = people.assign(tier=tier_of(followers, scheme).fillna(""), scheme=scheme)
        lines.append(table.merge(_published(table, scheme), on=["platform", "tier"]))
    return pd.concat(lines)[["row", "source", "scheme", "engagement"]].drop_duplicates(["row", "source", "engagement"])


def _published(table: pd.DataFrame, scheme: str) -> pd.DataFrame:
    lines = [
        (platform, tier, source, found.middle)
        for platform, tier in table[["platform", "tier"]].drop_duplicates().itertuples(index=False)
        for source in ENGAGEMENT_SOURCES
        if (found := engagement_benchmark(source, platform, tier or None, scheme)) and found.basis in ("", "followers")
    ]
    found = pd.DataFrame(lines, columns=["platform", "tier", "source", "engagement"])
    return found.astype({"platform": table["platform"].dtype, "tier": table["tier"].dtype, "engagement": float})


def _scores_under(why: Explanation, rows: np.ndarray, evidence: Evidence, typical: np.ndarray) -> np.ndarray:
    """Return the score of each line's creator when ``typical`` (log rate) stands for its peers' median engagement."""
    before = scores_of(measures(evidence), evidence)
    linked = likes_with_comments(evidence.get("followers"))
    change = severities(_moved(before, evidence, typical), evidence.size, linked) - severities(before, evidence.size, linked)
    severity = why.severity[rows] + change
    ordinary = why.forest.contributions(reference())
    return calibrated(why.forest.totals(severity)[0], known_features(severity), ordinary, thinness(evidence))["authenticity"]


def _moved(z: Mapping[str, np.ndarray], evidence: Evidence, typical: np.ndarray) -> dict[str, np.ndarray]:
    values = measures(evidence)
    shift = typical - peers_of("engagement", evidence)[1]
    moved = dict(z)
    for name in MOVED:
        if name in values:
            low, middle, high = peers_of(name, evidence)
            away = np.log(values[name] + BY_NAME[name].offset) - middle - shift
            moved[name] = away * TENTH / np.where(away >= 0, high - middle, middle - low)
    return moved


def holds(found: pd.DataFrame) -> pd.DataFrame:
    """Return per creator of ``readings`` (index creator): readings (count), flips (count), and the sources that flip, in words."""
    by_creator = found.groupby("creator")
    against = found[found["flips"]]
    words = against["source"].map(lambda key: SOURCES[key].title).groupby(against["creator"]).agg(_listed)
    table = by_creator["flips"].agg(["size", "sum"]).astype(int).set_axis(["readings", "flips"], axis=1)
    return table.assign(sources=words.reindex(table.index).fillna(""))


def _listed(titles: pd.Series) -> str:
    return "; ".join(dict.fromkeys(titles))
