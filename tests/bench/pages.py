"""CPU seconds that the partners, timing and goals pages compute after load: 100,000 orders × 5,000 posts × 1,000 creators.

Printed per step, and per page their sum; the aim is 0.5 s a page.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.allocation.plan import with_gain
from lib.authenticity import delivery
from lib.dataset import build_dataset
from lib.goals import cascade, channels, dated_rows, progress
from lib.partners import fee_table, model_table, partner_rows, proposals, words, worth
from lib.partners.customers import by_creator, customers
from lib.partners.repeats import fatigue
from lib.roi import deals, money_lines, paired
from lib.roi.bookings import bookings
from lib.roi.currency import factors
from lib.roi.deals import deals_by_pair
from lib.roi.lines import settled_money
from lib.roi.payback import earned_by_day
from lib.roi.payback import payback as roi_payback
from lib.roi.sales import counted_sales
from lib.timing import ages, before_after, effects, half_life, payback, quarters
from lib.timing.before_after import daily
from lib.timing.calendar import WEEKDAY, per_day, per_post

CREATORS, CAMPAIGNS, POSTS, ORDERS = 1_000, 60, 5_000, 100_000


def tables(seed: int = 7) -> dict[str, pd.DataFrame]:
    """Synthetic tables: each creator takes part in three campaigns, each part with its own code; customers come back."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"K{i:05d}" for i in range(CREATORS)])
    creators = pd.DataFrame({"creator_id": ids, "handle": [f"h{i}" for i in range(CREATORS)]})
    creators["platform"] = rng.choice(["instagram", "tiktok", "youtube"], CREATORS)
    creators["followers"], creators["price"] = rng.lognormal(10, 1.5, CREATORS).round(), rng.lognormal(5, 1, CREATORS).round()
    who = np.repeat(np.arange(CREATORS), 3)
    which = rng.integers(0, CAMPAIGNS, len(who))
    codes = np.array([f"C{c}X{k}" for c, k in zip(who, which, strict=True)])
    start = pd.Timestamp("2025-01-01") + pd.to_timedelta(which * 7, unit="D")
    campaigns = pd.DataFrame({"campaign_id": [f"P{k}" for k in which], "creator_id": ids[who], "discount_code": codes})
    campaigns = campaigns.assign(fee=rng.integers(50, 900, len(who)), product_cost=20.0, start_date=start, post_date=start)
    campaigns["partnership_model"] = rng.choice(["gifting", "sponsored", "hybrid"], len(who))
    campaigns["impressions"], campaigns["clicks"] = rng.integers(1e3, 1e5, len(who)), rng.integers(10, 900, len(who))
    posts = pd.DataFrame({"post_id": [f"T{i}" for i in range(POSTS)], "creator_id": ids[rng.integers(0, CREATORS, POSTS)]})
    posts["post_date"] = pd.Timestamp("2025-01-01") + pd.to_timedelta(rng.integers(0, 400, POSTS), unit="D")
    posts["campaign"] = [f"P{k}" for k in rng.integers(0, CAMPAIGNS, POSTS)]
    posts["likes"], posts["views"] = rng.integers(0, 9e3, POSTS), rng.integers(0, 9e4, POSTS)
    part = rng.integers(0, len(codes), ORDERS)
    orders = pd.DataFrame({"order_id": [f"O{i}" for i in range(ORDERS)], "currency": "USD", "discount_code": codes[part]})
    orders["revenue"] = rng.gamma(2, 30, ORDERS).round(2)
    orders["order_date"] = start[part] + pd.to_timedelta(np.floor(rng.exponential(9, ORDERS)), unit="D")
    orders["customer"] = [f"U{i}" for i in rng.integers(0, 60_000, ORDERS)]
    return {"creators": creators, "campaigns": campaigns, "posts": posts, "orders": orders}


class Clock:
    """Prints what each step took and keeps the sum."""

    def __init__(self) -> None:
        self.total = 0.0

    def run(self, name: str, step: Callable[[], object]) -> object:
        """Return what ``step`` returns."""
        start = process_time()
        result = step()
        taken = process_time() - start
        self.total += taken
        print(f"  {name:<28} {taken:6.3f} s")
        return result

    def page(self, name: str) -> None:
        """Print the sum since the last page."""
        print(f"{name}: {self.total:.3f} s, aim 0.5 s\n")
        self.total = 0.0


def main() -> None:
    """Print the CPU seconds per step and page; linking, deals and money lines are shared with the other pages."""
    dataset = build_dataset(tables())
    settings, people = dataset.settings, dataset.creators.set_index("creator_key")
    found, lines = deals(dataset), money_lines(dataset)
    sold = counted_sales(dataset.orders, factors(dataset.orders, settings))
    clock = Clock()
    table = with_gain(found, 0.5)
    rows = clock.run("partnerships", lambda: partner_rows(table, bookings(table, lines)))
    value = clock.run("worth of a post", lambda: worth(rows, dataset.creators, 2.0))
    fees = clock.run("fees against prices", lambda: fee_table(value, people["price"]))
    clock.run("delivery", lambda: delivery(table, pd.Series(80.0, people.index)))
    clock.run("the chosen one in words", lambda: words.fee_sentence(fees.iloc[0], settings))
    clock.page("Partners, fees")
    clock.run("models", lambda: model_table(rows))
    moves = clock.run("moves between tiers", lambda: proposals(value, rows, pd.Series(dtype=bool)))
    clock.run("move sentences", lambda: [words.move_sentence(row, settings) for _key, row in moves.iterrows()])
    clock.run("fatigue", lambda: fatigue(rows))
    clock.page("Partners, models, programme, repeats")
    won = clock.run("customers", lambda: customers(dataset.orders, factors(dataset.orders, settings)))
    clock.run("customers by creator", lambda: by_creator(won))
    clock.page("Partners, customers")
    parts = {kind: getattr(dataset, kind) for kind in ("orders", "campaigns", "posts", "traffic")}
    money = settled_money(dataset)
    pairs = deals_by_pair(dataset, money)
    earned = clock.run("sales by day", lambda: earned_by_day(dataset, money, pairs, "campaign"))
    paid = clock.run("days to pay back", lambda: roi_payback(dataset, money, pairs, "campaign"))
    clock.run("payback", lambda: payback(earned, paid, sold["day"].max()))
    days = clock.run("daily sales", lambda: daily(sold))
    clock.run("before and after", lambda: before_after(days, pd.Timestamp("2025-06-01"), 14))
    aged = clock.run("ages", lambda: ages(sold, dataset.campaigns, sold["day"].max()))
    clock.run("half-life", lambda: half_life(aged))
    clock.run("weekdays of sales", lambda: effects(per_day(days, WEEKDAY), WEEKDAY))
    clock.run("weekdays of posts", lambda: effects(per_post(dataset.posts, "views"), WEEKDAY))
    clock.run("quarters", lambda: quarters(paired(found, [])))
    clock.page("Timing, all parts")
    dated = clock.run("dated rows", lambda: dated_rows(found, sold, {k: parts[k] for k in ("campaigns", "posts")}, "glow"))
    clock.run("targets and pace", lambda: progress(dated, settings))
    clock.run("cascade", lambda: cascade(found, "revenue", 1e5))
    clock.run("channels", lambda: channels(found, 1.0))
    clock.page("Goals, all parts")


if __name__ == "__main__":
    main()
