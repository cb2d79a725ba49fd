"""Forty campaigns over eighteen months: who took part, what they posted, what it cost."""

import numpy as np
import pandas as pd

from brand.norms import per_platform
from brand.words import caption

BRAND = "Mossbell"
FIRST_DAY = pd.Timestamp("2025-03-03")
# start day | name | model | objective | platforms (first letters) | follower range | parts
CALENDAR = """
0|Founders' seeding|gifting|awareness|it|500-20000|18
14|Spring reset|sponsored|conversion|itf|8000-250000|9
28|Oat bar launch|affiliate|conversion|ityf|3000-90000|10
45|Bathroom shelf|gifting|content|if|1000-30000|14
60|Mother's Day care|hybrid|conversion|itf|10000-200000|8
76|Refill revolution|sponsored|awareness|ty|30000-900000|7
90|Skin school|ambassador|conversion|iy|12000-160000|6
104|Pride in your skin|sponsored|awareness|it|15000-400000|7
118|Summer hands|gifting|content|itf|1000-25000|15
130|Festival kit|sponsored|awareness|it|150000-3600000|5
144|Try me tin|commission|conversion|itf|2000-60000|11
158|Sun and scalp|hybrid|conversion|ity|12000-220000|9
172|Back to routine|affiliate|conversion|it|5000-120000|10
186|Campus drop|gifting|awareness|ti|800-9000|18
200|Autumn barrier|sponsored|conversion|iy|15000-350000|8
214|Slow evenings|ambassador|engagement|iy|15000-220000|7
228|Clay Sunday|gifting|content|ti|1000-20000|14
240|Early gifts|affiliate|conversion|iyt|4000-150000|11
252|Black week|commission|conversion|itf|3000-90000|12
262|Holiday minis|sponsored|conversion|itf|10000-900000|10
272|Advent shelf|gifting|engagement|if|1000-15000|15
284|Last order day|hybrid|conversion|it|12000-150000|9
300|New year, fewer bottles|sponsored|awareness|ty|20000-900000|8
312|Winter skin rescue|affiliate|conversion|iy|5000-130000|10
326|Dermatologist answers|sponsored|engagement|y|20000-700000|5
338|Valentine duo|hybrid|conversion|it|10000-180000|9
350|Scalp care week|gifting|content|t|900-20000|14
362|Refill subscriptions|commission|conversion|iy|4000-80000|10
374|Two years of Mossbell|sponsored|awareness|itf|20000-3600000|7
386|Spring shelf swap|affiliate|conversion|itf|4000-110000|11
398|Ambassadors, second year|ambassador|conversion|iyt|12000-260000|8
410|Earth month|gifting|awareness|itf|1000-20000|16
424|Bring back your jar|hybrid|engagement|ity|10000-200000|9
438|Mum's shelf|sponsored|conversion|if|8000-200000|8
452|Serum preview|gifting|content|it|1000-12000|15
464|Serum launch|sponsored|conversion|iyt|15000-950000|10
478|Creators' code month|commission|conversion|it|3000-90000|12
492|Summer ambassadors|ambassador|conversion|iy|12000-180000|7
506|Travel refills|affiliate|conversion|itf|4000-100000|11
520|Late summer hybrid|hybrid|conversion|it|10000-160000|9
"""
KINDS = {
    "instagram": ("Reel", "Carousel", "Story"),
    "tiktok": ("Video",),
    "youtube": ("Video", "Short"),
    "facebook": ("Video", "Photo"),
}
RATES = {"affiliate": (0.10, 0.15), "hybrid": (0.08, 0.12), "ambassador": (0.05, 0.08), "commission": (0.15, 0.20)}
FEES = {"sponsored": 1.0, "hybrid": 0.5, "ambassador": 1.6}  # × asked price
LENGTHS = {"ambassador": 84, "commission": 42}  # days; others 28
POSTS = {"ambassador": 3, "hybrid": 2, "affiliate": 2, "commission": 2}
ORGANIC = 5


