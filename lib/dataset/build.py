"""Linking: tables in, one Dataset out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.benchmarks import tier_of
from lib.dataset.campaigns import Campaigns, link_campaigns
from lib.dataset.creators import LINKED, link_creators
from lib.dataset.credit import Credit, Parts, credit_rows
from lib.dataset.gather import gather
from lib.dataset.links import read_links
from lib.dataset.model import Dataset
from lib.dataset.names import handle, texts
from lib.dataset.persons import with_persons
from lib.dataset.proof import digest, marked, named, prove, rows_digest
from lib.dataset.references import follow_references
from lib.dataset.unmatched import list_unmatched
from lib.ingest.model import Import
from lib.schema import TABLES
from lib.settings import Settings

CREDITED = ("orders", "traffic", "touches")
Positions = dict[str, np.ndarray]


def build_dataset(
    tables: Import | Sequence[Import] | dict[str, pd.DataFrame],
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Dataset:
    """Link tables (an Import, several, or kind → canonical frame or frames) into one Dataset.

    Creators are linked by id, handle, profile link, then name and platform; campaigns by id or name; orders, traffic and
    touches by what the row states, then discount code, affiliate link, UTM tags and landing page of the campaigns table. No
    row is dropped, no sum changes (asserted); what found no partner is listed in ``unmatched``. Raises IngestError when a
    value does not fit its column.
    """
    frames = follow_references(gather(tables))
    people = link_creators(frames, settings.tier_scheme)
    creators, who = people.creators, people.positions
    campaigns, which = link_campaigns(frames)
    creators, persons = with_persons(creators, frames, who["campaigns"])
    credits_ = _credit(frames, creators, who, campaigns, which, persons)
    linked = _keyed(frames, creators, who, campaigns, which, credits_)
    checks = prove(frames, linked | {"creators": people.kept}, _merged_away(frames["creators"], who["creators"]))
    unmatched = list_unmatched(linked, creators, who, campaigns, which, settings.currency)
    name = named(digest(frames), settings)
    return Dataset(**linked, unmatched=unmatched, checks=checks, settings=settings, digest=name, conflicts=people.conflicts)


def with_settings(dataset: Dataset, settings: Settings) -> Dataset:
    """Return the same linked rows under other settings; nothing is read or linked again."""
    creators = dataset.creators.assign(tier=tier_of(dataset.creators["followers"], settings.tier_scheme))
    return replace(dataset, creators=creators, settings=settings, digest=named(rows_digest(dataset.digest), settings))


def with_marks(dataset: Dataset, marks: tuple[tuple[str, bool], ...]) -> Dataset:
    """Return the same dataset under a digest that also names ``marks`` (creator_key, genuine), so that no cache mixes them up."""
    return replace(dataset, digest=marked(dataset.digest, marks))


def _credit(
    frames: dict[str, pd.DataFrame],
    creators: pd.DataFrame,
    who: Positions,
    campaigns: Campaigns,
    which: Positions,
    persons: dict[int, int],
) -> dict[str, Credit]:
    part = frames["campaigns"]
    links = read_links(part["tracking_link"])
    parts = links[["page", "partner"]].assign(
        discount_code=part["discount_code"], utm_campaign=part["utm_campaign"].fillna(links["utm_campaign"]),
        creator=who["campaigns"], campaign=which["campaigns"], start=part["start_date"].fillna(part["post_date"]),
    )  # fmt: skip
    taking_part = np.unique(who["campaigns"][who["campaigns"] >= 0])
    names = pd.Series(taking_part, index=texts(creators["handle"].iloc[taking_part], handle))
    handles = names[names.index.notna() & ~names.index.duplicated(keep=False)].to_dict()
    titles = {name: found[0] for name, found in campaigns.by_name.items() if len(found) == 1} | campaigns.by_id
    found = {}
    for kind in CREDITED:
        nobody = np.full(len(frames[kind]), -1)
        stated = who.get(kind, nobody), which.get(kind, nobody)
        found[kind] = credit_rows(frames[kind], *stated, Parts(parts, handles, titles, persons))
    return found


def _keyed(
    frames: dict[str, pd.DataFrame],
    creators: pd.DataFrame,
    who: Positions,
    campaigns: Campaigns,
    which: Positions,
    credits_: dict[str, Credit],
) -> dict[str, pd.DataFrame]:
    linked = {kind: frames[kind] for kind in TABLES} | {"creators": creators}
    for kind in (*LINKED, "traffic"):
        position = credits_[kind].creator if kind in credits_ else who[kind]
        linked[kind] = linked[kind].assign(creator_key=_take(creators["creator_key"], position))
    for kind in ("campaigns", "posts", "payouts", *CREDITED):
        position = credits_[kind].campaign if kind in credits_ else which[kind]
        linked[kind] = linked[kind].assign(campaign_key=_take(pd.Series(campaigns.keys, dtype="str"), position))
    for kind, credit in credits_.items():
        found = {f"found_by_{name}": rows for name, rows in credit.found.items()}
        linked[kind] = linked[kind].assign(credited_by=pd.Series(credit.by, dtype="str"), **found)
    named = {f"creator_by_{name}": _category(creators["creator_key"], who) for name, who in credits_["orders"].creators.items()}
    linked["orders"] = linked["orders"].assign(**named)
    return linked


def _take(values: pd.Series, position: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return values.array.take(np.where(position < 0, -1, position), allow_fill=True)


def _category(values: pd.Series, position: np.ndarray) -> pd.Categorical:
    codes = np.where(position < 0, -1, position).astype(np.int32)
    return pd.Categorical.from_codes(codes, categories=pd.Index(values), validate=False)


def _merged_away(frame: pd.DataFrame, position: np.ndarray) -> pd.DataFrame:
    """What repeated rows of one creator held besides the values that were kept, column by column."""
    names = [name for name, known in TABLES["creators"].columns.items() if known.type in ("money", "count")]
    kept = frame[names].groupby(position).last().sum()
    rest = frame[names].sum() - kept
    merged = pd.DataFrame(0.0, index=range(len(frame) - len(np.unique(position))), columns=names)
    if len(merged):
        merged.iloc[0] = rest
    return merged
