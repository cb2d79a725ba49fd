"""What the brand collected about the accounts: follower histories, comments read, audience shares."""

import numpy as np
import pandas as pd

from brand.creators import COUNTRIES
from brand.words import WORDS, one_of, remark

END = pd.Timestamp("2026-08-31")
WEEKS = 60
COMMENTED = 120  # honest accounts whose comments were read; every account with a planted comment pattern is added
COMMENTS_EACH = 16
AUDIENCES = 190
ELSEWHERE = ("US", "GB", "DE", "MX", "ID", "TR", "BR", "IN", "PH", "PL", "EG", "VN")
GENDERS = ("female", "male")
AGES = ("13-17", "18-24", "25-34", "35-44", "45+")


def histories(rng: np.random.Generator, accounts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return weekly follower counts (long), and per innocent spike its week: creator_id, date, lift."""
    weeks = END - pd.to_timedelta(np.arange(WEEKS - 1, -1, -1) * 7, unit="D")
    tables, spikes = [], []
    for account in accounts.itertuples():
        steps = _ordinary(rng, account.followers)
        if account.innocent:
            week = int(rng.integers(22, WEEKS - 10))
            lift = float(rng.uniform(0.12, 0.4))
            steps = _innocent(steps, week, lift, keeps=account.innocent == "press")
            spikes.append((account.creator_id, weeks[week], lift))
        path = _planted(rng, account, np.cumsum(steps))
        counts = account.followers * np.exp(path - path[-1])
        if account.kind == "spikes":
            counts = _round_jumps(rng, account, counts)
        tables.append(
            pd.DataFrame({"creator_id": account.creator_id, "date": weeks, "followers": _shown(counts, account.platform)})
        )
    return pd.concat(tables, ignore_index=True), pd.DataFrame(spikes, columns=["creator_id", "date", "lift"])


def _ordinary(rng: np.random.Generator, followers: float) -> np.ndarray:
    drift = np.clip(0.0105 - 0.0015 * np.log10(followers), 0.001, 0.009) * rng.lognormal(0, 0.5)
    return drift + rng.normal(0, 0.0035, WEEKS)


def _innocent(steps: np.ndarray, week: int, lift: float, keeps: bool) -> np.ndarray:
    changed = steps.copy()
    changed[week] += lift
    changed[week + 1] += lift / 3
    if not keeps:  # a giveaway's followers leave again over the next weeks
        changed[week + 2 : week + 8] -= lift * 0.55 / 6
    return changed


def _planted(rng: np.random.Generator, account: object, path: np.ndarray) -> np.ndarray:
    """Return the log path of ``account`` with the shape that its kind of fraud leaves."""
    week = np.arange(WEEKS)
    if account.kind == "bought_followers":
        start = int(rng.integers(14, WEEKS - 12))
        jump = np.log(account.followers / account.base_followers)
        return path + jump * np.clip((week - start) / 2, 0, 1) - 0.002 * np.clip(week - start - 2, 0, None)
    if account.kind == "follow_unfollow":
        period = int(rng.integers(5, 9))
        return path + (0.05 + 0.1 * account.intensity) * ((week % period) / period)
    if account.kind == "bots":
        start = int(rng.integers(25, 45))
        return path + 1.6 * account.intensity * (week >= start)
    return path


def _round_jumps(rng: np.random.Generator, account: object, counts: np.ndarray) -> np.ndarray:
    size = 10_000 if account.followers > 80_000 else 5_000 if account.followers > 30_000 else 1_000
    jumps = rng.choice(np.arange(8, WEEKS - 4), 2 + round(2 * account.intensity), replace=False)
    added = sum(size * (np.arange(WEEKS) >= jump) for jump in jumps)
    return np.maximum(counts - added[-1], size) + added


def _shown(counts: np.ndarray, platform: str) -> np.ndarray:
    """Return whole counts; YouTube shows three digits only."""
    if platform != "youtube":
        return np.round(counts).astype(int)
    unit = 10.0 ** np.maximum(np.floor(np.log10(counts)) - 2, 0)
    return (np.floor(counts / unit) * unit).astype(int)


def comments(rng: np.random.Generator, accounts: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Return the comments read under some accounts' posts: post_id, creator_id, author, text, date."""
    marked = accounts["kind"].isin(["pods", "generic_comments", "bots", "bought_followers"])
    honest = rng.choice(accounts.index[~marked], COMMENTED, replace=False)
    rows = []
    for i in sorted([*accounts.index[marked], *honest]):
        account = accounts.loc[i]
        under = posts[posts["creator_id"] == account["creator_id"]]
        ring = [f"{one_of(rng, ('glow', 'daily', 'mrs', 'its', 'hey'))}_{rng.integers(100, 999)}" for _ in range(7)]
        for k in range(COMMENTS_EACH):
            post = under.iloc[k % len(under)]
            generic = rng.random() < account["generic_share"]
            words = WORDS["praise" if account["kind"] == "pods" else "generic"]
            text = one_of(rng, words) if generic else remark(rng)
            author = one_of(rng, ring) if account["kind"] == "pods" and generic else f"user{rng.integers(10_000, 99_999)}"
            date = post["post_date"] + pd.Timedelta(hours=int(rng.integers(1, 72)))
            rows.append((account["creator_id"], post["post_id"], author, text, date.normalize()))
    return pd.DataFrame(rows, columns=["creator_id", "post_id", "author", "text", "date"])


def audiences(rng: np.random.Generator, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return audience shares by country, gender and age for some accounts: creator_id, dimension, value, share."""
    marked = accounts["kind"].isin(["audience_mismatch", "bought_followers"])
    others = rng.choice(accounts.index[~marked], AUDIENCES, replace=False)
    rows = []
    for i in sorted([*accounts.index[marked], *others]):
        account = accounts.loc[i]
        shares = {
            "country": _countries(rng, account),
            "gender": dict(zip(GENDERS, rng.dirichlet([7, 2.6]), strict=True)),
            "age": dict(zip(AGES, rng.dirichlet([1, 6, 8, 4, 2]), strict=True)),
        }
        rows += [
            (account["creator_id"], dimension, value, round(float(share), 3))
            for dimension, values in shares.items()
            for value, share in values.items()
        ]
    return pd.DataFrame(rows, columns=["creator_id", "dimension", "value", "share"])


def _countries(rng: np.random.Generator, account: pd.Series) -> dict[str, float]:
    home = account["country"]
    own = float(rng.beta(9, 5))
    if account["kind"] == "audience_mismatch":
        own = 0.16 - 0.12 * account["intensity"]
    elif account["kind"] == "bought_followers":
        own *= account["base_followers"] / account["followers"] + 0.1
    mismatch = own < 0.3 and account["kind"] != ""
    pool = [c for c in (ELSEWHERE if mismatch else COUNTRIES) if c not in (home, "US" if mismatch else home)]
    others = list(rng.choice(pool, 3, replace=False))
    rest = rng.dirichlet([5, 3, 2]) * (1 - own) * (0.92 if mismatch else 0.75)
    return {home: own} | dict(zip(others, rest, strict=True)) | {"other": 1 - own - float(rest.sum())}
