"""Fraud planted into lists and tables: how much of it is found, beside what a judge who is told the fraud would find."""

import numpy as np
import pandas as pd
from authenticity_lists import auc, suspicion
from scipy.stats import norm as norm_dist

FIGURES = ("following", "posts", "avg_likes", "avg_comments", "avg_views", "avg_shares")
PLANTED = {
    "followers": {"followers": 1.0},
    "likes": {"avg_likes": 1.0},
    "comments": {"avg_comments": 1.0},
    "pods": {"avg_comments": 1.0, "avg_likes": 0.25},
    "views": {"avg_views": 1.0},
    "follow/unfollow": {"following": 1.0, "followers": 0.5},
}  # fraud -> figure: power of the multiple


def plant(frame: pd.DataFrame, fraud: str, times: float, share: float, seed: int = 1) -> tuple[pd.DataFrame, np.ndarray]:
    """Return ``frame`` with a share of its creators made fraudulent, and which."""
    guilty = np.zeros(len(frame), dtype=int)
    guilty[np.random.default_rng(seed).permutation(len(frame))[: round(share * len(frame))]] = 1
    planted = frame.copy()
    for column, power in PLANTED[fraud].items():
        planted[column] = planted[column] * np.where(guilty == 1, times**power, 1.0)
    return planted, guilty


def ceiling(honest: pd.DataFrame, planted: pd.DataFrame, guilty: np.ndarray, fraud: str) -> float:
    """Return the AUC of the judge who looks along the planted direction, in what size leaves open of every figure.

    Figures are ranked among honest creators of the platform (normal scores), so that no outlier rules; the direction is
    weighed by how they vary together (the matched filter of linear discriminant analysis).
    """
    before, after = open_figures(honest, honest), open_figures(honest, planted)
    direction = (after - before)[guilty == 1].mean(axis=0)
    weights = np.linalg.lstsq(np.atleast_2d(np.cov(before.T)), direction, rcond=None)[0]
    return auc(guilty, after @ weights)


def open_figures(honest: pd.DataFrame, frame: pd.DataFrame) -> np.ndarray:
    """Return the normal score of what size leaves open of each figure, among ``honest`` of the platform, (n, figures)."""
    names = [name for name in FIGURES if name in frame]
    scores = np.zeros((len(frame), len(names)))
    for platform in frame["platform"].unique():
        ours, theirs = honest[honest["platform"] == platform], frame["platform"] == platform
        for column, name in enumerate(names):
            known = ours[ours[name].notna()]
            if len(known) > 40:
                curve = np.polyfit(logs(known, "followers"), logs(known, name), 3)
                norm = np.sort(logs(known, name) - np.polyval(curve, logs(known, "followers")))
                rest = logs(frame[theirs], name) - np.polyval(curve, logs(frame[theirs], "followers"))
                rank = (np.searchsorted(norm, rest) + 0.5) / (len(norm) + 1)
                scores[theirs, column] = np.where(np.isnan(rest), 0.0, norm_dist.ppf(rank))
    return scores


