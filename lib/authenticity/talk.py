"""What comments and the audience say: generic, emoji-only and repeated comments in any script; followers from elsewhere."""

import re

import numpy as np
import pandas as pd

from lib.authenticity.linking import owners, spread_to_creators

FOR_SHARE = 8  # comments needed to speak of a share
SHORT = 2  # a comment of so few words from the list below says nothing about the post
# What bots and pods write, in the languages creators are most often listed in; compared after casefolding, letters only.
GENERIC = frozenset(
    word
    for line in (
        "nice great good cool wow amazing awesome beautiful love lovely perfect fire super best top goals queen king stunning",
        "gorgeous cute pretty yes omg lol fantastic incredible wonderful excellent pic post photo shot feed content so very",
        "this it the one dear bro sis babe slay vibes hot",
        "bello bella bellissima bellissimo fantastico guapa guapo hermosa hermoso increible genial linda lindo lindas",
        "perfeito perfeita maravilhosa schön toll geil wunderschön magnifique superbe belle beau trop génial",
        "красота супер круто класс красиво огонь harika süper güzel muhteşem çok mantap keren cantik bagus wah sundar",
        "好看 好 赞 棒 漂亮 かわいい すごい 素敵 예뻐요 멋져요 جميل رائع",
    )
    for word in line.split()
)
_LETTERS = re.compile(r"[^\W\d_]+")


def is_generic(text: str) -> bool:
    """Return whether a comment could stand under any post: only emoji or signs, or a short row of stock words."""
    words = _LETTERS.findall(text.casefold())
    return not words or (len(words) <= SHORT + 1 and all(word in GENERIC for word in words))


def from_comments(creators: pd.DataFrame, comments: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return per creator (n,): share of generic and of repeated comments."""
    if "text" not in comments:
        return {}
    groups, rows = owners(creators, comments)
    said = comments["text"].notna().to_numpy() & (rows >= 0)
    text = comments["text"][said].astype("str").str.strip()
    owner = pd.Series(rows[said], index=text.index)
    plain = text.str.casefold()
    unique = {value: is_generic(value) for value in plain.unique()}
    count = owner.groupby(owner).size()
    generic = plain.map(unique).astype(float).groupby(owner).mean()
    repeated = 1 - plain.groupby(owner).nunique() / count
    found = {"comments_generic_share": generic, "comments_repeated_share": repeated}
    return {name: spread_to_creators(groups, values.where(count >= FOR_SHARE)) for name, values in found.items()}


def from_audience(creators: pd.DataFrame, audience: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return per creator (n,) the share of the audience outside the creator's own country."""
    if not {"dimension", "value", "share"} <= set(audience.columns) or "country" not in creators:
        return {}
    groups, rows = owners(creators, audience)
    table = pd.DataFrame({"group": rows, "value": audience["value"].astype("str").str.casefold().to_numpy()})
    table["share"] = pd.to_numeric(audience["share"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    table = table[(audience["dimension"].astype("str").str.casefold() == "country").to_numpy() & (rows >= 0)]
    total = table.groupby("group")["share"].sum()
    home = creators["country"].astype("str").str.casefold().where(creators["country"].notna())
    homes = pd.Series(home.to_numpy(), index=groups)
    homes = homes[~homes.index.duplicated()].dropna()
    local = table[table["value"] == table["group"].map(homes)].groupby("group")["share"].sum()
    foreign = (1 - local.reindex(total.index).fillna(0.0)).where((total > 0.3) & total.index.isin(homes.index))
    return {"audience_foreign": spread_to_creators(groups, foreign.clip(0.0, 1.0))}
