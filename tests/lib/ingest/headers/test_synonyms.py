"""The header words of every language: what each covers, and that no word means two things in one table."""

import tomllib
from pathlib import Path

import pytest

from lib.ingest.headers.header import fold
from lib.ingest.headers.synonyms_index import LANGUAGES
from lib.schema import TABLES

FOLDER = Path(__file__).parents[4] / "lib" / "ingest" / "synonyms"
CORE = {
    "creators": "name handle url platform followers posts engagement_rate country city category price",
    "campaigns": "campaign handle budget cost fee product_cost commission clicks orders revenue views likes comments shares reach "
    "impressions discount_code start_date end_date post_date",
    "posts": "post_id url post_date caption likes comments shares saves views reach sponsored follows",
    "orders": "order_id order_date revenue discount tax shipping customer discount_code refunds new_customer",
}
# Words that mean one thing in one table and another in the next; which one is told by the table's other columns or its cells.
TWOFOLD = {("comments", "text"), ("date", "start_date")}
LISTS = ("averages", "filler", "affixes", "writing", "none")


def words(language: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def test_languages() -> None:
    assert len(LANGUAGES) == 21


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_and_column_exists(language: str) -> None:
    for section, columns in words(language).items():
        known = set().union(*(table.columns for table in TABLES.values())) if section == "any" else set()
        known |= set(TABLES[section].columns) if section in TABLES else set()
        assert section in LISTS or not set(columns) - known, section


@pytest.mark.parametrize("language", LANGUAGES)
def test_core_columns_have_words(language: str) -> None:
    data = words(language)
    for kind, columns in CORE.items():
        if language == "malay":  # stands beside Indonesian, with what differs
            continue
        assert not set(columns.split()) - set(data.get(kind, {})) - set(data["any"]), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sure_word_means_two_things_in_one_table(language: str) -> None:
    for section, columns in words(language).items():
        if section in LISTS:
            continue
        seen: dict[str, str] = {}
        for column, phrases in columns.items():
            for phrase in phrases:
                if phrase.endswith("?"):
                    continue
                former = seen.setdefault(fold(phrase), column)
                assert former == column or tuple(sorted((former, column))) in TWOFOLD, (section, phrase, former, column)
