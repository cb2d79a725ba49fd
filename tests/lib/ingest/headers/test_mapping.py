"""Headers to columns and rows to kinds."""

import pytest

from lib.ingest import read_file, remap
from lib.ingest.headers.header import fold, number_suffix, parse_header, unique_headers
from lib.ingest.model import Table


def table(text: str, name: str = "file.csv") -> Table:
    return read_file(text.encode(), name).tables[0]


def test_folding() -> None:
    assert fold("followerCount") == "follower count"
    assert fold(" Beiträge\r\n") == "beitrage"
    assert fold("Takipçi Sayısı") == "takipci sayisi"
    assert fold("Likes & Comments") == "likes and comments"


def test_units_in_headers() -> None:
    assert parse_header("Fee ($)").currency == "USD"
    assert parse_header("Revenue (EUR)").currency == "EUR"
    assert parse_header("price_usd").words == "price"
    assert parse_header("Followers (k)").scale == 1000
    assert parse_header("Watch time (hours)").seconds == 3600
    assert parse_header("ER (%)").percent
    assert parse_header("#followers").words == "followers"


def test_repeated_and_empty_headers_get_names() -> None:
    assert unique_headers(["a", "a", "", "a"]) == ["a", "a (2)", "column 3", "a (3)"]
    assert number_suffix("price 2") == ("price", 2)
    assert number_suffix("niche2") == ("niche", 2)


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        ("Handle,Subscriber Count", "@ana,12K", "followers"),
        ("Handle,folowers", "@ana,12000", "followers"),
        ("Handle,Number of Followers", "@ana,12000", "followers"),
        ("Handle,Takipçi Sayısı", "@ana,12000", "followers"),
        ("Handle,Подписчики", "@ana,12000", "followers"),
        ("Handle,粉丝数", "@ana,12000", "followers"),
        ("Handle,Seguidores", "@ana,12000", "followers"),
        ("Handle,Abonnés", "@ana,12000", "followers"),
        ("Handle,Anzahl Follower", "@ana,12000", "followers"),
        ("Handle,Jumlah Pengikut", "@ana,12000", "followers"),
        ("Handle,تعداد فالوور", "@ana,12000", "followers"),
        ("Handle,عدد المتابعين", "@ana,12000", "followers"),
    ],
)
def test_followers_in_many_words(header: str, row: str, column: str) -> None:
    found = table(f"{header}\n{row}\n@bo,20000\n")
    assert found.kind == "creators"
    assert found.frame[column].tolist() == [12000.0, 20000.0]


def test_a_display_column_and_its_numeric_twin_are_one_measure() -> None:
    found = table("Name,Followers,Followers number\nAna,48.5M,48512345\nBo,12.7M,12698000\n")
    assert found.mapping["followers"] == "Followers number"
    assert found.unmapped == ["Followers"]
    assert found.frame["followers"].tolist() == [48512345.0, 12698000.0]


def test_duplicate_headers_are_told_apart() -> None:
    found = table("Name,Views(avg),Views(avg)\nAna,1.2M,1204000\nBo,2K,2010\n")
    assert found.mapping["avg_views"] == "Views(avg) (2)"


def test_values_decide_between_handle_and_name() -> None:
    found = table("Influencer name,Instagram name,Followers\nana.k,Ana Kovač,1200\nbo_b,Bo Berg,900\n")
    assert found.frame["handle"].tolist() == ["ana.k", "bo_b"]
    assert found.frame["name"].tolist() == ["Ana Kovač", "Bo Berg"]


def test_a_flag_is_no_link_and_a_ratio_no_handle() -> None:
    found = table("external URL,nums/length username,#posts,#followers\n0,0.27,32,1000\n1,0.1,13,159\n")
    assert set(found.mapping) == {"posts", "followers"}


def test_unmapped_columns_stay_under_their_own_header() -> None:
    found = table("Handle,Followers,Mood\na,10,happy\nb,20,\n")
    assert found.unmapped == ["Mood"]
    assert found.frame["Mood"].tolist()[0] == "happy"
    assert found.frame["Mood"].isna().tolist() == [False, True]


def test_an_unmapped_header_never_poses_as_a_canonical_column() -> None:
    found = remap(table("Handle,Name,Followers\na,Ana,10\nb,Bo,20\n"), mapping={"handle": "Handle", "followers": "Followers"})
    assert "name" not in [str(name).lower() for name in found.frame]
    assert found.frame["Name (file)"].tolist() == ["Ana", "Bo"]


