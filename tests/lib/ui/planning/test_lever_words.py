"""How levers are shown: slider scales and words."""

import pytest

from lib.roi.levers import Lever
from lib.settings import Settings
from lib.ui.planning.lever_words import label_of, scale_of, written

FEE = Lever("fee", "price", "money", 191.2, 0.0, 633.0, 360)
RATE = Lever("click_rate", "response", "rate", 0.0162, 0.007, 0.03, 360)


@pytest.mark.parametrize(
    "lever",
    [FEE, RATE, Lever("posts", "programme", "count", 1.4, 0.5, 2.0, 9), Lever("search_lift", "money", "rate", 0.0, 0.0, 0.0, 0),
     Lever("impressions", "response", "count", 3.4e7, 1e6, 9e7, 5),
     Lever("content_value", "money", "money", 0.004, 0.003, 0.005, 5)],
)  # fmt: skip
def test_a_slider_holds_the_baseline_and_the_range_on_a_fine_grid(lever):
    scale = scale_of(lever, Settings())
    assert scale.minimum == 0
    assert scale.maximum >= max(3 * lever.base, lever.high) * scale.factor * 0.99 or scale.maximum == 100
    assert 50 <= scale.maximum / scale.step <= 1000
    assert abs(scale.rounded(lever.base) - lever.base * scale.factor) <= scale.step / 2 + 1e-12


def test_values_outside_the_slider_end_at_its_ends():
    scale = scale_of(FEE, Settings())
    assert scale.rounded(-5) == 0
    assert scale.rounded(1e9) == scale.maximum


def test_formats_follow_currency_and_unit():
    assert scale_of(FEE, Settings(currency="EUR", locale="de_DE")).format.startswith("€")
    assert scale_of(RATE, Settings()).format.endswith("%%")
    assert scale_of(Lever("authenticity_cutoff", "quality", "score", 0, 0, 80, 5), Settings()).maximum == 95


def test_words_follow_the_unit_and_what_was_measured():
    assert written(FEE, 191.2, Settings()) == "$191"
    assert written(RATE, 0.0162, Settings()) == "1.62%"
    assert label_of(RATE) == "Clicks per impression"
    assert label_of(Lever("conversion_rate", "response", "rate", 0.1, 0.1, 0.1, 3, basis="post")) == "Orders per post"
    assert label_of(Lever("conversion_rate", "response", "money", 9, 9, 9, 3, basis="click")) == "Sales per click"
