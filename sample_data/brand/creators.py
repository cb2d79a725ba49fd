"""Four hundred invented accounts: honest ones first, then the planted fraud and the innocent spikes."""

import numpy as np
import pandas as pd

from brand.norms import engagement_norm, per_platform
from brand.words import WORDS, one_of

COUNT = 400
PLATFORMS = {"instagram": 0.42, "tiktok": 0.33, "youtube": 0.16, "facebook": 0.09}
SIZES = {"pre-nano": (0.02, 400, 999), "nano": (0.39, 1_000, 9_999), "micro": (0.37, 10_000, 99_999),
         "macro": (0.18, 100_000, 980_000), "mega": (0.04, 1_020_000, 3_600_000)}  # fmt: skip
COUNTRIES = {
    "US": 0.46,
    "GB": 0.14,
    "CA": 0.09,
    "AU": 0.06,
    "IE": 0.03,
    "DE": 0.06,
    "FR": 0.05,
    "ES": 0.04,
    "NL": 0.03,
    "SE": 0.02,
    "IT": 0.02,
}
LANGUAGES = {"DE": "de", "FR": "fr", "ES": "es", "NL": "nl", "SE": "sv", "IT": "it"}

# Kind of fraud: accounts planted, platforms and sizes where it happens, what it leaves of real buying interest.
FRAUD = {
    "bought_followers": (6, ("instagram", "tiktok", "youtube"), (4_000, 400_000), 0.9),
    "bought_likes": (5, ("instagram", "tiktok"), (5_000, 300_000), 0.35),
    "pods": (4, ("instagram", "facebook"), (4_000, 90_000), 0.3),
    "follow_unfollow": (4, ("instagram", "tiktok"), (2_500, 7_000), 0.5),
    "bots": (5, ("instagram", "tiktok"), (1_000, 9_000), 0.05),
    "bought_views": (5, ("tiktok", "youtube"), (5_000, 400_000), 0.3),
    "mass_following": (4, ("instagram", "tiktok"), (1_000, 4_500), 0.5),
    "generic_comments": (4, ("instagram", "youtube", "facebook"), (5_000, 200_000), 0.4),
    "spikes": (4, ("instagram", "tiktok", "facebook"), (12_000, 300_000), 0.5),
    "sponsored_collapse": (4, ("instagram", "tiktok", "youtube"), (15_000, 600_000), 0.2),
    "audience_mismatch": (4, ("instagram", "tiktok", "youtube"), (8_000, 500_000), 0.1),
}
INNOCENT = {"giveaway": 6, "press": 5}


def accounts(rng: np.random.Generator) -> pd.DataFrame:
    """Return every account with its hidden truth: rates, habits, planted kind ('' = honest) and buying interest."""
    frame = _people(rng)
    platform, followers = frame["platform"].to_numpy(), frame["followers"].to_numpy(dtype=float)
    count = len(frame)
    frame["base_followers"] = followers
    frame["er"] = engagement_norm(platform, followers) * np.exp(rng.normal(0, 0.33, count))
    frame["comment_ratio"] = per_platform(platform, "comments") * np.exp(rng.normal(0, 0.35, count))
    frame["share_ratio"] = per_platform(platform, "shares") * np.exp(rng.normal(0, 0.35, count))
    frame["save_ratio"] = per_platform(platform, "saves") * np.exp(rng.normal(0, 0.35, count))
    frame["views"] = followers * frame["er"] / per_platform(platform, "like_per_view") * np.exp(rng.normal(0, 0.28, count))
    frame["reach"] = followers * frame["er"] / per_platform(platform, "engagement_per_reach") * np.exp(rng.normal(0, 0.18, count))
    frame["noise"] = rng.uniform(0.26, 0.5, count) + np.where(platform == "tiktok", 0.2, 0)
    size = (followers / 3_000) ** -0.12
    frame["following"] = np.round(per_platform(platform, "following") * size * np.exp(rng.normal(0, 0.5, count)))
    frame["posts"] = np.round(per_platform(platform, "posts") * (followers / 3_000) ** 0.1 * np.exp(rng.normal(0, 0.5, count)))
    frame["price"] = _prices(rng, frame)
    frame["sponsored_share"] = np.clip(rng.beta(2.2, 14, count), 0.02, 0.28)
    frame["generic_share"] = np.clip(rng.beta(2, 10, count), 0.0, 0.35)
    frame["sponsored_drop"] = np.exp(rng.normal(-0.16, 0.12, count))
    frame["interest"] = 1.0
    frame["skill"] = np.exp(rng.normal(0, 0.5, count))
    frame["kind"], frame["innocent"], frame["intensity"] = "", "", 0.0
    return _plant(rng, frame)


