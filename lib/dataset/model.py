"""The Dataset: what every page and every computation receives."""

from dataclasses import dataclass, field

import pandas as pd

from lib.settings import Settings


@dataclass(frozen=True)
class Dataset:
    """Linked canonical tables of one workspace; every frame may be empty but is always there, with its schema's columns.

    Every table with a creator carries ``creator_key`` and every table with a campaign ``campaign_key`` (missing = unmatched).
    ``creators`` has one row per account, unique ``creator_key``, plus ``tier``, ``creator`` (creator_id, else handle),
    ``label`` (for people) and ``listed`` (False: known only from other tables). Rows carry ``source_file``, ``source_row``
    and ``duplicate``. Orders, traffic and touches carry ``credited_by`` (the method whose creator or campaign counts:
    'creator', 'code', 'link', 'utm' or 'landing') and ``found_by_<method>``; orders also ``creator_by_<method>``.
    ``unmatched`` has one row per table × key text that found no partner: table, key, rows, money, currency, reason, what
    ('creator', 'campaign' or 'code'), suggestion (a known text it resembles). ``checks`` proves sums: table, measure, before,
    after, merged. ``conflicts`` lists values of a creator on which files disagree: creator_key, column, kept, other.
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
    touches: pd.DataFrame
    unmatched: pd.DataFrame
    checks: pd.DataFrame
    settings: Settings = field(default_factory=Settings)
    digest: str = ""  # names these rows and settings; the key of every cache downstream
    conflicts: pd.DataFrame = field(default_factory=pd.DataFrame)
