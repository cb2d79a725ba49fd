"""The lists that the authenticity bench measures on: labelled sets, real creators, the sample brand; suspicion and its AUC."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lib.authenticity import score_creators  # noqa: E402
from lib.authenticity.reference.build import measured  # noqa: E402
from lib.ingest import read_file  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
KAGGLE = {"#posts": "posts", "#followers": "followers", "#follows": "following"}
FOUR = {"pos": "posts", "flw": "followers", "flg": "following"}
CORE = ["platform", "followers", "following", "posts", "avg_likes", "avg_comments"]
Case = tuple[str, pd.DataFrame, np.ndarray]


def auc(truth: np.ndarray, suspicion: np.ndarray) -> float:
    """Return the AUC of a suspicion; missing counts as average."""
    return roc_auc_score(truth, np.where(np.isnan(suspicion), np.nanmedian(suspicion), suspicion))


def suspicion(frame: pd.DataFrame, **tables: pd.DataFrame) -> np.ndarray:
    """Return 100 - authenticity."""
    return 100 - score_creators(frame, **tables)["authenticity"].to_numpy()


def labelled() -> list[Case]:
    """Return the labelled sets, with every column and with the core columns alone, with and without a platform."""
    kaggle = pd.read_csv(DATA / "labelled" / "kaggle_ig_fake_spammer_train.csv").rename(columns=KAGGLE).assign(platform="instagram")
    four = pd.read_csv(DATA / "labelled" / "instagram_users_4class_half.csv").rename(columns=FOUR).assign(platform="instagram")
    four = four.assign(avg_likes=four["erl"] / 100 * four["followers"], avg_comments=four["erc"] / 100 * four["followers"])
    fake, other = kaggle.pop("fake").to_numpy(), (four.pop("class") != "r").to_numpy()
    return [
        ("kaggle, all columns", kaggle, fake),
        ("Kaggle fakes, three counts", kaggle[["platform", "followers", "following", "posts"]], fake),
        ("4-class, all columns", four, other),
        ("Four classes, five counts", four[CORE], other),
        ("4-class, five counts, no platform", four[CORE[1:]], other),
        *uploaded(fake, other),
    ]


def uploaded(fake: np.ndarray, other: np.ndarray) -> list[Case]:
    """Return the labelled sets as the app reads their files."""
    names = {
        "kaggle, file as uploaded": "kaggle_ig_fake_spammer_train.csv",
        "4-class, file as uploaded": "instagram_users_4class_half.csv",
    }
    frames = [read_file(DATA / "labelled" / name, name).tables[0].frame for name in names.values()]
    return [(name, frame, truth) for name, frame, truth in zip(names, frames, (fake, other), strict=True)]


def real(platform: str, source: str, least: float, columns: dict[str, str]) -> pd.DataFrame:
    """Return a public list as canonical creators of at least ``least`` followers."""
    table = measured(DATA)
    table = table[(table["source"] == source) & (table["followers"] >= least)].dropna(subset=list(columns)).reset_index(drop=True)
    return table.rename(columns=columns)[["followers", *columns.values()]].assign(platform=platform)


def sample() -> tuple[pd.DataFrame, dict[str, pd.DataFrame], np.ndarray]:
    """Return the sample brand's creators, their tables and which of them are fraudulent."""
    tables = {name: read_file(ROOT / "sample_data" / f"{name}.csv", f"{name}.csv").tables[0].frame
              for name in ("creators", "posts", "followers", "comments", "audience")}  # fmt: skip
    creators = tables.pop("creators").reset_index(drop=True)
    truth = pd.read_csv(ROOT / "tests" / "sample_truth.csv").set_index("creator_id")["fraud"].reindex(creators["creator_id"])
    return creators, tables, truth.to_numpy()
