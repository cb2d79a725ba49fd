"""The tables of one workspace, linked: who is who, which campaign, with proof that no sum changed."""

from dataclasses import dataclass, field

import pandas as pd

from lib.settings import Settings

__all__ = ["Dataset", "Settings", "build_dataset"]


@dataclass(frozen=True)
class Dataset:
    """Linked canonical tables of one workspace; every frame may be empty but is always there, with its schema's columns.

    Every table with a creator carries ``creator_key`` and every table with a campaign ``campaign_key`` (missing = unmatched).
    ``creators`` has one row per account, unique ``creator_key``, plus ``tier``. ``unmatched`` has one row per
    table × key text that found no partner: table, key, rows, money. ``checks`` proves sums: table, measure, before, after.
    """

    creators: pd.DataFrame
    campaigns: pd.DataFrame
    posts: pd.DataFrame
    orders: pd.DataFrame
    traffic: pd.DataFrame
    payouts: pd.DataFrame
    followers: pd.DataFrame
    comments: pd.DataFrame
    audience: pd.DataFrame
    media_mix: pd.DataFrame
    unmatched: pd.DataFrame
    checks: pd.DataFrame
    settings: Settings = field(default_factory=Settings)
    digest: str = ""  # names these rows and settings; the key of every cache downstream


def build_dataset(tables: object, settings: Settings = Settings()) -> Dataset:  # noqa: B008 - frozen
    """Link tables (an Import, a list of Imports, or kind -> canonical frame) into one Dataset."""
    raise NotImplementedError
