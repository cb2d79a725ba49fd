"""Build norms.csv and correlations.csv: quantiles of ordinary accounts by platform and size, never a row of anyone.

Run from the repository's root: ``python lib/authenticity/reference/build.py ../shared/data``.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
QUANTILES = {"q10": 0.1, "q50": 0.5, "q90": 0.9}
WINDOW = 2.0  # a size node describes accounts from half to twice its size
MINIMUM = 80  # accounts behind a node
NODES = {
    # Lists of the top 1,000 hold smaller accounts only when they did unusually well: ordinary from the upper sizes on.
    "instagram": (50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 3e7),
    "tiktok": (1e7, 3e7),
    "youtube": (2e7,),
}
LINK_NODES = (400, 1600, 6400, 25600)  # sizes at which likes and comments are correlated
SIZE_FREE = ("comments_per_like", "likes_per_view", "shares_per_like", "saves_per_like")
SHARED_NODES = (50, 200, 800, 3000, 10_000, 30_000, 100_000, 300_000, 1e6, 3e6, 1e7)
ANY_WIDER = 1.15  # a norm pooled over platforms is known less well than one platform's own


def amount(text: pd.Series) -> pd.Series:
    """Return counts written as 1.2M, 30.8K or plain numbers."""
    parts = text.astype(str).str.strip().str.extract(r"^([\d.,]+)\s*([KMB]?)$", expand=True)
    scale = parts[1].map({"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9})
    return pd.to_numeric(parts[0].str.replace(",", ""), errors="coerce") * scale


def measured(folder: Path) -> pd.DataFrame:
    """Return followers, likes, comments, views and shares of every list, with platform and source."""
    small = pd.read_csv(folder / "reference" / "instagram_small_accounts.csv")
    lists = [
        small.rename(columns={"avg_likes": "likes", "avg_comments": "comments"}).drop(columns="posts")
        .assign(platform="instagram", source="instagram_small_accounts"),
        _list(folder / "creators" / "hypeauditor_instagram.csv", "instagram", "hypeauditor_instagram",
              {"followers": "Followers", "engagements": "Engagement avg"}),
        _list(folder / "creators" / "hypeauditor_TIKTOK_DEC_2022.csv", "tiktok", "hypeauditor_tiktok",
              {"followers": "followers", "views": "views(avg)", "likes": "likes(avg.)", "comments": "comments(avg.)",
               "shares": "shares(avg.)"}),
        _list(folder / "creators" / "hypeauditor_youtube_june_2022_june_2022.csv", "youtube", "hypeauditor_youtube",
              {"followers": "Subscribers count", "views": "Views avg.", "likes": "Likes avg", "comments": "Comments avg."}),
    ]  # fmt: skip
    table = pd.concat(lists, ignore_index=True)
    table["engagements"] = table["engagements"].fillna(table["likes"] + table["comments"])
    return table[table["followers"] > 0]


def _list(path: Path, platform: str, source: str, columns: dict[str, str]) -> pd.DataFrame:
    raw = pd.read_csv(path)
    raw.columns = [" ".join(str(name).split()) for name in raw.columns]
    found = {name: amount(raw.loc[:, header]) for name, header in columns.items()}
    return pd.DataFrame(found).assign(platform=platform, source=source)


def measures(table: pd.DataFrame) -> pd.DataFrame:
    """Return the ratios that carry a norm; half a like and a tenth of a comment keep small counts finite."""
    likes, comments, size = table["likes"] + 0.5, table["comments"] + 0.1, table["followers"]
    return pd.DataFrame(
        {
            "likes": likes / size,
            "comments": comments / size,
            "engagement": (table["engagements"] + 0.5) / size,
            "comments_per_like": comments / likes,
            "views": (table["views"] + 1) / size,
            "likes_per_view": likes / (table["views"] + 1),
            "shares_per_like": (table["shares"] + 0.1) / likes,
        }
    )


def node_norms(table: pd.DataFrame, ratios: pd.DataFrame) -> pd.DataFrame:
    """Return quantiles per platform, measure and size node."""
    rows = []
    for platform, nodes in NODES.items():
        here = table["platform"] == platform
        for name in ratios:
            sizes = (np.nan,) if name in SIZE_FREE and platform != "instagram" else nodes
            rows += [row for size in sizes if (row := _node(table[here], ratios.loc[here, name], platform, size))]
    return pd.DataFrame(rows)


def _node(table: pd.DataFrame, ratio: pd.Series, platform: str, size: float) -> dict | None:
    near = table["followers"].between(size / WINDOW, size * WINDOW) if size == size else table["followers"] > 0
    values = ratio[near].dropna()
    if len(values) < MINIMUM:
        return None
    source = "+".join(sorted(table.loc[values.index, "source"].unique()))
    quantiles = {key: values.quantile(q) for key, q in QUANTILES.items()}
    return {"measure": ratio.name, "platform": platform, "followers": size, **quantiles, "n": len(values), "source": source}


def derived(norms: pd.DataFrame) -> pd.DataFrame:
    """Return likes and comments norms where only engagement is published: nearly all engagements are likes."""
    rows = []
    for row in norms[norms["measure"] == "engagement"].itertuples():
        near = norms[(norms["platform"] == row.platform) & (norms["measure"] == "comments_per_like")].tail(1)
        ratio = near["q50"].iloc[0] if len(near) else 0.02
        lower, upper = ((near["q50"] / near["q10"]).iloc[0], (near["q90"] / near["q50"]).iloc[0]) if len(near) else (4.0, 4.0)
        wide = [_combine(row.q50 / row.q10, lower), _combine(row.q90 / row.q50, upper)]
        middle = row.q50 * ratio
        rows.append({"measure": "likes", "platform": row.platform, "followers": row.followers, "q10": row.q10, "q50": row.q50,
                     "q90": row.q90, "source": row.source})  # fmt: skip
        rows.append({"measure": "comments", "platform": row.platform, "followers": row.followers, "q10": middle / wide[0],
                     "q50": middle, "q90": middle * wide[1], "source": row.source})  # fmt: skip
    return pd.DataFrame(rows)


def views_from_likes(norms: pd.DataFrame) -> pd.DataFrame:
    """Return views norms where a platform has none of its own: its likes over the likes per view of all platforms."""
    per_view = norms[(norms["measure"] == "likes_per_view") & (norms["platform"] == "any")].iloc[0]
    own = set(norms.loc[norms["measure"] == "views", "platform"])
    rows = norms[(norms["measure"] == "likes") & ~norms["platform"].isin(own)]
    below = [_combine(ratio, per_view["q90"] / per_view["q50"]) for ratio in rows["q50"] / rows["q10"]]
    above = [_combine(ratio, per_view["q50"] / per_view["q10"]) for ratio in rows["q90"] / rows["q50"]]
    middle = rows["q50"] / per_view["q50"]
    spread = {"q10": middle / below, "q50": middle, "q90": middle * above}
    return rows.assign(measure="views", n=pd.NA, source=rows["source"] + "+" + per_view["source"], **spread)


def _combine(*factors: float) -> float:
    return float(np.exp(np.sqrt(sum(np.log(factor) ** 2 for factor in factors))))


def pooled(norms: pd.DataFrame) -> pd.DataFrame:
    """Return norms for accounts whose platform is unknown: the geometric mean over platforms, a little wider."""
    curves = [_on_nodes(curve) for _, curve in norms.groupby(["measure", "platform"])]
    rows = []
    for (name, size), group in pd.concat(curves).groupby(["measure", "followers"], dropna=False):
        middle = np.exp(np.log(group["q50"]).mean())
        below = np.exp(np.log(group["q50"] / group["q10"]).mean() * ANY_WIDER)
        above = np.exp(np.log(group["q90"] / group["q50"]).mean() * ANY_WIDER)
        rows.append({"measure": name, "platform": "any", "followers": size, "q10": middle / below, "q50": middle,
                     "q90": middle * above, "source": _sources(group["source"])})  # fmt: skip
    return pd.DataFrame(rows)


def _without_any(norms: pd.DataFrame) -> pd.DataFrame:
    known = set(norms.loc[norms["platform"] == "any", "measure"])
    return norms[~norms["measure"].isin(known) & norms["platform"].isin(NODES)]


def audience(table: pd.DataFrame) -> pd.DataFrame:
    """Return the size of ordinary small accounts: below it, an account has hardly an audience of its own."""
    sizes = table.loc[table["source"] == "instagram_small_accounts", "followers"]
    quantiles = {key: sizes.quantile(q) for key, q in QUANTILES.items()}
    return pd.DataFrame(
        [{"measure": "audience", "platform": "any", **quantiles, "n": len(sizes), "source": "instagram_small_accounts"}]
    )


def _sources(column: pd.Series) -> str:
    return "+".join(sorted(set("+".join(column).split("+"))))


def _on_nodes(curve: pd.DataFrame) -> pd.DataFrame:
    curve = curve.sort_values("followers")
    head = {"measure": curve["measure"].iloc[0], "source": _sources(curve["source"])}
    if curve["measure"].iloc[0] in SIZE_FREE:
        middle = {q: float(np.exp(np.log(curve[q]).mean())) for q in QUANTILES}
        return pd.DataFrame([head | {"followers": np.nan} | middle])
    sizes = curve["followers"].to_numpy()
    least, most = sizes.min() / WINDOW, sizes.max() * WINDOW
    inside = np.array([node for node in SHARED_NODES if least <= node <= most])
    quantiles = {q: np.exp(np.interp(np.log(inside), np.log(sizes), np.log(curve[q]))) for q in QUANTILES}
    return pd.DataFrame(head | {"followers": inside} | quantiles)


def correlations(table: pd.DataFrame, ratios: pd.DataFrame) -> pd.DataFrame:
    """Return rank correlations of the measures after removing size, as normal-score correlations, from two lists.

    ``followers`` is missing where a row speaks of all sizes; likes and comments part ways as accounts grow.
    """
    rows = []
    for source in ("hypeauditor_tiktok", "instagram_small_accounts"):
        here = (table["source"] == source) & (table["followers"] >= 100)
        normal = _normal_correlations(table[here], ratios[here])
        rows += [(a, b, np.nan, normal.loc[a, b], source) for i, a in enumerate(normal) for b in list(normal)[i + 1 :]]
    for size in LINK_NODES:
        near = (table["source"] == source) & table["followers"].between(size / WINDOW, size * WINDOW)
        rows.append(("likes", "comments", size, _normal_correlations(table[near], ratios[near]).loc["likes", "comments"], source))
    found = pd.DataFrame(rows, columns=["measure", "other", "followers", "correlation", "source"]).round({"correlation": 3})
    return found.drop_duplicates(["measure", "other", "followers"], keep="last")


def _normal_correlations(table: pd.DataFrame, ratios: pd.DataFrame) -> pd.DataFrame:
    logs = np.log(ratios).dropna(axis=1, how="all").dropna()
    size = np.log(table.loc[logs.index, "followers"])
    rest = logs.apply(lambda column: column - np.polyval(np.polyfit(size, column, 3), size))
    return 2 * np.sin(np.pi / 6 * rest.corr(method="spearman"))


def _unique(tables: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True).drop_duplicates(["measure", "platform", "followers"])


def main(folder: Path) -> None:
    """Write norms.csv and correlations.csv beside this script."""
    table = measured(folder)
    ratios = measures(table)
    published = pd.read_csv(HERE / "published.csv")
    norms = _unique([node_norms(table, ratios), published])
    norms = _unique([norms, derived(norms)])
    norms = _unique([norms, audience(table), pooled(_without_any(norms))])
    norms = _unique([norms, views_from_likes(norms)])
    norms[list(QUANTILES)] = norms[list(QUANTILES)].map(lambda value: float(f"{value:.4g}"))
    norms.sort_values(["measure", "platform", "followers"]).astype({"n": "Int64"}).to_csv(HERE / "norms.csv", index=False)
    correlations(table, ratios).to_csv(HERE / "correlations.csv", index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
