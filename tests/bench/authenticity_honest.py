"""Honest creators: how often they are flagged by tier and platform, and what becomes of the best of them."""

import numpy as np
import pandas as pd
from authenticity_lists import suspicion

from lib.authenticity import score_creators
from lib.authenticity.evidence import collect
from lib.authenticity.measures import measures, scores_of
from lib.authenticity.norms import TENTH, peer_quantiles
from lib.authenticity.population import ordinary_scores
from lib.benchmarks import tier_of


def fairness(creators: pd.DataFrame, tables: dict[str, pd.DataFrame], guilty: np.ndarray, small: pd.DataFrame) -> None:
    """Print shares of honest creators with a serious flag, any flag, or below 60, by tier and platform, and their largest ratio.

    A ratio is of groups of 200 creators or more; the sample brand's groups are smaller and stand for the eye alone.
    """
    honest = guilty == 0
    invented = ordinary_creators(20_000)
    frames = {
        "sample brand": (creators[honest], score_creators(creators, **tables)[honest]),
        "real Instagram list": (small, score_creators(small)),
        "drawn from the norms": (invented, score_creators(invented)),
    }
    print("\nhonest creators: share with a serious flag / any flag / below 60 (largest : least at most 1.5)")
    for name, (frame, scored) in frames.items():
        serious = [any(flag.severity == "serious" for flag in flags) for flags in scored["flags"]]
        rates = pd.DataFrame(
            {"serious": serious, "any": scored["flags"].map(len) > 0, "below": scored["authenticity"] < 60}, index=frame.index
        )
        for group in ("platform", "tier"):
            labels = frame["platform"] if group == "platform" else tier_of(frame["followers"], "guide_1")
            _rates(f"  {name}, {group}", rates.astype(float), labels)


def _rates(title: str, rates: pd.DataFrame, labels: pd.Series) -> None:
    sizes, means = labels.value_counts(), rates.groupby(labels).mean()
    cells = [f"{label} {' / '.join(f'{value:.3f}' for value in row)} (n {sizes[label]})"
             for label, row in means.iterrows() if sizes[label] >= 40]  # fmt: skip
    large = means[sizes.reindex(means.index) >= 200]
    ratios = (large.max() / large.min()).map("{:.2f}".format) if len(large) > 1 else []
    print(f"{title}: {', '.join(cells)}" + (f"; ratios {' / '.join(ratios)}" if len(ratios) else ""))


def ordinary_creators(n: int) -> pd.DataFrame:
    """Return ``n`` ordinary creators of four platforms and all sizes, drawn from the shipped norms and correlations."""
    rng = np.random.default_rng(3)
    scores = ordinary_scores(n, 3)
    platform = rng.choice(["instagram", "tiktok", "youtube", "facebook"], n)
    followers = np.round(np.exp(rng.uniform(np.log(1e3), np.log(5e6), n)))

    def drawn(measure: str) -> np.ndarray:
        values = np.empty(n)
        for name in np.unique(platform):
            here, z = platform == name, scores[measure][platform == name]
            low, middle, high = peer_quantiles(measure, name, followers[here])
            values[here] = np.exp(middle + z * np.where(z > 0, high - middle, middle - low) / TENTH)
        return values

    likes = drawn("likes") * followers
    return pd.DataFrame(
        {
            "platform": platform, "followers": followers,
            "following": drawn("following_ratio") * followers, "posts": drawn("posts"),
            "avg_likes": likes, "avg_comments": drawn("comments") * followers, "avg_views": likes / drawn("likes_per_view"),
        }
    )  # fmt: skip


def excellent(lists: dict[str, pd.DataFrame]) -> None:
    """Print how many of the best 3 % fall into the worst 10 %: best in likes and comments per follower at once.

    Where views are known, likes per view must not lie below 9 in 10 peers: views alone are no excellence.
    """
    print("\nbest 3 % (likes and comments per follower both far above peers) in the worst 10 % (aim 0)")
    for name, frame in lists.items():
        evidence = collect(frame, {})
        z = scores_of(measures(evidence), evidence)
        quality = np.minimum(z["likes"], z["comments"])
        genuine = ~(z.get("likes_per_view", np.zeros(len(frame))) < -1.28)
        best = genuine & (quality > np.quantile(quality, 0.97))
        score = suspicion(frame)
        print(f"  {name}: {(score[best] > np.quantile(score, 0.9)).sum()} of {best.sum()}")
