"""Codes that may have leaked: used before the post, steadily long after it, more than clicks or reach explain, on many sites."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from lib.attribution.peers import SURE, Excess, rate_excess, share_excess
from lib.attribution.sales import NO_DAY, Sales
from lib.attribution.steady import steadiness, usual_days
from lib.attribution.windows import PostDays, Posts
from lib.dataset import Dataset
from lib.dataset.names import codes_of, tag
from lib.ingest.cells.codes import platform_hint

TAIL = 30  # days after the last post from which redemptions are late
FEWEST = 8  # redemptions below which nothing is said of a code
CERTAIN = 0.99  # probability from which one sign is enough
STEADY = 10.0  # likelihood ratio of a steady rate to a fading one from which late uses alone are enough
EVIDENCE = ("early", "late", "sources", "clicks", "reach")
TELLING = ("early", "late", "sources")  # a code that merely sells well shows none of these
# What an evidence must reach at least, however uniform the peers: shares of the redemptions, multiples of the peers' rate.
LEAST = {"early": 0.01, "late": 0.08, "clicks": 2.0, "reach": 3.0, "sources": 0.2}
_WORDS = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class Redemptions:
    """Uses of creators' codes, parallel arrays: ``sale`` position in Sales, ``code`` position in ``codes``.

    ``since``: days since the code's last post before (NaN: none before), ``dated``: the code has a dated post and the sale a
    day, ``foreign``: whether the sale's tag names another source than the code's own (NaN: no tag).
    """

    codes: pd.Index
    sale: np.ndarray
    code: np.ndarray
    since: np.ndarray
    dated: np.ndarray
    foreign: np.ndarray
    parts: pd.DataFrame  # code, creator_key, clicks, reach: one row per part of a campaign that bears the code
    post_code: np.ndarray  # of each post of a part that bears a code: the code's position
    post_day: np.ndarray  # and its day, days since 1970


@dataclass(frozen=True)
class Leaks:
    """What is known of every code: ``table`` (index code) and the redemptions behind it.

    ``share``: of each redemption, what its code's signs put in doubt (0–1); ``doubt``: the same per sale, for codes of level
    'leak' alone.
    """

    table: pd.DataFrame
    redemptions: Redemptions
    share: np.ndarray
    doubt: np.ndarray


def redemptions(dataset: Dataset, sales: Sales, posts: Posts) -> Redemptions:
    """Return the uses of codes that belong to creators of the campaigns table."""
    parts = _parts(dataset)
    codes = pd.Index(parts["code"].unique())
    raw, cells = pd.factorize(dataset.orders["discount_code"])
    known = set(codes)
    used = codes.get_indexer([next((code for code in codes_of(cell) if code in known), None) for cell in cells])
    code = np.append(used, -1)[raw[sales.row]]
    sale = np.flatnonzero(code >= 0)
    code = code[sale]
    key, day = _posts_of_codes(parts, codes, posts, sales)
    since, has_post = PostDays(key, day).since(code, sales.day[sale])
    foreign = _foreign(dataset, sales, sale, code)
    return Redemptions(codes, sale, code, since, has_post & (sales.day[sale] != NO_DAY), foreign, parts, key, day)


def _parts(dataset: Dataset) -> pd.DataFrame:
    """Return one row per code and part of a campaign that bears it: code, creator_key, campaign_key, clicks, reach."""
    table = dataset.campaigns[dataset.campaigns["discount_code"].notna() & ~dataset.campaigns["repeated_table"]]
    reach = table["reach"].fillna(table["impressions"]).fillna(table["views"])
    frame = table[["creator_key", "campaign_key", "clicks"]].assign(reach=reach, code=table["discount_code"].map(codes_of))
    return frame.explode("code").dropna(subset="code").reset_index(drop=True)


def _posts_of_codes(parts: pd.DataFrame, codes: pd.Index, posts: Posts, sales: Sales) -> tuple[np.ndarray, np.ndarray]:
    """Return (code, day) of the posts of the parts that bear each code, and of their creators' posts that name no campaign."""
    owners = pd.DataFrame(
        {
            "code": codes.get_indexer(parts["code"]),
            "creator": sales.creators.get_indexer(parts["creator_key"]),
            "campaign": sales.campaigns.get_indexer(parts["campaign_key"]),
        }
    )
    when = pd.DataFrame({"creator": posts.creator, "campaign": posts.campaign, "day": posts.day})
    own = owners[(owners["creator"] >= 0) | (owners["campaign"] >= 0)].merge(when, on=["creator", "campaign"])
    loose = owners[owners["creator"] >= 0].merge(when[(when["campaign"] < 0)], on="creator")
    found = pd.concat([own[["code", "day"]], loose[["code", "day"]]]).drop_duplicates()
    return found["code"].to_numpy(dtype=np.int64), found["day"].to_numpy(dtype=np.int64)


