"""Rows to tables against the promises: a million clean rows against pandas.read_csv, a small file in milliseconds."""

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lib.ingest import read_file


def creators(rows: int) -> bytes:
    """Return a clean list of creators as CSV, ten columns wide."""
    draw = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "creator_id": np.arange(rows),
            "handle": [f"user_{i}" for i in range(rows)],
            "platform": draw.choice(["instagram", "tiktok", "youtube"], rows),
            "followers": draw.integers(1_000, 10**7, rows),
            "avg_likes": draw.integers(1, 10**5, rows),
            "avg_comments": draw.integers(1, 10**4, rows),
            "engagement_rate": draw.random(rows).round(4) / 10,
            "country": draw.choice(["US", "DE", "FR", "BR"], rows),
            "price": (draw.random(rows) * 1000).round(2),
            "joined": pd.date_range("2015-01-01", periods=rows, freq="min").strftime("%Y-%m-%d"),
        }
    )
    return frame.to_csv(index=False).encode()


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Return the best processor time of several runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


small, large = creators(500), creators(1_000_000)
read_file(small, "warm.csv")
print(f"500 rows: read_file {seconds(lambda: read_file(small, 'small.csv'), 7) * 1000:.0f} ms (promise 30 ms)")
ours, theirs = seconds(lambda: read_file(large, "large.csv"), 3), seconds(lambda: pd.read_csv(BytesIO(large)), 3)
print(f"1,000,000 x 10: read_file {ours:.2f} s = {ours / theirs:.1f} x pandas.read_csv {theirs:.2f} s (promise 3 x)")
