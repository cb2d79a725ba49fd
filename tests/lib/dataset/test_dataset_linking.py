"""Linking: who is who, which campaign, whose order; on hand-made frames."""

import pandas as pd
import pytest

from lib.dataset import Settings, build_dataset, with_settings
from lib.ingest.model import Import, IngestError, Ledger, Table
from lib.schema import TABLES

DAY = pd.Timestamp


def creators(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns)


def keys(frame: pd.DataFrame, name: str = "creator_key") -> list:
    return [None if key != key else key for key in frame[name].astype(object)]


def test_an_empty_dataset_has_every_table_with_every_column():
    dataset = build_dataset({})
    for kind, table in TABLES.items():
        frame = getattr(dataset, kind)
        assert frame.empty
        assert set(table.columns) <= set(frame.columns)
    assert dataset.unmatched.empty
    assert list(dataset.unmatched)[:4] == ["table", "key", "rows", "money"]


def test_frames_may_lack_columns_carry_others_and_use_numbers_as_ids():
    dataset = build_dataset(
        {
            "creators": creators(creator_id=[1, 2], followers=[5_000, 50_000], mood=["good", "bad"]),
            "campaigns": pd.DataFrame({"creator_id": [2.0, 1.0, None], "fee": [10, 20, 30]}),
        }
    )
    assert dataset.creators["creator"].tolist() == ["1", "2"]
    assert dataset.creators["mood"].tolist() == ["good", "bad"]
    assert dataset.creators["tier"].tolist() == ["nano", "micro"]
    first, second = dataset.creators["creator_key"]
    assert keys(dataset.campaigns) == [second, first, None]


def test_handles_are_found_however_they_are_written():
    table = creators(handle=["@Anna.Bee", "bob"], platform=["instagram", "tiktok"])
    written = ["anna.bee", " @ANNA.BEE ", "https://www.instagram.com/anna.bee/", "BOB", "https://tiktok.com/@bob?lang=en"]
    dataset = build_dataset({"creators": table, "payouts": pd.DataFrame({"handle": written, "amount": [1.0] * 5})})
    assert keys(dataset.payouts) == ["instagram:anna.bee"] * 3 + ["tiktok:bob"] * 2
    assert dataset.unmatched.empty


def test_the_same_handle_on_two_platforms_is_two_accounts_linked_by_platform():
    table = creators(handle=["mia", "mia"], platform=["instagram", "tiktok"], followers=[2_000, 900_000])
    parts = pd.DataFrame({"handle": ["mia", "mia", "mia"], "platform": ["tiktok", "instagram", None], "fee": [1.0, 2.0, 4.0]})
    dataset = build_dataset({"creators": table, "campaigns": parts})
    assert keys(dataset.campaigns) == ["tiktok:mia", "instagram:mia", None]
    lost = dataset.unmatched
    assert lost[["table", "key", "rows", "money"]].to_numpy().tolist() == [["campaigns", "mia", 1, 4.0]]


def test_creators_are_also_found_by_profile_link_and_by_name_and_platform():
    first = creators(name=["Cara Lane"], platform=["youtube"], url=["https://youtube.com/@caralane"], followers=[10.0])
    second = creators(handle=["caralane"], platform=["youtube"], country=["DE"])
    third = creators(name=["cara  lane"], platform=["youtube"], price=[90.0])
    dataset = build_dataset({"creators": [first, second, third]})
    assert len(dataset.creators) == 1
    only = dataset.creators.iloc[0]
    assert (only["followers"], only["country"], only["price"]) == (10.0, "DE", 90.0)


def test_one_creator_in_two_files_is_one_row_and_disagreements_are_listed():
    first = creators(creator_id=["7"], platform=["instagram"], followers=[1000.0], country=["FR"])
    second = creators(creator_id=["7"], platform=["instagram"], followers=[1200.0], category=["Beauty"])
    dataset = build_dataset({"creators": [first, second]})
    row = dataset.creators.iloc[0]
    assert (row["followers"], row["country"], row["category"]) == (1200.0, "FR", "Beauty")
    assert dataset.conflicts[["column", "kept", "other"]].to_numpy().tolist() == [["followers", "1200.0", "1000.0"]]
    check = dataset.checks.query("table == 'creators' and measure == 'followers'").iloc[0]
    assert (check["before"], check["after"], check["merged"]) == (2200.0, 1200.0, 1000.0)


def test_creators_known_only_from_campaigns_or_posts_get_a_row_and_are_listed():
    parts = pd.DataFrame({"creator_id": ["A", "B"], "platform": ["tiktok", "tiktok"], "fee": [5.0, 6.0]})
    alone = build_dataset({"campaigns": parts})
    assert alone.creators["creator"].tolist() == ["A", "B"]
    assert alone.creators["platform"].tolist() == ["tiktok", "tiktok"]
    assert alone.unmatched.empty
    beside = build_dataset({"campaigns": parts, "creators": creators(creator_id=["A"])})
    assert beside.creators["listed"].tolist() == [True, False]
    assert beside.unmatched[["table", "key", "money"]].to_numpy().tolist() == [["campaigns", "B", 6.0]]


