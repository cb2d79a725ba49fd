"""What the compare page says: names, figures, the finding, how sure a difference is."""

import numpy as np
import pandas as pd
import pytest

from lib.compare import MEASURES, comparison, words
from lib.dataset import Settings, build_dataset
from lib.roi import deals

US = Settings()


def workspace(levels: dict[str, float], n: int = 12, spread: float = 0.1):
    """Partnerships of each model with a given ROAS and some luck."""
    rng = np.random.default_rng(5)
    rows = [
        {"campaign": f"{model} {i}", "creator_id": f"{model}{i}", "platform": "tiktok", "partnership_model": model,
         "cost": 100.0, "revenue": 100 * level * rng.uniform(1 - spread, 1 + spread)}
        for model, level in levels.items() for i in range(n)
    ]  # fmt: skip
    dataset = build_dataset({"campaigns": pd.DataFrame(rows)})
    return comparison(dataset, deals(dataset), by=["model"], metric="roas")


def test_cell_names():
    assert words.cell_name(["tier", "platform"], ("micro", "tiktok")) == "Micro on TikTok"
    assert words.cell_name(["model", "category"], ("gifting", "beauty")) == "Gifting, Beauty"
    assert words.cell_name(["platform"], (np.nan,)) == "Not stated"


@pytest.mark.parametrize(
    ("metric", "value", "said"),
    [("roi", 2.1, "210%"), ("engagement_rate", 0.043, "4.3%"), ("engagement_rate", 0.0015, "0.15%"), ("roas", 2.4, "2.4×"),
     ("cpm", 12.5, "$12.50"), ("reach", 12_345.0, "12.3K"), ("roi", np.nan, "–"), ("roas", np.nan, "–")],
)  # fmt: skip
def test_figures(metric, value, said):
    assert words.figure(MEASURES[metric], value, US) == said


def test_a_real_lead_is_called_real():
    result = workspace({"gifting": 6.0, "sponsored": 2.0, "affiliate": 2.1})
    title = words.headline(result, US)
    assert title.startswith("Gifting leads: ROAS")
    assert title.endswith("the lead is real")
    assert words.difference(result, ("gifting",), ("sponsored",), US).startswith("Yes: Gifting does better than Sponsored")
    assert words.difference(result, ("sponsored",), ("gifting",), US).startswith("Yes: Gifting")


def test_equal_groups_are_too_close_to_call():
    result = workspace({"gifting": 2.0, "sponsored": 2.0}, spread=0.9)
    assert "too close to call" in words.headline(result, US)
    assert words.difference(result, ("gifting",), ("sponsored",), US).startswith("Not shown")


def test_probabilities_never_claim_certainty():
    assert words.sure(1.0, US) == "over 99%"
    assert words.sure(0.0, US) == "under 1%"
    assert words.sure(0.86, US) == "86%"


def test_thin_groups_are_named():
    assert words.few(workspace({"gifting": 2.0}, n=3)) == "1 of 1 groups rest on fewer than 5 partnerships: hints, not results."
    assert words.few(workspace({"gifting": 2.0}, n=9)) == ""


def test_published_figures_are_named_with_their_year():
    result = workspace({"gifting": 6.0, "sponsored": 2.0})
    assert words.origin(result).startswith("Published: Guide 1")
    assert "year of the data" in words.origin(result)
    assert words.benchmark(result, result.cells.iloc[0], US) == "3× to 5×"
    assert words.against_published(result) == "Groups against what is published: 1 above, 0 in line, 1 below"


def test_nothing_to_compare():
    dataset = build_dataset({})
    result = comparison(dataset, deals(dataset), by=["model"], metric="roas")
    assert words.headline(result, US) == "Too few figures to compare ROAS"
    assert words.few(result) == ""


def test_formula_states_basis_or_sums():
    dataset = build_dataset({})
    for basis, parts in (("followers", "(likes + comments)"), ("views", "(likes + comments + shares)")):
        result = comparison(dataset, deals(dataset), by=["tier"], metric="engagement_rate", engagement_basis=basis)
        assert parts in words.formula(result)
        assert basis in words.formula(result)
    assert "sums" in words.formula(workspace({"gifting": 2.0}))


def test_money_is_written_in_the_reporting_currency():
    assert words.figure(MEASURES["cpc"], 1.5, Settings(currency="EUR", locale="de_DE")) == "1,50\xa0€"


def test_a_verdict_that_turns_with_the_source_is_marked():
    """4 % on Instagram is above what one source publishes and in line with another."""
    creators = pd.DataFrame({"creator_id": [f"c{i}" for i in range(20)], "platform": "instagram", "followers": 20_000.0})
    creators = creators.assign(avg_likes=[780.0 + i for i in range(20)], avg_comments=20.0)
    dataset = build_dataset({"creators": creators})
    result = comparison(dataset, deals(dataset), by=["platform"], metric="engagement_rate")
    row = result.cells.iloc[0]
    assert len(row["disagreeing"]) > 0
    assert words.verdict(row) == "Above ⇄"
    assert words.stability(result, US) == "1 of 1 clear verdicts turn with another source or tier scheme: marked ⇄."
    assert words.stability(workspace({"gifting": 2.0}), US) == ""


def test_rates_as_a_file_states_them_are_counted_apart():
    creators = pd.DataFrame(
        {"creator_id": ["a", "b", "c"], "platform": "tiktok", "followers": 1_000.0, "avg_likes": [50.0, None, None],
         "avg_comments": [5.0, None, None], "engagement_rate": [None, 0.04, None]}
    )  # fmt: skip
    dataset = build_dataset({"creators": creators})
    result = comparison(dataset, deals(dataset), by=["platform"], metric="engagement_rate")
    assert words.formula(result).endswith("1 of 2 creators give a rate or a total only; what it counts is not known.")
