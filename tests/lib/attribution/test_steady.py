"""Steady or fading: both shapes by their likelihoods, and evergreen videos left in peace."""

import numpy as np
import pytest

from lib.attribution.steady import SLOWEST, steadiness, usual_days


def ratio(*ages: np.ndarray, usual: float = 8.0) -> np.ndarray:
    code = np.repeat(np.arange(len(ages)), [len(age) for age in ages])
    age = np.concatenate(ages)
    return steadiness(code, age, np.ones(len(age)), usual, len(ages))


def test_an_even_tail_is_steady_and_fading_ones_are_not():
    random = np.random.default_rng(7)
    leaked = np.concatenate([np.floor(random.exponential(8, 30)), np.arange(0, 180, 3.0)])
    quick, evergreen = np.floor(random.exponential(8, 90)), np.floor(random.exponential(60, 90))
    found = ratio(leaked, quick, evergreen)
    assert found[0] > np.log(10)
    assert found[1] < 0 and found[2] < 0


def test_the_ratio_by_hand():
    age, usual = np.array([0.0, 9.0]), 2.0
    means = np.geomspace(1.0, SLOWEST, 40)
    fading = max(sum(-(a + 0.5) / m - np.log(m * (1 - np.exp(-10 / m))) for a in age) for m in means)
    steady = max(
        sum(np.log((1 - s) * np.exp(-(a + 0.5) / m) / (m * (1 - np.exp(-10 / m))) + s / 10) for a in age)
        for m in (usual, 2 * usual)
        for s in (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
    )
    assert ratio(age, usual=usual)[0] == pytest.approx(steady - fading - np.log(2) / 2)


def test_codes_without_uses_are_never_steady():
    assert steadiness(np.array([1]), np.array([3.0]), np.ones(1), 7.0, 3).tolist()[::2] == [-np.inf, -np.inf]


def test_the_usual_pace_is_the_median_of_the_codes():
    code, age = np.array([0] * 8 + [1] * 8 + [2] * 8 + [3]), np.array([1.0] * 8 + [5.0] * 8 + [90.0] * 8 + [7.0])
    assert usual_days(code, age, np.ones(25), 8, 4) == 5.5
    assert usual_days(code[:0], age[:0], np.ones(0), 8, 4) == 7.0
