"""What is ordinary on each platform: the shape the honest part of the sample follows.

Engagement rates by followers and tier are the organicmediabuying 2025 averages (Facebook: between Rival IQ 2024 and small pages);
the other ratios lie inside the public rule-of-thumb bands (likes / views, comments / likes, views / subscribers, organic reach).
"""

from dataclasses import dataclass

import numpy as np

TIER_CENTRES = np.log10([3_000, 30_000, 150_000, 500_000, 3_000_000])  # nano, micro, mid, macro, mega


@dataclass(frozen=True)
class Norm:
    """Typical ratios of one platform's accounts."""

    engagement: tuple[float, ...]  # (likes + comments) / followers, one per tier centre
    comments: float  # / likes
    shares: float  # / likes
    saves: float  # / likes
    like_per_view: float
    engagement_per_reach: float
    following: float  # accounts followed by a nano account; NaN where the platform does not show it
    posts: float  # lifetime
    price: float  # USD of one post at 1,000 followers
    clicks: float  # relative willingness to click
    buying: float  # relative conversion


NORMS = {
    "instagram": Norm((0.048, 0.024, 0.018, 0.015, 0.012), 0.030, 0.04, 0.09, 0.075, 0.14, 780, 620, 22, 1.15, 1.05),
    "tiktok": Norm((0.103, 0.081, 0.063, 0.055, 0.049), 0.013, 0.05, 0.08, 0.105, 0.11, 420, 380, 17, 0.7, 0.8),
    "youtube": Norm((0.032, 0.021, 0.015, 0.012, 0.009), 0.055, 0.02, float("nan"), 0.045, 0.05, float("nan"), 210, 48, 1.3, 1.15),
    "facebook": Norm((0.011, 0.006, 0.004, 0.003, 0.002), 0.070, 0.11, float("nan"), 0.040, 0.06, float("nan"), 900, 13, 1.5, 1.0),
}


def engagement_norm(platform: np.ndarray, followers: np.ndarray) -> np.ndarray:
    """Return the ordinary engagement rate by followers, interpolated over size on log scales."""
    result = np.full(len(followers), np.nan)
    for name, norm in NORMS.items():
        mine = platform == name
        result[mine] = np.exp(np.interp(np.log10(followers[mine]), TIER_CENTRES, np.log(norm.engagement)))
    return result


def per_platform(platform: np.ndarray, field: str) -> np.ndarray:
    """Return the norm ``field`` of each account's platform."""
    return np.array([getattr(NORMS[name], field) for name in platform], dtype=float)