def test_an_id_on_two_platforms_without_a_creators_table_is_two_accounts_of_one_creator():
    parts = pd.DataFrame({"creator_id": ["A", "A"], "platform": ["tiktok", "youtube"], "fee": [5.0, 6.0]})
    dataset = build_dataset({"campaigns": parts, "payouts": pd.DataFrame({"creator_id": ["A"], "amount": [11.0]})})
    assert set(dataset.creators["creator"]) == {"A"}
    assert dataset.campaigns["creator_key"].nunique() == 2
    assert dataset.payouts["creator_key"].notna().all()


def test_ids_learnt_from_one_table_serve_the_next():
    tables = {
        "creators": creators(handle=["anna"], platform=["instagram"]),
        "campaigns": pd.DataFrame({"creator_id": ["K9"], "handle": ["@anna"], "platform": ["instagram"]}),
        "payouts": pd.DataFrame({"creator_id": ["K9"], "amount": [3.0]}),
    }
    assert keys(build_dataset(tables).payouts) == ["instagram:anna"]


def test_campaigns_are_found_by_id_name_and_spelling():
    tables = {
        "campaigns": pd.DataFrame({"campaign_id": ["C1", "C2"], "campaign": ["Spring Sale", "Autumn"]}),
        "posts": pd.DataFrame({"campaign": ["c1", "spring_sale", "AUTUMN", "Winter", None]}),
    }
    dataset = build_dataset(tables)
    assert keys(dataset.posts, "campaign_key") == ["C1", "C1", "C2", "Winter", None]
    assert dataset.unmatched[["table", "key", "rows"]].to_numpy().tolist() == [["posts", "Winter", 1]]


def test_two_campaigns_of_one_name_need_their_id():
    tables = {
        "campaigns": pd.DataFrame({"campaign_id": ["C1", "C2"], "campaign": ["Sale", "Sale"]}),
        "orders": pd.DataFrame({"campaign": ["Sale", "C2"], "revenue": [5.0, 7.0]}),
    }
    dataset = build_dataset(tables)
    assert keys(dataset.orders, "campaign_key") == [None, "C2"]
    assert "several campaigns bear this name" in dataset.unmatched["reason"].str.lower().iloc[0]


def parts_with_codes() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "campaign": ["Spring", "Autumn", "Spring", "Spring"],
            "creator_id": ["A", "A", "B", "C"],
            "handle": ["anna", "anna", "bob", "cy"],
            "discount_code": ["ANNA10", "ANNA10", "BOB10, BOB20", "SHARED"],
            "utm_campaign": ["spring_anna", "autumn_anna", "spring_bob", None],
            "start_date": [DAY("2026-03-01"), DAY("2026-09-01"), DAY("2026-03-01"), DAY("2026-03-01")],
        }
    )


def test_orders_are_credited_by_code_then_tag_and_nothing_is_dropped():
    orders = pd.DataFrame(
        {
            "order_id": list("abcdefgh"),
            "discount_code": ["anna10", "ANNA10 ", "bob20", "WELCOME", None, None, None, "ANNA10"],
            "utm_campaign": [None, None, "spring_anna", None, "Spring-Bob", "springbob", None, None],
            "utm_source": [None, None, None, None, "instagram", None, "cy", None],
            "order_date": [DAY("2026-03-05"), DAY("2026-10-01"), *[DAY("2026-03-09")] * 5, DAY("2026-02-01")],
            "revenue": [1.0, 2, 4, 8, 16, 32, 64, 128],
        }
    )
    dataset = build_dataset({"campaigns": parts_with_codes(), "orders": orders})
    of = dict(zip(dataset.creators["creator_key"], dataset.creators["creator"], strict=True))
    credited = [of.get(key) for key in keys(dataset.orders)]
    assert credited == ["A", "A", "B", None, "B", "B", "C", "A"]
    assert keys(dataset.orders, "campaign_key") == ["Spring", "Autumn", "Spring", None, "Spring", "Spring", None, None]
    assert keys(dataset.orders, "credited_by") == ["code", "code", "code", None, "utm", "utm", "utm", "code"]
    assert dataset.orders["revenue"].sum() == 255
    assert dataset.unmatched[["table", "key", "rows", "money"]].to_numpy().tolist() == [["orders", "WELCOME", 1, 8.0]]


def test_a_code_shared_by_creators_credits_only_the_campaign():
    parts = pd.DataFrame({"campaign": ["Sale", "Sale"], "creator_id": ["A", "B"], "discount_code": ["SALE", "SALE"]})
    dataset = build_dataset({"campaigns": parts, "orders": pd.DataFrame({"discount_code": ["sale"], "revenue": [9.0]})})
    assert keys(dataset.orders) == [None]
    assert keys(dataset.orders, "campaign_key") == ["Sale"]


def test_traffic_is_credited_by_its_tags():
    traffic = pd.DataFrame({"utm_campaign": ["spring_anna", "brand"], "sessions": [10, 20], "revenue": [3.0, 4.0]})
    dataset = build_dataset({"campaigns": parts_with_codes(), "traffic": traffic})
    assert keys(dataset.traffic, "campaign_key") == ["Spring", None]