KINDS = {
    "creators": "Creator ID,Name,Niche,City\n1,Ana,Food,Oslo\n2,Bo,Games,Bergen\n",
    "campaigns": "Influencer,Fee ($),Code,Code Uses,Link Clicks,Total Rev ($)\nAna,500,A1,12,340,1200\nBo,0,B1,3,40,210\n",
    "posts": "Post URL,Caption,Date,Likes\nhttps://x.com/a/1,Hello,2026-01-02,5\nhttps://x.com/a/2,Bye,2026-01-03,6\n",
    "orders": "Order Number,Created at,Total,Discount Code\n#1,2026-01-02,50,ANA\n#2,2026-01-03,60,\n",
    "traffic": "Session source / medium,Sessions,Engaged sessions\nig / social,10,5\ngoogle / organic,20,9\n",
    "payouts": "influencer_id,basis,rate,orders,total_payout\n1,post,500,0,500\n2,order,60,10,600\n",
    "followers": "Date,Followers,Difference in followers from previous day\n2026-01-01,100,1\n2026-01-02,104,4\n",
    "comments": "Comment,Author,Posted at\nNice!,bo,2026-01-02\nGreat post!,cy,2026-01-03\n",
    "audience": "Top territories,Distribution\nUS,0.5\nDE,0.2\n",
    "media_mix": "Week,Revenue,TV spend,Search spend,TV impressions\n2026-01-05,1000,100,50,9000\n2026-01-12,1100,90,60,8000\n",
    "unknown": "brand_id,brand_name,industry\n1,Nova,Food\n2,Glow,Beauty\n",
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_by_its_columns(kind: str) -> None:
    assert table(KINDS[kind]).kind == kind


def test_a_daily_account_overview_is_not_a_list_of_posts() -> None:
    assert table("Date,Video Views,Profile Views,Likes,Comments\n2026-01-01,10,2,3,1\n2026-01-02,20,2,3,1\n").kind == "unknown"


@pytest.mark.parametrize(
    ("text", "name", "platform"),
    [
        ("Handle,Platform,Followers\na,IG,10\nb,Instagram,20\n", "x.csv", "instagram"),
        (
            "Handle,Profile URL,Followers\na,https://www.tiktok.com/@a,10\nb,https://www.tiktok.com/@b,20\n",
            "instagram.csv",
            "tiktok",
        ),
        ("Tiktoker name,Followers\na,10\nb,20\n", "list.csv", "tiktok"),
        ("Handle,Followers\na,10\nb,20\n", "top_insta_2023.csv", "instagram"),
        ("Channel,Subscribers\nAna Cooks,10\nBo Plays,20\n", "list.csv", "youtube"),
    ],
)
def test_platform_by_column_link_header_and_name(text: str, name: str, platform: str) -> None:
    assert set(table(text, name).frame["platform"]) == {platform}


def test_an_unsaid_platform_is_asked_and_the_answer_kept() -> None:
    found = table("Handle,Followers\na,10\nb,20\n")
    assert [question.column for question in found.questions] == ["platform"]
    answered = remap(found, answers={"platform": "twitch"})
    assert answered.frame["platform"].tolist() == ["twitch", "twitch"]


def test_a_known_export_keeps_its_fixed_columns() -> None:
    header = "Post ID,Account ID,Account username,Description,Publish time,Permalink,Date,Likes\n"
    text = header + "1,9,ana,Hi,03/27/2026 06:08,https://www.instagram.com/p/a/,Lifetime,5\n"
    found = table(text)
    assert found.kind == "posts"
    assert found.mapping["creator_id"] == "Account ID"
    assert found.frame["post_date"].dt.strftime("%Y-%m-%d").tolist() == ["2026-03-27"]


def test_a_doubtful_identifier_links_no_money() -> None:
    text = "post_id,campaign_creator_id,account_id,post_date,likes,revenue\n1,7,48,2025-10-06,50,700\n2,8,28,2026-03-17,60,90\n"
    found = table(text, "content_posts.csv")
    assert found.kind == "posts"
    assert "creator_id" not in found.mapping
    assert "account_id" in found.unmapped


def test_counts_of_a_user_and_ratios_of_two_counts() -> None:
    header = "userFollowerCount,userFollowingCount,userMediaCount,Posts/Followers"
    text = f"{header}\n120,300,12,0.1\n4500,80,340,0.0756\n90,1200,3,0.0333\n"
    found = table(text, "accounts.csv")
    assert found.kind == "creators"
    assert found.mapping == {"followers": "userFollowerCount", "following": "userFollowingCount", "posts": "userMediaCount"}


def test_a_tracker_says_when_posts_went_live_and_what_the_deal_was() -> None:
    text = "Campaign,Influencer,Channel,Go-live,Deal,Fee,Clicks\nGlow,Ana Ruiz,Instagram,2026-02-15,Gifted,100,20\n"
    found = table(text + "Glow,Lena Hofer,TikTok,2026-02-17,Flat fee,200,30\n")
    assert found.kind == "campaigns"
    assert found.mapping["post_date"] == "Go-live"
    assert found.frame["partnership_model"].tolist() == ["gifting", "sponsored"]