def logs(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Return the logarithm of a figure; zero stays finite."""
    return np.log(frame[name].to_numpy(dtype=float) + 0.1)


def strict_ceiling(honest: pd.DataFrame, planted: pd.DataFrame, guilty: np.ndarray, fraud: str) -> float:
    """Return the AUC of the judge who also knows which sizes the honest list holds: the planted figure given all others."""
    main = next(iter(PLANTED[fraud]))
    names = [name for name in honest.select_dtypes("number") if name not in PLANTED[fraud]]

    def table(frame: pd.DataFrame, columns: list[str]) -> np.ndarray:
        values = np.column_stack([logs(frame, name) for name in columns])
        return np.column_stack([np.ones(len(frame)), np.where(np.isnan(values), np.nanmedian(values, axis=0), values)])

    weights = np.linalg.lstsq(table(honest, names), table(honest, [main])[:, 1], rcond=None)[0]
    return auc(guilty, table(planted, [main])[:, 1] - table(planted, names) @ weights)


def planted_auc(base: pd.DataFrame, fraud: str, times: float, share: float) -> float:
    """Return the AUC of a planted fraud, averaged over several draws of the guilty where the list is short."""
    draws = [plant(base, fraud, times, share, seed) for seed in range(1 if len(base) > 2000 else 6)]
    return float(np.mean([auc(guilty, suspicion(frame)) for frame, guilty in draws]))


def injections(bases: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Print AUC, ceilings and ratio of every fraud that the base has figures for; return list, fraud, auc, ceiling at 4 ×."""
    print(f"\n{'planted fraud':32}{'2×':>7}{'4×':>7}{'ceiling':>9}{'ratio':>7}{'strict':>8}{'ratio':>7}   4× at 5 / 20 / 50 %")
    ratios, strict, falls, found = [], [], [], []
    for name, base in bases.items():
        for fraud, figures in PLANTED.items():
            if not set(figures) <= set(base.columns):
                continue
            values = {key: planted_auc(base, fraud, *key) for key in ((2, 0.2), (4, 0.05), (4, 0.2), (4, 0.5))}
            tops = [judge(base, *plant(base, fraud, 4, 0.2), fraud) for judge in (ceiling, strict_ceiling)]
            ratio, other = ((values[4, 0.2] - 0.5) / (top - 0.5) for top in tops)
            ratios.append(ratio)
            found.append((name, fraud, values[4, 0.2], max(tops)))
            strict.append(other)
            falls.append(values[4, 0.05] - values[4, 0.5])
            shares = " / ".join(f"{values[4, share]:.3f}" for share in (0.05, 0.2, 0.5))
            print(f"{name + ': ' + fraud:32}{values[2, 0.2]:7.3f}{values[4, 0.2]:7.3f}{tops[0]:9.3f}{ratio:7.2f}"
                  f"{tops[1]:8.3f}{other:7.2f}   {shares}")  # fmt: skip
    ratios, strict = np.minimum(ratios, 1), np.minimum(strict, 1)  # on a short list the told judge may see less than we do
    print(f"mean ratio at 4 ×: {np.mean(ratios):.2f} (aim 0.80), to the strict ceiling {np.mean(strict):.2f}; "
          f"largest fall from 5 % to 50 %: {max(falls):.3f} (limit 0.03)")  # fmt: skip
    return pd.DataFrame(found, columns=["list", "fraud", "auc", "ceiling"])


def told_more(creators: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> None:
    """Print the AUC of frauds planted in list and tables alike: with the list alone, and with the table that shows them."""
    print("\nplanted at 4 × in list and tables (20 % of the sample's honest creators; 4 draws): list alone -> with the table")
    for fraud, (kind, spoil) in SPOILT.items():
        found = []
        for seed in range(4):
            planted, guilty = plant(creators, fraud, 4, 0.2, seed)
            keys = set(creators.loc[guilty == 1, "creator_id"])
            table = spoil(tables[kind], tables[kind]["creator_id"].isin(keys), np.random.default_rng(seed))
            found.append((auc(guilty, suspicion(planted)), auc(guilty, suspicion(planted, **{kind: table}))))
        print(f"  {fraud} + {kind}: {' -> '.join(f'{value:.3f}' for value in np.mean(found, axis=0))}")


def bought_followers(history: pd.DataFrame, guilty: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return a history in which three quarters of today's followers came in one lot, on one of the days."""
    table = history.sort_values(["creator_id", "date"])
    place = table.groupby("creator_id").cumcount() / table.groupby("creator_id")["date"].transform("size")
    day = table["creator_id"].map({key: rng.uniform(0.2, 0.9) for key in table["creator_id"].unique()})
    lot = 3 * table.groupby("creator_id")["followers"].transform("last")
    return table.assign(followers=table["followers"] + lot.where(guilty.loc[table.index] & (place >= day), 0))


def bought_likes(posts: pd.DataFrame, guilty: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return posts to each of which the same number of likes was added, three times the creator's usual."""
    lot = 3 * posts.groupby("creator_id")["likes"].transform("median") * rng.uniform(0.9, 1.1, len(posts))
    return posts.assign(likes=posts["likes"] + lot.where(guilty, 0))


def bought_views(posts: pd.DataFrame, guilty: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return posts to each of which the same number of views was added, three times the creator's usual."""
    lot = 3 * posts.groupby("creator_id")["views"].transform("median") * rng.uniform(0.9, 1.1, len(posts))
    return posts.assign(views=posts["views"] + lot.where(guilty, 0))


def pods(comments: pd.DataFrame, guilty: pd.Series, rng: np.random.Generator) -> pd.DataFrame:
    """Return comments of which half were written by a pod of twelve, in phrases any post would do for."""
    swapped = guilty & (rng.random(len(comments)) < 0.5)
    phrases = np.array(["Love this!", "So good", "🔥🔥🔥", "Amazing", "Obsessed with this", "You look great", "Need this now"])
    members = (
        comments["creator_id"].astype("str") + "-pod-" + pd.Series(rng.integers(0, 12, len(comments))).astype("str").to_numpy()
    )
    said = rng.choice(phrases, len(comments))
    return comments.assign(text=comments["text"].where(~swapped, said), author=comments["author"].where(~swapped, members))


SPOILT = {
    "followers": ("followers", bought_followers),
    "likes": ("posts", bought_likes),
    "views": ("posts", bought_views),
    "pods": ("comments", pods),
}  # fraud -> the table that shows it, and how it is spoilt
