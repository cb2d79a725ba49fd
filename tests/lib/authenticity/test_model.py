"""The forest: scikit-learn's own checks, and what makes it trustworthy: monotone, additive, bounded say of the upload."""

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from lib.authenticity.model import AnchoredIsolationForest, combined, isolation_curve, shares


@parametrize_with_checks([AnchoredIsolationForest(trees=8)])
def test_scikit_learn_accepts_the_estimator(estimator, check):
    check(estimator)


@pytest.fixture(scope="module")
def ordinary():
    return np.random.default_rng(0).standard_normal((2000, 3))


@pytest.fixture(scope="module")
def forest(ordinary):
    return AnchoredIsolationForest(reference=ordinary, norm=0.0, trees=16).fit(ordinary)


def test_more_suspicious_never_looks_more_ordinary(forest):
    values = np.linspace(-3, 9, 200)
    rows = np.column_stack([values, np.zeros(200), np.zeros(200)])
    assert (np.diff(forest.score_samples(rows)) <= 1e-12).all()


def test_excellence_isolates_nobody(forest):
    assert forest.score_samples(np.array([[-6.0, -6.0, -6.0]])) == forest.score_samples(np.zeros((1, 3)))


def test_contributions_add_up_to_the_score(forest, ordinary):
    rows = ordinary[:50]
    assert np.allclose(-forest.contributions(rows).sum(axis=1) / 3, forest.score_samples(rows))


def test_an_unknown_feature_does_not_vote(forest):
    known = np.array([[2.0, 1.0, np.nan]])
    parts = forest.contributions(known)
    assert np.isnan(parts[0, 2])
    assert np.isclose(forest.score_samples(known)[0], -np.nansum(parts) / 2)


def test_all_unknown_is_neither_suspicious_nor_an_error(forest):
    assert forest.score_samples(np.full((1, 3), np.nan))[0] == 0.0


def test_a_rotten_upload_moves_the_curves_by_its_bounded_weight_at_most(forest):
    rotten = np.full((500, 3), 4.0)
    joined = forest.joined(rotten)
    values = np.linspace(0, 6, 50)
    for before, after in zip(forest.curves_, joined.curves_, strict=True):
        assert np.abs(before(values) - after(values)).max() <= forest.upload_weight


def test_joining_leaves_the_reference_forest_alone(forest):
    before = [curve.isolation.copy() for curve in forest.curves_]
    forest.joined(np.full((50, 3), 3.0))
    assert all((a == curve.isolation).all() for a, curve in zip(before, forest.curves_, strict=True))


def test_row_order_changes_nothing(ordinary):
    upload = ordinary[:300] + 1
    forest = AnchoredIsolationForest(reference=ordinary, norm=0.0, trees=8)
    forward, backward = forest.fit(upload).score_samples(upload), forest.fit(upload[::-1]).score_samples(upload)
    assert (forward == backward).all()


def test_a_constant_feature_tells_nothing_apart_below_it():
    curve = isolation_curve(np.ones(10), None, 4, 256, 0)
    assert curve(np.array([1.0]))[0] == 0.0
    assert curve(np.array([5.0]))[0] > 0.0
    assert np.isnan(curve(np.array([np.nan]))[0])


def test_signs_of_one_story_add_up_and_the_strongest_story_counts_most():
    parts = np.array([[3.0, 1.0, 0.0, 3.0], [0.0, 0.0, 0.0, 0.0]])
    groups = np.array([0, 0, 1, 2])
    assert combined(parts, groups) == pytest.approx([5.0, 0.0])  # stories of 4, 0 and 3
    assert combined(parts, np.zeros(4, dtype=int)) == pytest.approx([7.0, 0.0])
    assert shares(parts[0], groups) == pytest.approx([12 / 25, 4 / 25, 0, 9 / 25])
    assert shares(parts[1], groups).tolist() == [0, 0, 0, 0]


def test_totals_are_the_combined_contributions(ordinary):
    forest = AnchoredIsolationForest(reference=ordinary, norm=0.0, trees=8, weights=[1.0, 2.0, 0.5], groups=[0, 1, 0]).fit(ordinary)
    rows = ordinary[:40].copy()
    rows[3, 1] = np.nan
    total, known = forest.totals(rows)
    assert total == pytest.approx(combined(np.nan_to_num(forest.contributions(rows)), np.array([0, 1, 0])))
    assert known[3] == 1.5
    assert (known[:3] == 3.5).all()
