"""Peers and features: quantiles shipped with their sources, smooth in size, oriented and clipped at the norm."""

import numpy as np
import pandas as pd
import pytest

from lib.authenticity.evidence import Evidence
from lib.authenticity.features import FEATURES, NAMES
from lib.authenticity.measures import BY_NAME, measures, scores_of
from lib.authenticity.norms import FOLDER, Peers, correlations, likes_with_comments, peer_range, source_of, sources
from lib.authenticity.population import SIZE, reference
from lib.authenticity.severity import AT_MOST, severities


def test_a_value_at_a_quantile_has_that_normal_score() -> None:
    low, middle, high = peer_range("engagement", "instagram", 12_800.0)
    values = np.array([low, middle, high])
    found = Peers.of(("instagram",), np.zeros(3, dtype=int), np.full(3, 12_800.0)).normal_scores("engagement", values)
    assert found == pytest.approx([-1.2816, 0, 1.2816], abs=3e-3)


def test_norms_are_smooth_in_size_and_known_for_every_platform() -> None:
    sizes = np.geomspace(100, 1e8, 200)
    for platform in ("instagram", "tiktok", "youtube", "any", "somewhere new"):
        middles = np.array([peer_range("engagement", platform, size)[1] for size in sizes])
        assert (middles > 0).all()
        assert np.abs(np.diff(np.log(middles))).max() < 0.25


def test_every_norm_names_a_source() -> None:
    norms = pd.read_csv(FOLDER / "norms.csv")
    assert set("+".join(norms["source"]).split("+")) <= set(sources())
    assert (norms["q10"] < norms["q50"]).all()
    assert (norms["q50"] < norms["q90"]).all()
    assert "2018" in source_of("likes", "instagram")


def test_shipped_quantiles_stand_for_many_accounts_each() -> None:
    norms = pd.read_csv(FOLDER / "norms.csv")
    assert norms["n"].dropna().min() >= 80
    assert len(norms) < 400


def test_missing_evidence_is_unknown_never_zero() -> None:
    evidence = Evidence(("instagram",), np.zeros(1, dtype=int), {"followers": np.array([5_000.0]), "avg_likes": np.array([300.0])})
    row = dict(zip(NAMES, severities(scores_of(measures(evidence), evidence), 1)[0], strict=True))
    assert not np.isnan(row["engagement_low"])
    assert np.isnan(row["likes_unbacked"])
    assert np.isnan(row["growth_jump"])


def test_features_are_oriented_so_that_larger_is_more_suspicious() -> None:
    def row(**numbers: float) -> dict[str, float]:
        base = {"followers": 12_800.0, "avg_likes": 540.0, "avg_comments": 18.0, "following": 700.0, "posts": 200.0}
        values = {name: np.array([value]) for name, value in (base | numbers).items()}
        evidence = Evidence(("instagram",), np.zeros(1, dtype=int), values)
        return dict(zip(NAMES, severities(scores_of(measures(evidence), evidence), 1)[0], strict=True))

    plain = row()
    assert row(followers=51_200.0)["engagement_low"] > plain["engagement_low"] + 1
    assert row(avg_likes=2_160.0)["likes_unbacked"] > plain["likes_unbacked"] + 1
    assert row(avg_comments=72.0)["comments_unbacked"] > plain["comments_unbacked"] + 1
    assert row(following=7_000.0)["following_ratio"] > plain["following_ratio"] + 1
    both = row(avg_likes=1_620.0, avg_comments=54.0)
    assert both["likes_unbacked"] < 1.5
    assert both["comments_unbacked"] < 1


def test_reference_population_is_whole_and_at_its_own_norm() -> None:
    table = reference()
    assert table.shape == (SIZE, len(FEATURES))
    assert not np.isnan(table).any()
    engagement = table[:, NAMES.index("engagement_low")]
    assert abs(np.median(engagement)) < 0.1
    assert np.quantile(engagement, 0.9) == pytest.approx(1.28, abs=0.2)


def test_the_shipped_norms_are_what_the_script_builds(shared, tmp_path, monkeypatch) -> None:
    from lib.authenticity.reference import build

    for name in ("published.csv",):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    monkeypatch.setattr(build, "HERE", tmp_path)
    build.main(shared)
    for name in ("norms.csv", "correlations.csv"):
        pd.testing.assert_frame_equal(pd.read_csv(tmp_path / name), pd.read_csv(FOLDER / name), rtol=1e-3)


def test_likes_and_comments_part_ways_as_accounts_grow() -> None:
    found = likes_with_comments(np.array([100.0, 1_600.0, 30_000.0, 1e7, np.nan]))
    assert found[1] > found[2] == found[3]
    assert found[4] == correlations()["likes", "comments"]


def test_excellence_in_both_is_hardly_unusual_and_shares_back_comments() -> None:
    def unbacked(**scores: float) -> dict[str, float]:
        return dict(zip(NAMES, severities({name: np.array([value]) for name, value in scores.items()}, 1)[0], strict=True))

    excellent = unbacked(likes=4.5, comments=1.5, engagement=4.5, likes_per_view=4.0)
    assert excellent["likes_unbacked"] == pytest.approx(AT_MOST)
    assert excellent["likes_per_view_high"] == pytest.approx(AT_MOST)
    assert excellent["engagement_extreme"] == 0
    bought = unbacked(likes=4.5, comments=0.0, engagement=4.5)
    assert bought["likes_unbacked"] > 5
    plain, shared = unbacked(likes=0.0, comments=2.5), unbacked(likes=0.0, comments=2.5, shares_per_like=2.0)
    assert shared["comments_unbacked"] < plain["comments_unbacked"] - 0.5


def test_every_sign_reads_a_measure_with_a_norm() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for feature in FEATURES:
        measure = BY_NAME[feature.measure]
        assert measure.formula
        assert measure.flag or source_of(measure.name)
