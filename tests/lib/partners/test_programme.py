"""Programme tiers: where creators stand, who moves and why, and that nobody moves on one result or on a doubtful audience."""

import numpy as np
import pandas as pd

from lib.dataset import Settings
from lib.partners import LEVELS, Worth, proposals
from lib.partners.programme import latest, pyramid, standing
from lib.partners.words import move_sentence, moves_title


def rows(fees: dict[str, list[float]], model: str = "sponsored") -> pd.DataFrame:
    parts = [(key, f"{key}{i}", model, pd.Timestamp("2026-01-01") + pd.Timedelta(days=i), fee) for key, each in fees.items()
             for i, fee in enumerate(each)]  # fmt: skip
    frame = pd.DataFrame(parts, columns=["creator_key", "campaign_key", "model", "start", "fees"])
    return frame.assign(posts=1.0, one=1.0)


def found(break_even: dict[str, float], target: dict[str, float]) -> Worth:
    """Fees known for sure but for a hundredth of the draws."""
    spread = np.where(np.arange(100) == 0, -1e6, 0.0)[:, None]
    fees = {"break_even": pd.Series(break_even, dtype=float), "target": pd.Series(target, dtype=float)}
    table = pd.DataFrame({f"{name}{end}": fees[name] for name in fees for end in ("", "_low", "_high")})
    return Worth(table, spread + table["break_even"].to_numpy(), spread + table["target"].to_numpy())


NOBODY = pd.Series(dtype=bool)


def test_the_published_tiers():
    assert [(each.level, each.role, each.low) for each in LEVELS] == [
        (1, "ambassador", 2000), (2, "core partner", 500), (3, "content creator", 100), (4, "advocate", 0)]  # fmt: skip
    assert all(each.source for each in LEVELS)


def test_standing_is_how_the_last_partnership_was_paid():
    table = rows({"gift": [900.0, 0.0], "small": [0.0, 60.0], "core": [10.0, 500.0], "silent": [np.nan]})
    assert standing(latest(table), 1.0).to_dict() == {"core": 2, "gift": 4, "silent": 4, "small": 3}
    assert standing(latest(rows({"x": [0.0]}, "ambassador")), 1.0).to_dict() == {"x": 1}
    assert standing(latest(rows({"core": [500.0]})), 2.0).to_dict() == {"core": 3}


def test_moves_need_results_twice_and_no_doubt():
    table = rows(
        {
            "up": [0.0, 0.0],
            "once": [0.0],
            "doubtful": [0.0, 0.0],
            "down": [800.0, 800.0],
            "lost": [0.0, 0.0],
            "calm": [150.0, 150.0],
        }
    )
    worthy = found({"up": 400, "once": 400, "doubtful": 400, "down": 300, "lost": -20, "calm": 200},
                   {"up": 150, "once": 150, "doubtful": 150, "down": 100, "lost": -60, "calm": 90})  # fmt: skip
    moves = proposals(worthy, table, pd.Series({"doubtful": True}))
    assert moves["action"].to_dict() == {
        "calm": "stay", "doubtful": "stay", "down": "demote", "lost": "pause", "once": "test", "up": "promote"}  # fmt: skip
    assert moves["proposed"].to_dict() == {"calm": 3, "doubtful": 4, "down": 3, "lost": 4, "once": 4, "up": 3}
    assert moves.loc["up", ["sure", "needs"]].tolist() == [0.99, 100.0]
    assert moves.loc["down", ["sure", "needs"]].tolist() == [1.0, 500.0]


def test_a_demotion_compares_with_what_is_paid_now():
    table = rows({"cheap": [40.0, 40.0]})
    assert proposals(found({"cheap": 60}, {"cheap": 10}), table, NOBODY)["action"].tolist() == ["stay"]
    assert proposals(found({"cheap": 30}, {"cheap": 10}), table, NOBODY)["action"].tolist() == ["demote"]


def test_the_pyramid_counts_everybody_once():
    table = rows({"up": [0.0, 0.0], "down": [800.0, 800.0]})
    moves = proposals(found({"up": 400, "down": 300}, {"up": 150, "down": 100}), table, NOBODY)
    tiers = pyramid(moves)
    assert tiers["now"].tolist() == [0, 1, 0, 1]
    assert tiers["then"].tolist() == [0, 0, 2, 0]
    assert moves_title(moves, Settings()) == "Results speak for 1 promotions and 1 demotions; 0 deserve a second booking, 0 a pause"
    assert "a content creator starts at $100" in move_sentence(moves.loc["up"], Settings())
    assert "99% sure, 2 partnerships" in move_sentence(moves.loc["up"], Settings())