def parts(rng: np.random.Generator, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per creator's part in a campaign: keys, terms, dates and costs (commission still missing)."""
    worked = np.zeros(len(accounts))
    rows = []
    for number, line in enumerate(CALENDAR.strip().splitlines(), start=1):
        day, name, model, objective, letters, sizes, count = line.split("|")
        low, high = map(float, sizes.split("-"))
        fits = accounts["platform"].str[0].isin(list(letters)) & accounts["followers"].between(low, high)
        # The best are asked again; a fraud's poor sales are noticed late.
        rare = np.where(accounts["platform"] == "facebook", 2.5, 1.0)
        weight = np.where(fits, rare * (0.6 + worked) * accounts["skill"] ** 0.7 * accounts["interest"] ** 0.15, 0)
        chosen = rng.choice(len(accounts), min(int(count), int(fits.sum())), replace=False, p=weight / weight.sum())
        worked[chosen] += 0.3
        start = FIRST_DAY + pd.Timedelta(days=int(day))
        rows += [(f"CMP-{number:02d}", name, model, objective, start, i) for i in sorted(chosen)]
    frame = pd.DataFrame(rows, columns=["campaign_id", "campaign", "partnership_model", "objective", "start_date", "account"])
    return _terms(rng, frame.join(accounts, on="account"))


def _terms(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    count = len(frame)
    model = frame["partnership_model"]
    length = model.map(LENGTHS).fillna(28)
    fee = model.map(FEES).fillna(0) * frame["price"] * np.exp(rng.normal(0, 0.12, count))
    upfront = (model == "affiliate") & (rng.random(count) < 0.3)
    fee = np.where(upfront, 50.0, np.round(fee / 5) * 5)
    managed = (fee >= 1_000) & (rng.random(count) < 0.7)
    hours = np.exp(rng.normal(-0.35, 0.35, count)) * np.where(fee > 0, 1.5, 0.6)
    low, high = (model.map({k: v[i] for k, v in RATES.items()}).fillna(0).to_numpy() for i in (0, 1))
    tag = frame["campaign"].str.split().str[0].str.upper().str.replace(r"[^A-Z]", "", regex=True)
    code = _unique(frame["name"].str.split().str[0].str.upper() + tag.str[:6])
    declined = (model == "gifting") & (rng.random(count) < 0.38)
    status = np.where(declined, "Not posted", "Completed")
    return frame.assign(
        end_date=frame["start_date"] + pd.to_timedelta(length, unit="D"),
        fee=fee,
        product_cost=np.round(rng.uniform(18, 42, count) * np.where(model == "ambassador", 3, 1), 2),
        shipping_cost=np.round(rng.uniform(5.5, 11, count) * np.where(frame["country"].isin(["US", "CA"]), 1, 1.6), 2),
        agency_cost=np.where(managed, np.round(fee * 0.12, 2), 0.0),
        internal_cost=np.round(hours * 32, 2),
        tool_cost=np.round(5_400 / count, 2),
        rate=np.round(rng.uniform(low, high), 2),
        discount_code=code,
        utm_campaign=frame["campaign"].str.lower().str.replace(r"[^a-z]+", "-", regex=True).str.strip("-") + "_" + frame["handle"],
        status=status,
    )


def _unique(codes: pd.Series) -> pd.Series:
    again = codes.groupby(codes).cumcount()
    return codes + again.map(lambda n: "" if n == 0 else str(n + 1))


def posts(rng: np.random.Generator, accounts: pd.DataFrame, work: pd.DataFrame, spikes: pd.DataFrame) -> pd.DataFrame:
    """Return campaign posts (with ``part``, the row of ``work``) and ordinary posts of every account, oldest first."""
    lifted = spikes.set_index("creator_id")
    rows = []
    for part in work[work["status"] == "Completed"].itertuples():
        times = 1 if part.partnership_model == "gifting" else POSTS.get(part.partnership_model, 1)
        span = (part.end_date - part.start_date).days - 6
        for day in np.sort(rng.integers(2, span, times)):
            rows.append((part.account, part.Index, part.start_date + pd.Timedelta(days=int(day)), 1.0))
    for account in accounts.itertuples():
        for day in rng.integers(1, 300, ORGANIC):
            rows.append((account.Index, -1, pd.Timestamp("2026-08-30") - pd.Timedelta(days=int(day)), 1.0))
        if account.creator_id in lifted.index:  # what drew the crowd was also liked and watched
            spike = lifted.loc[account.creator_id]
            rows += [(account.Index, -1, spike["date"] - pd.Timedelta(days=k), 1 + 6 * spike["lift"]) for k in (3, 1)]
    frame = pd.DataFrame(rows, columns=["account", "part", "post_date", "lift"])
    frame = _measures(rng, frame.join(accounts, on="account"))
    frame["campaign"] = frame["part"].map(work["campaign"]).where(frame["part"] >= 0, "")
    frame = frame.sort_values(["post_date", "creator_id", "part"], kind="stable").reset_index(drop=True)
    return frame.assign(post_id=[f"P{i + 1:05d}" for i in frame.index])


def _measures(rng: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    count = len(frame)
    paid = (frame["part"] >= 0).to_numpy() | (rng.random(count) < frame["sponsored_share"] * 0.6).to_numpy()
    moved = np.exp(rng.normal(0, frame["noise"])) * frame["lift"] * np.where(paid, frame["sponsored_drop"], 1)
    likes = frame["followers"] * frame["er"] / (1 + frame["comment_ratio"]) * moved
    spread = np.exp(rng.normal(0, 0.12, count))
    views = frame["views"] * moved * spread
    reach = frame["reach"] * moved**0.8 * np.exp(rng.normal(0, 0.12, count))
    disclosed = rng.random(count) < 0.93
    kinds = [KINDS[p][int(k) % len(KINDS[p])] for p, k in zip(frame["platform"], rng.integers(0, 6, count), strict=True)]
    by_brand = (frame["part"] >= 0).to_numpy()
    words = [caption(rng, s, BRAND if b else "new", d) for s, b, d in zip(paid, by_brand, disclosed, strict=True)]
    silent = np.isin(kinds, ["Carousel", "Photo"])
    whole = {
        "impressions": reach * rng.uniform(1.12, 1.4, count),
        "reach": reach,
        "views": np.where(silent, np.nan, views),
        "likes": likes,
        "comments": rng.poisson(likes * frame["comment_ratio"]),
        "shares": likes * frame["share_ratio"] * np.exp(rng.normal(0, 0.3, count)),
        "saves": likes * frame["save_ratio"] * np.exp(rng.normal(0, 0.3, count)),
    }
    return frame.assign(sponsored=paid, content_type=kinds, caption=words, **{k: np.round(v) for k, v in whole.items()})


def traffic_of(rng: np.random.Generator, work: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Return ``work`` with the sums of its posts, clicks, and the expected number of orders behind each part."""
    measures = ["impressions", "reach", "views", "likes", "comments", "shares", "saves"]
    mine = published[published["part"] >= 0]
    sums = mine.groupby("part")[measures].sum(min_count=1)
    dates = mine.groupby("part")["post_date"].agg(post_date="min")
    frame = work.drop(columns=["reach", "views", "posts"]).join([sums, dates])
    platform = frame["platform"].to_numpy()
    real = frame["base_followers"] / frame["followers"]
    reach = frame["reach"].fillna(0) * np.where(frame["kind"] == "bought_likes", 0.25, 1)
    share = 0.055 * (frame["followers"] / 10_000) ** -0.34 * per_platform(platform, "clicks")
    clicks = np.minimum(reach * share * real**0.3 * frame["interest"] ** 0.6 * frame["skill"] ** 0.5, reach * 0.3)
    fit = frame["category"].map({"Skincare": 1.35, "Beauty": 1.15, "Sustainable living": 1.35, "Wellness": 1.15}).fillna(0.75)
    terms = frame["partnership_model"].map(
        {"affiliate": 1.15, "hybrid": 1.25, "ambassador": 1.4, "gifting": 0.8, "commission": 1.1}
    )
    buying = per_platform(platform, "buying") * fit * terms.fillna(0.7) * frame["interest"] ** 0.4 * frame["skill"] ** 0.5
    names = frame["campaign_id"].unique()
    luck = frame["campaign_id"].map(dict(zip(names, np.exp(rng.normal(0, 0.55, len(names))), strict=True)))  # idea and season
    seen = pd.Series(rng.poisson(clicks), index=frame.index).where(frame["status"] == "Completed")
    return frame.assign(clicks=seen, buying=np.minimum(0.04 * buying * luck, 0.25))
