"""What the shop and the bank saw: orders, payouts, weekly traffic, weekly spend of all channels, daily brand searches."""

import numpy as np
import pandas as pd

from brand.evidence import END
from brand.work import FIRST_DAY

WANTED_ORDERS = 6_900  # through creators; the calibration of the whole year
LEAKED = 4  # codes that coupon sites picked up
BEFORE = 84  # days of brand searches before the first campaign
SEARCHED = 0.0004  # searches for the brand per impression of a creator's post
HOUSE_CODES = (("WELCOME10", 140), ("FRIENDS15", 60))  # codes of the shop itself
SURVEY = {"instagram": ("Instagram", "An influencer"), "tiktok": ("TikTok", "An influencer"),
          "youtube": ("YouTube", "A video"), "facebook": ("Facebook", "A friend")}  # fmt: skip


def orders(rng: np.random.Generator, work: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the orders (with ``part``, -1 where the shop cannot tell) and the codes that leaked."""
    expected = work["clicks"].fillna(0) * work["buying"]
    counts = rng.poisson(expected * WANTED_ORDERS / expected.sum())
    part = np.repeat(work.index.to_numpy(), counts)
    rows = work.loc[part, ["platform", "discount_code", "utm_campaign", "post_date", "end_date"]].reset_index(drop=True)
    rows["part"] = part
    room = (rows["end_date"] - rows["post_date"]).dt.days.clip(lower=3) + 12
    waited = np.minimum(rng.exponential(8, len(rows)), room)
    rows["order_date"] = rows["post_date"] + pd.to_timedelta(np.floor(waited), unit="D")
    seen = rng.choice(["both", "code", "utm", "survey"], len(rows), p=[0.46, 0.29, 0.21, 0.04])
    rows.loc[~np.isin(seen, ["both", "code"]), "discount_code"] = ""
    rows["utm_source"], rows["utm_medium"] = rows["platform"], "influencer"
    rows.loc[~np.isin(seen, ["both", "utm"]), ["utm_source", "utm_medium", "utm_campaign"]] = ""
    typo = (rows["utm_campaign"] != "") & (rng.random(len(rows)) < 0.012)
    rows.loc[typo, "utm_campaign"] = rows.loc[typo, "utm_campaign"].str.slice_replace(2, 3, "")  # a tag typed wrongly
    asked = (seen == "survey") | (rng.random(len(rows)) < 0.28)
    answers = [SURVEY[p][int(rng.integers(2))] if a else "" for p, a in zip(rows["platform"], asked, strict=True)]
    leaks, leaked = _leaks(rng, work, counts)
    everything = pd.concat([rows.assign(survey_answer=answers), leaks, _house(rng)], ignore_index=True)
    return _amounts(rng, everything), leaked


def _leaks(rng: np.random.Generator, work: pd.DataFrame, counts: np.ndarray) -> tuple[pd.DataFrame, list[str]]:
    sold = pd.Series(counts, index=work.index)
    fits = work.index[(sold > 6) & (sold < 40) & (work["start_date"] < END - pd.Timedelta(days=170))]
    chosen = work.loc[np.sort(rng.choice(fits, LEAKED, replace=False))]
    rows = []
    for part, row in chosen.iterrows():
        for day in rng.integers(-4, 150, int(rng.integers(45, 80))):  # even before the post, and at a flat rate long after
            rows.append((part, row["discount_code"], row["post_date"] + pd.Timedelta(days=int(day))))
    return pd.DataFrame(rows, columns=["part", "discount_code", "order_date"]), chosen["discount_code"].tolist()


def _house(rng: np.random.Generator) -> pd.DataFrame:
    codes = [code for code, count in HOUSE_CODES for _ in range(count)]
    days = rng.integers(0, (END - FIRST_DAY).days, len(codes))
    return pd.DataFrame({"part": -1, "discount_code": codes, "order_date": FIRST_DAY + pd.to_timedelta(days, unit="D")})


def _amounts(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[rows["order_date"] <= END].sort_values(["order_date", "part"], kind="stable").reset_index(drop=True)
    count = len(rows)
    gross = np.round(np.exp(rng.normal(4.22, 0.42, count)), 2)
    discount = np.where(rows["discount_code"].fillna("") != "", np.round(gross * 0.15, 2), 0.0)
    revenue = np.round(gross - discount, 2)
    part_back = np.round(revenue * rng.choice([0.5, 1.0], count), 2)
    new = rng.random(count) < 0.69
    known = np.cumsum(new) + 1
    customer = np.where(new, known, 1 + np.floor(rng.random(count) * known))
    cancelled = rng.random(count) < 0.014
    return rows.assign(
        order_id=[f"MO{10_001 + i}" for i in range(count)],
        revenue=revenue,
        discount=discount,
        refunds=np.where((rng.random(count) < 0.045) & ~cancelled, part_back, 0.0),
        new_customer=new,
        customer=[f"C{int(c):05d}" for c in customer],
        cancelled_at=(rows["order_date"] + pd.Timedelta(days=1)).where(cancelled),
    )


def commissions(work: pd.DataFrame, sold: pd.DataFrame) -> pd.DataFrame:
    """Return ``work`` with orders sold and the commission due on what was kept, per part."""
    kept = sold[sold["cancelled_at"].isna() & (sold["part"] >= 0)]
    sums = kept.assign(net=kept["revenue"] - kept["refunds"]).groupby("part").agg(sold=("order_id", "size"), net=("net", "sum"))
    frame = work.join(sums)
    frame["sold"] = frame["sold"].fillna(0)
    return frame.assign(commission=np.round(frame["net"].fillna(0) * frame["rate"], 2))


def estimates(rng: np.random.Generator, work: pd.DataFrame) -> pd.DataFrame:
    """Return ``work`` with the team's own estimates: value of reusable content, extra branded search."""
    posted = work["status"] == "Completed"
    reusable = posted & ((work["objective"] == "content") | (rng.random(len(work)) < 0.35))
    content = np.round(rng.uniform(60, 190, len(work)) * (work["followers"] / 10_000) ** 0.15 / 5) * 5
    search = np.round(work["impressions"].fillna(0) * 0.0019 * np.exp(rng.normal(0, 0.3, len(work))), 0)
    seen = posted & (work["objective"] == "awareness")
    return work.assign(content_value=content.where(reusable), search_lift_value=search.where(seen & (search >= 20)))


def payouts(rng: np.random.Generator, work: pd.DataFrame) -> pd.DataFrame:
    """Return one payment per part with a fee or a commission; the newest are still open."""
    due = work[(work["fee"] + work["commission"]) > 0].copy()
    due["basis"] = np.select([due["partnership_model"] == "ambassador", due["fee"] == 0], ["month", "order"], "post")
    due["amount"] = np.round(due["fee"] + due["commission"], 2)
    due["due_date"] = due["end_date"] + pd.Timedelta(days=30)
    late = np.floor(rng.normal(-3, 6, len(due)))
    paid = due["due_date"] + pd.to_timedelta(late, unit="D")
    due["paid_date"] = paid.where(paid <= END)
    due["status"] = np.select([due["paid_date"].notna(), due["due_date"] < END], ["Paid", "Overdue"], "Open")
    return due.sort_values(["due_date", "creator_id"], kind="stable")


def weekly(rng: np.random.Generator, work: pd.DataFrame, sold: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return weekly ``traffic`` (one row per source) and weekly ``media_mix`` of the whole shop."""
    weeks = pd.date_range(FIRST_DAY, END, freq="7D")
    season = 1 + 0.22 * np.sin(2 * np.pi * (weeks.dayofyear.to_numpy() - 290) / 365) + np.linspace(0, 0.5, len(weeks))
    spread = _spread(work, weeks)
    social = np.round(900 * season * np.exp(rng.normal(0, 0.18, len(weeks))))
    search = np.round(520 * season * np.exp(rng.normal(0, 0.12, len(weeks))))
    creators = sold.groupby(pd.cut(sold["order_date"], [*weeks, weeks[-1] + pd.Timedelta(days=7)], right=False), observed=False)
    through = creators["revenue"].sum().to_numpy()
    other = 5_200 * season * np.exp(rng.normal(0, 0.06, len(weeks))) + 60 * np.sqrt(social) + 55 * np.sqrt(search)
    mix = pd.DataFrame({"date": weeks, "revenue": np.round(other + through, 2)}).assign(
        influencer_spend=np.round(spread["cost"].to_numpy(), 2),
        influencer_impressions=np.round(spread["impressions"].to_numpy()),
        paid_social_spend=social,
        paid_social_impressions=np.round(social * 118 * np.exp(rng.normal(0, 0.06, len(weeks)))),
        paid_search_spend=search,
        paid_search_impressions=np.round(search * 46 * np.exp(rng.normal(0, 0.06, len(weeks)))),
    )
    return _sessions(rng, weeks, season, spread["clicks"].to_numpy(), social, search), mix


def _spread(work: pd.DataFrame, weeks: pd.DatetimeIndex) -> pd.DataFrame:
    """Return each week's share of cost, impressions and clicks, spread over four weeks from the post."""
    costs = work[["fee", "product_cost", "shipping_cost", "agency_cost", "internal_cost", "tool_cost", "commission"]].sum(axis=1)
    frame = work.assign(cost=costs, day=work["post_date"].fillna(work["start_date"]))
    position = ((frame["day"] - weeks[0]).dt.days // 7).clip(0, len(weeks) - 1)
    total = frame.groupby(position)[["cost", "impressions", "clicks"]].sum().reindex(range(len(weeks)), fill_value=0.0)
    return sum(total.shift(k, fill_value=0.0) * share for k, share in enumerate((0.4, 0.3, 0.2, 0.1)))


def _sessions(
    rng: np.random.Generator,
    weeks: pd.DatetimeIndex,
    season: np.ndarray,
    clicks: np.ndarray,
    social: np.ndarray,
    search: np.ndarray,
) -> pd.DataFrame:
    sources = {
        ("instagram", "influencer", "Organic Social"): clicks * 0.5,
        ("tiktok", "influencer", "Organic Social"): clicks * 0.3,
        ("youtube", "influencer", "Organic Video"): clicks * 0.2,
        ("facebook", "paid_social", "Paid Social"): social * 1.1,
        ("google", "cpc", "Paid Search"): search * 0.7,
        ("google", "organic", "Organic Search"): 1_500 * season + clicks * 0.12,
        ("(direct)", "(none)", "Direct"): 900 * season,
        ("newsletter", "email", "Email"): 420 * season,
    }
    tables = []
    for (source, medium, channel), level in sources.items():
        sessions = rng.poisson(np.maximum(level, 1) * np.exp(rng.normal(0, 0.07, len(weeks))))
        counts = pd.DataFrame({"date": weeks, "sessions": sessions, "users": np.round(sessions * 0.86)})
        engaged = np.round(sessions * rng.uniform(0.48, 0.66, len(weeks)))
        labels = {"utm_source": source, "utm_medium": medium, "channel": channel}
        tables.append(counts.assign(engaged_sessions=engaged, **labels))
    return pd.concat(tables).sort_values(["date", "utm_source", "utm_medium"], kind="stable")


def searches(rng: np.random.Generator, published: pd.DataFrame) -> pd.DataFrame:
    """Return how often the brand was searched for on each day: weekdays, growth, correlated noise, and what large posts add."""
    days = pd.date_range(FIRST_DAY - pd.Timedelta(days=BEFORE), END)
    season = 1 + np.array([0.06, 0.03, 0.0, -0.02, -0.08, -0.06, 0.07])[days.day_of_week] + np.linspace(-0.1, 0.35, len(days))
    shock = rng.normal(0, 0.05, len(days))
    for i in range(1, len(days)):
        shock[i] += 0.4 * shock[i - 1]
    mine = published[(published["part"] >= 0) & (published["post_date"] <= END)]
    seen = np.bincount((mine["post_date"] - days[0]).dt.days, mine["impressions"], len(days))
    after = np.convolve(seen, SEARCHED * np.exp(-np.arange(28) / 5) / 5)[: len(days)]
    return pd.DataFrame({"date": days, "brand_searches": rng.poisson(150 * season * np.exp(shock) + after)})