@cache
def _source_words() -> dict[str, list[str]]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def _foreign(dataset: Dataset, sales: Sales, sale: np.ndarray, code: np.ndarray) -> np.ndarray:
    """Return 1 where a redemption's tag names a coupon site or another source than most of the code's, 0 where not, NaN without.

    Social platforms, creators' names and words for creators are one source: who sees a video may buy through another link.
    """
    table = dataset.orders
    raw, sources = pd.factorize(table["utm_source"].fillna(table["utm_medium"]))
    names = [tag(text) or "" for text in sources]
    words = _source_words()
    coupon = np.array([*(any(word in name for word in words["coupon"]) for name in names), False])
    people = {tag(handle) for handle in dataset.creators["handle"].dropna()}
    social = [
        bool(platform_hint(str(text))) or name in people or any(word in name for word in words["creator"])
        for text, name in zip(sources, names, strict=True)
    ]
    own = np.array([*(0 if known else i + 1 for i, known in enumerate(social)), -1])
    row = raw[sales.row[sale]]
    source = own[row]
    frame = pd.DataFrame({"code": code, "source": source})[(source >= 0) & ~coupon[row]]
    counts = frame.value_counts().reset_index().sort_values(["count", "source"], ascending=[False, True])
    usual = counts.drop_duplicates("code").set_index("code")["source"].reindex(code).to_numpy()
    return np.where(source < 0, np.nan, (source != usual) | coupon[row])


def code_leaks(dataset: Dataset, sales: Sales, posts: Posts) -> Leaks:
    """Return every used code with its evidence: how surely it exceeds its peers, and the money in doubt.

    Index: code. Columns: creator_key, redemptions, revenue, clicks, reach; steadiness (log likelihood ratio of uses that go on
    to uses that fade); per evidence of EVIDENCE: <e>_k and <e>_n (redemptions that show it, of how many; of clicks and reach: of
    how large a size), <e>_expected (share usual among peers; of clicks and reach: the most redemptions that are ordinary),
    <e>_probability (that it exceeds what is ordinary among peers; missing where it cannot be told); signs (evidences beyond
    doubt); level ('leak', 'look' or '', see ``_levels``); doubt (revenue that the signs put in doubt).
    """
    found = redemptions(dataset, sales, posts)
    counts, sums = _counts(found, sales)
    enough = counts["redemptions"] >= FEWEST
    for name in EVIDENCE:
        counts = counts.assign(**_evidence(counts, name, enough))
    signs, level = _levels(counts)
    table = counts.assign(signs=signs, level=level, **sums)
    share = _doubtful(table, found)
    table["doubt"] = np.bincount(found.code, share * sales.revenue[found.sale], len(table))
    doubt = np.zeros(len(sales.row))
    doubt[found.sale] = share * (level == "leak")[found.code]
    kept = table[table["redemptions"] > 0].assign(order=table["level"].map({"leak": 2, "look": 1, "": 0}))
    kept = kept.sort_values(["order", "doubt", "redemptions"], ascending=False, kind="stable").drop(columns="order")
    return Leaks(kept, found, share, doubt)


def _levels(counts: pd.DataFrame) -> tuple[pd.Series, np.ndarray]:
    """Return (signs beyond doubt, level) per code.

    'leak': a telling sign that is certain – late uses must plainly be steady – or that has company; 'look': any other sign.
    """
    likely = pd.DataFrame({name: counts[f"{name}_probability"] for name in EVIDENCE})
    signs = (likely > SURE).sum(axis=1)
    plain = likely[["early", "sources"]].max(axis=1) > CERTAIN
    plain |= (likely["late"] > CERTAIN) & (counts["steadiness"] > np.log(STEADY))
    company = (likely[list(TELLING)].max(axis=1) > SURE) & (signs >= 2)
    return signs, np.select([plain | company, signs > 0], ["leak", "look"], "")