def _people(rng: np.random.Generator) -> pd.DataFrame:
    platforms = rng.choice(list(PLATFORMS), COUNT, p=list(PLATFORMS.values()))
    sizes = rng.choice(list(SIZES), COUNT, p=[share for share, _low, _high in SIZES.values()])
    lows, highs = (np.array([SIZES[size][i] for size in sizes], dtype=float) for i in (1, 2))
    followers = np.round(np.exp(rng.uniform(np.log(lows), np.log(highs))))
    categories = rng.choice(list(WORDS["topics"]), COUNT, p=[0.2, 0.16, 0.12, 0.12, 0.08, 0.08, 0.07, 0.07, 0.04, 0.06])
    countries = rng.choice(list(COUNTRIES), COUNT, p=list(COUNTRIES.values()))
    names = [
        f"{first} {last}" for first, last in zip(rng.choice(WORDS["first"], COUNT), rng.choice(WORDS["last"], COUNT), strict=True)
    ]
    rows, taken = [], set()
    for i, (name, platform, category) in enumerate(zip(names, platforms, categories, strict=True)):
        second = i > 0 and platform != platforms[i - 1] and rng.random() < 0.14  # the same person's other account
        name = rows[-1][1] if second else name
        handle = _handle(rng, name, category, taken)
        rows.append((f"MB{i + 1:04d}", name, handle))
    frame = pd.DataFrame(rows, columns=["creator_id", "name", "handle"])
    languages = [LANGUAGES.get(country, "en") for country in countries]
    joined = pd.Timestamp("2025-02-01") + pd.to_timedelta(rng.integers(0, 540, COUNT), unit="D")
    return frame.assign(platform=platforms, followers=followers, category=categories, country=countries, language=languages,
                        joined=joined, verified=rng.random(COUNT) < np.clip((np.log10(followers) - 4) / 3, 0.01, 0.9))  # fmt: skip


def _handle(rng: np.random.Generator, name: str, category: str, taken: set[str]) -> str:
    first, last = name.lower().split()
    topic = one_of(rng, WORDS["topics"][category])
    shapes = [f"{first}.{topic}", f"{topic}by{first}", f"{first}{last}", f"{first}_{last}", f"{topic}.{last}", f"the{first}{topic}"]
    free = [shape for shape in shapes if shape not in taken] or [f"{first}{last}{topic}"]
    handle = one_of(rng, free)
    taken.add(handle)
    return handle


def _prices(rng: np.random.Generator, frame: pd.DataFrame) -> np.ndarray:
    base = per_platform(frame["platform"].to_numpy(), "price") * (frame["followers"] / 1_000) ** 0.72
    price = base * np.exp(rng.normal(0, 0.3, len(frame)))
    return (np.maximum(np.round(price / 5), 4) * 5).to_numpy()


def _plant(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    planted = frame.copy()
    for kind, (count, platforms, (low, high), interest) in FRAUD.items():
        fits = planted["platform"].isin(platforms) & planted["followers"].between(low, high) & (planted["kind"] == "")
        for i in rng.choice(planted.index[fits], count, replace=False):
            strength = round(float(rng.uniform(0.5, 1.0)), 2)
            changes = DISGUISES[kind](planted.loc[i], strength, rng)
            for column, value in {"kind": kind, "interest": interest, "intensity": strength, **changes}.items():
                planted.loc[i, column] = value
    for kind, count in INNOCENT.items():
        honest = (planted["kind"] == "") & (planted["innocent"] == "") & planted["followers"].between(3_000, 500_000)
        planted.loc[rng.choice(planted.index[honest], count, replace=False), "innocent"] = kind
    return planted


def _bought_followers(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    factor = 1.6 + 2.6 * strength
    return {
        "followers": np.round(account["followers"] * factor),
        "er": account["er"] / factor,
        "price": 5 * np.round(account["price"] * factor**0.7 / 5),
    }


def _bought_likes(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    ratio = account["comment_ratio"] / (3 + 8 * strength)
    return {"er": account["er"] * (2.5 + 5 * strength), "comment_ratio": ratio, "noise": 0.05}


def _pods(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    habits = {"comment_ratio": 0.14 + 0.3 * strength, "generic_share": 0.45 + 0.4 * strength, "noise": 0.07}
    return {"er": account["er"] * (1.3 + strength), **habits}


def _follow_unfollow(account: pd.Series, strength: float, rng: np.random.Generator) -> dict[str, float]:
    following = np.round(min(account["followers"] * rng.uniform(0.75, 1.2), 7_480))
    return {"following": following, "er": account["er"] * (0.75 - 0.4 * strength)}


def _bots(account: pd.Series, strength: float, rng: np.random.Generator) -> dict[str, float | str]:
    return {
        "handle": f"{account['handle'][:7]}{rng.integers(10_000, 999_999)}",
        "following": np.round(rng.uniform(2_400, 7_400)),
        "posts": float(rng.integers(3, 14)),
        "er": account["er"] * (0.16 - 0.12 * strength),
        "generic_share": 0.8,
    }


def _bought_views(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    return {"views": account["views"] * (6 + 14 * strength)}


def _mass_following(account: pd.Series, strength: float, rng: np.random.Generator) -> dict[str, float]:
    following = np.round(min(rng.uniform(2, 3 + 2 * strength) * account["followers"], 7_497))
    return {"following": following, "er": account["er"] * (0.8 - 0.4 * strength)}


def _generic_comments(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    return {"generic_share": 0.6 + 0.38 * strength, "comment_ratio": account["comment_ratio"] * 1.5}


def _spikes(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    return {"er": account["er"] * (0.85 - 0.5 * strength)}


def _sponsored_collapse(_account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    return {"sponsored_drop": 0.25 - 0.18 * strength, "sponsored_share": 0.4 + 0.25 * strength}


def _audience_mismatch(account: pd.Series, strength: float, _rng: np.random.Generator) -> dict[str, float]:
    return {"er": account["er"] * (0.9 - 0.4 * strength)}


# What each kind of fraud changes in an account's visible figures.
DISGUISES = {
    "bought_followers": _bought_followers,
    "bought_likes": _bought_likes,
    "pods": _pods,
    "follow_unfollow": _follow_unfollow,
    "bots": _bots,
    "bought_views": _bought_views,
    "mass_following": _mass_following,
    "generic_comments": _generic_comments,
    "spikes": _spikes,
    "sponsored_collapse": _sponsored_collapse,
    "audience_mismatch": _audience_mismatch,
}