def test_exact_duplicates_are_flagged_not_dropped():
    orders = pd.DataFrame({"order_id": ["a", "a", "b"], "revenue": [1.0, 1.0, 2.0]})
    dataset = build_dataset({"orders": orders})
    assert dataset.orders["duplicate"].tolist() == [False, True, False]
    assert dataset.orders["revenue"].sum() == 4.0


def test_every_money_and_count_measure_is_checked():
    dataset = build_dataset({"campaigns": parts_with_codes().assign(fee=[1.0, 2, 3, 4], views=10)})
    checks = dataset.checks.set_index(["table", "measure"])
    assert checks.loc[("campaigns", "fee"), "before"] == checks.loc[("campaigns", "fee"), "after"] == 10.0
    assert checks.loc[("campaigns", "rows"), "after"] == 4
    for kind, table in TABLES.items():
        measured = {name for name, column in table.columns.items() if column.type in ("money", "count")}
        assert measured <= set(checks.loc[kind].index)


def test_imports_are_taken_in_order_with_their_source():
    def table(kind: str, frame: pd.DataFrame) -> Table:
        return Table(kind, frame, {}, [], Ledger(len(frame), len(frame), [], pd.DataFrame()), name="book.xlsx", sheet="People")

    people = table("creators", pd.DataFrame({"handle": ["anna"], "platform": ["x"]}, index=[4]))
    other = table("unknown", pd.DataFrame({"a": ["b"]}))
    dataset = build_dataset([Import([people, other], [], "book.xlsx"), Import([], [])])
    assert dataset.creators[["source_file", "source_row"]].to_numpy().tolist() == [["book.xlsx · People", 4]]
    assert dataset.digest == build_dataset(Import([people], [])).digest


def test_the_digest_follows_every_value_and_setting():
    frame = creators(creator_id=["1", "2"], followers=[10.0, 20.0], verified=[True, None])
    base = build_dataset({"creators": frame})
    assert base.digest == build_dataset({"creators": frame.copy()}).digest
    assert base.digest != build_dataset({"creators": frame.assign(followers=[10.0, 21.0])}).digest
    assert base.digest != build_dataset({"creators": frame}, Settings(seed=8)).digest
    assert base.digest != build_dataset({"creators": frame.assign(creator_id=["1", "3"])}).digest


def test_changed_settings_give_what_linking_again_would_give():
    frame = creators(creator_id=["1", "2"], followers=[7_000.0, 20_000.0])
    base, other = build_dataset({"creators": frame}), Settings(tier_scheme="hypeauditor", currency="EUR")
    quick, slow = with_settings(base, other), build_dataset({"creators": frame}, other)
    assert quick.digest == slow.digest
    assert quick.settings == other
    pd.testing.assert_frame_equal(quick.creators, slow.creators)
    assert with_settings(quick, base.settings).digest == base.digest


def test_followers_come_from_the_history_when_no_list_states_them():
    history = pd.DataFrame({"creator_id": ["1", "1"], "date": [DAY("2026-02-01"), DAY("2026-01-01")], "followers": [900.0, 800.0]})
    dataset = build_dataset({"creators": creators(creator_id=["1"]), "followers": history})
    assert dataset.creators["followers"].tolist() == [900.0]


def test_a_value_that_does_not_fit_is_a_sentence_not_a_crash():
    with pytest.raises(IngestError, match="Followers"):
        build_dataset({"creators": creators(handle=["a"], followers=["many"])})


def test_the_given_frames_are_never_written_to():
    frame = creators(handle=["@A"], platform=["x"])
    before = frame.copy()
    build_dataset({"creators": frame, "campaigns": pd.DataFrame({"handle": ["a"]})})
    pd.testing.assert_frame_equal(frame, before)


def test_a_misspelt_tag_is_listed_with_what_it_resembles():
    orders = pd.DataFrame({"utm_campaign": ["spring_anan", "newsletter"], "revenue": [3.0, 4.0]})
    lost = build_dataset({"campaigns": parts_with_codes(), "orders": orders}).unmatched.set_index("key")
    assert lost.loc["spring_anan", "suggestion"] == "spring_anna"
    assert pd.isna(lost.loc["newsletter", "suggestion"])


def test_times_with_a_zone_keep_their_clock_time():
    orders = pd.DataFrame({"order_date": pd.to_datetime(["2026-01-01T23:30:00+02:00"]), "revenue": [1.0]})
    assert build_dataset({"orders": orders}).orders["order_date"].tolist() == [DAY("2026-01-01T23:30:00")]


def test_money_of_nobody_is_listed():
    posts = pd.DataFrame({"post_id": ["1", "2", "3"], "revenue": [700.0, 90.0, 0.0]})
    payouts = pd.DataFrame({"amount": [50.0], "status": ["paid"]})
    lost = build_dataset({"posts": posts, "payouts": payouts}).unmatched.set_index("table")
    assert lost.loc["posts", ["rows", "money"]].tolist() == [2, 790.0]
    assert lost.loc["payouts", ["rows", "money"]].tolist() == [1, 50.0]