def _counts(found: Redemptions, sales: Sales) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Return per code the counts that the evidence rests on; and its revenue and owner."""
    size = len(found.codes)
    parts = found.parts.groupby("code")[["clicks", "reach"]].sum(min_count=1).reindex(found.codes)
    orders = sales.orders[found.sale]  # a row may stand for several; further lines of an order for none
    steady = _steadiness(found, orders)
    late = (found.since > TAIL) & (steady > 0)[found.code]
    early = found.dated & np.isnan(found.since)
    counted = {
        "redemptions": np.ones(len(found.code)), "early_k": early, "early_n": found.dated, "late_k": late,
        "late_n": found.dated & ~early, "sources_k": found.foreign == 1, "sources_n": ~np.isnan(found.foreign),
    }  # fmt: skip
    weighed = {name: np.bincount(found.code, values * orders, size) for name, values in counted.items()}
    frame = pd.DataFrame(weighed, index=found.codes).assign(steadiness=steady)
    frame = frame.assign(clicks_k=frame["redemptions"], reach_k=frame["redemptions"], clicks_n=parts["clicks"])
    frame["reach_n"] = parts["reach"].where(parts["clicks"].isna())  # clicks tell more
    owner = found.parts.drop_duplicates("code").set_index("code")["creator_key"].reindex(found.codes)
    revenue = np.bincount(found.code, sales.revenue[found.sale], size)
    return frame, {"creator_key": owner.to_numpy(), "revenue": revenue, **parts}


def _steadiness(found: Redemptions, orders: np.ndarray) -> np.ndarray:
    """Return how much likelier each code's uses after a post are steady than fading (log ratio); −inf without late uses."""
    size, late = len(found.codes), found.since > TAIL
    after = ~np.isnan(found.since)
    usual = usual_days(found.code[after], found.since[after], orders[after], FEWEST, size)
    asked = after & (np.bincount(found.code, late, size) > 0)[found.code]
    return steadiness(found.code[asked], found.since[asked], orders[asked], usual, size)


def _evidence(counts: pd.DataFrame, name: str, enough: pd.Series) -> dict[str, np.ndarray]:
    """Return one evidence's probability and what peers would show; only among codes used often enough."""
    k, n = counts[f"{name}_k"].where(enough, 0).to_numpy(), counts[f"{name}_n"].where(enough, 0).to_numpy()
    if name in ("clicks", "reach"):
        excess: Excess = rate_excess(k, n, LEAST[name])
        expected = excess.ordinary * n
    else:
        excess = share_excess(k, n, LEAST[name])
        expected = excess.expected
    return {f"{name}_probability": excess.probability, f"{name}_expected": expected}


def _doubtful(table: pd.DataFrame, found: Redemptions) -> np.ndarray:
    """Return the share of each redemption that is in doubt: what exceeds the peers in the evidence beyond doubt, never twice.

    Early and foreign redemptions whole; late ones less what peers have late; of codes used beyond their clicks or reach at
    least the excess over the most that is ordinary among peers.
    """
    sure = {name: (table[f"{name}_probability"] > SURE).to_numpy() for name in EVIDENCE}
    late_share = (table["late_k"] / table["late_n"].where(table["late_n"] > 0)).to_numpy()
    beyond = np.nan_to_num(1 - table["late_expected"].to_numpy() / np.where(late_share > 0, late_share, np.nan)).clip(0)
    share = np.zeros(len(found.code))
    share = np.maximum(share, sure["early"][found.code] & found.dated & np.isnan(found.since))
    share = np.maximum(share, sure["sources"][found.code] & (found.foreign == 1))
    share = np.maximum(share, np.where(sure["late"][found.code] & (found.since > TAIL), beyond[found.code], 0.0))
    for name in ("clicks", "reach"):
        over = np.nan_to_num(1 - table[f"{name}_expected"] / table[f"{name}_k"].where(table[f"{name}_k"] > 0)).clip(0)
        share = _at_least(share, found.code, np.where(sure[name], over, 0.0))
    return share


def _at_least(share: np.ndarray, code: np.ndarray, over: np.ndarray) -> np.ndarray:
    """Raise the shares of a code's redemptions evenly so that ``over`` of them is in doubt, where less is."""
    size = len(over)
    count = np.maximum(np.bincount(code, minlength=size), 1)
    now = np.bincount(code, share, size) / count
    lift = np.where(over > now, (over - now) / np.where(now < 1, 1 - now, 1.0), 0.0)
    return share + (1 - share) * lift[code]
