# ruff: noqa: E501 - files as they stand
"""Exports of the platforms' own studios: Meta, TikTok and YouTube, as they are downloaded."""

from tests.lib.ingest.known_exports import Written

_TIKTOK_POSTS = {
    "caption": ["Day in the studio", "Glaze test #3", "Kiln opening, part 2"],
    "post_date": ["2026-05-02", "2026-05-06", "2026-05-11"],
    "likes": [1200, 310, 2050],
    "comments": [45, 12, 88],
    "shares": [60, 7, 131],
    "views": [18400, 5120, 41300],
    "platform": ["tiktok"] * 3,
}
_LINKS = {"url": ["https://www.tiktok.com/@clay.days/video/7301", None, "https://www.tiktok.com/@clay.days/video/7303"]}


def meta_metrics() -> list[Written]:
    """Meta's one-metric exports: UTF-16, a line for Excel, the metric's name, then days."""
    head = 'sep=,\n"{title}"\n"Date","Primary"\n'
    days = '"2026-08-22T00:00:00","{0}"\n"2026-08-23T00:00:00","{1}"\n"2026-08-24T00:00:00","{2}"\n'
    followers = {"date": ["2026-08-22", "2026-08-23", "2026-08-24"], "followers": [8120, 8134, 8131]}
    return [
        Written(
            "Meta followers by day",
            "Followers.csv",
            head.format(title="Followers") + days.format(8120, 8134, 8131),
            "followers",
            followers,
            encoding="utf-16",
        ),
        Written(
            "Meta follows by day",
            "Follows.csv",
            head.format(title="Follows") + days.format(4, 0, 2),
            "followers",
            {"follower_change": [4, 0, 2]},
            encoding="utf-16",
        ),
        Written(
            "Meta views by day, German",
            "Aufrufe.csv",
            'sep=,\n"Aufrufe"\n"Datum","Primary"\n' + days.format(120, 90, 0),
            "unknown",
            {"Aufrufe": ["120", "90", "0"]},
            ("Primary",),
            encoding="utf-16",
        ),
        Written(
            "Meta views by day",
            "Views.csv",
            head.format(title="Views") + days.format(120, 90, 0),
            "unknown",
            {"Views": ["120", "90", "0"]},
            ("Primary",),
            encoding="utf-16",
        ),
        Written(
            "Meta link clicks by day",
            "Link clicks.csv",
            head.format(title="Facebook link clicks") + days.format(3, 0, 11),
            "unknown",
            {"Link clicks": ["3", "0", "11"]},
            ("Primary",),
            encoding="utf-16",
        ),
    ]


def tiktok_content() -> list[Written]:
    """TikTok Studio's list of videos in its two orders of columns."""
    return [
        Written(
            "TikTok content",
            "Content.csv",
            "Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views,Total play time,Average watch time,Watched full video,Add to favorites\n"
            'Day in the studio,https://www.tiktok.com/@clay.days/video/7301,2026-05-02 18:04:00,1.2K,45,60,"18,400",61:20:00,0:12,38%,95\n'
            'Glaze test #3,,2026-05-06 07:30:00,310,12,7,"5,120",12:02:00,0:08,22.5%,14\n'
            '"Kiln opening, part 2",https://www.tiktok.com/@clay.days/video/7303,2026-05-11 20:15:00,2050,88,131,41.3K,200:45:10,0:17,41%,240\n',
            "posts",
            {**_TIKTOK_POSTS, **_LINKS, "watch_time": [12, 8, 17], "saves": [95, 14, 240]},
        ),
        Written(
            "TikTok content, short names",
            "tiktok studio content.csv",
            "Video title,Video link,Post time,Total views,Likes,Comments,Shares,Average watch time,Watched full video\n"
            "Day in the studio,https://www.tiktok.com/@clay.days/video/7301,May 2 2026,18400,1200,45,60,12.4s,0.31\n"
            "Glaze test #3,,May 6 2026,5120,310,12,7,8.0s,0.225\n"
            '"Kiln opening, part 2",https://www.tiktok.com/@clay.days/video/7303,May 11 2026,41300,2050,88,131,17.9s,0.4\n',
            "posts",
            {**_TIKTOK_POSTS, **_LINKS, "watch_time": [12.4, 8, 17.9]},
            ("engagement_rate", "saves"),
        ),
    ]


def tiktok_account() -> list[Written]:
    """TikTok Studio's files about an account."""
    return [
        Written(
            "TikTok overview across New Year",
            "Overview.csv",
            '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n'
            '"December 30","1204","31","88","4","2"\n"December 31","990","20","61","-1","0"\n"January 1","2410","77","190","12","9"\n"January 2","1350","40","99","3","1"\n',
            "unknown",
            {"Comments": ["4", "-1", "12", "3"], "Date": ["December 30", "December 31", "January 1", "January 2"]},
        ),
        Written(
            "TikTok follower history across New Year",
            "FollowerHistory.csv",
            '"Date","Followers","Difference in followers from previous day"\n"December 30","10405","undefined"\n"December 31","10440","46"\n"January 1","undefined","undefined"\n"January 2","10431","-9"\n',
            "followers",
            {"followers": [10405, 10440, None, 10431], "follower_change": [None, 46, None, -9], "platform": ["tiktok"] * 4},
        ),
        Written(
            "TikTok follower history with years",
            "FollowerHistory (2).csv",
            "Date,Followers,Difference in followers from previous day\n2025-12-31,980,undefined\n2026-01-01,984,4\n2026-01-02,983,-1\n",
            "followers",
            {"date": ["2025-12-31", "2026-01-01", "2026-01-02"], "followers": [980, 984, 983], "follower_change": [None, 4, -1]},
        ),
        Written(
            "TikTok viewers",
            "Viewers.csv",
            "Date,Total Viewers,New Viewers,Returning Viewers\nMarch 3,800,610,190\nMarch 4,760,590,170\nMarch 5,undefined,undefined,undefined\n",
            "unknown",
            {"Total Viewers": ["800", "760", "undefined"]},
        ),
        Written(
            "TikTok follower gender",
            "FollowerGender.csv",
            "Gender,Distribution\nMale,0.37\nFemale,0.51\nOther,0.12\n",
            "audience",
            {"value": ["Male", "Female", "Other"], "share": [0.37, 0.51, 0.12], "dimension": ["gender"] * 3},
        ),
        Written(
            "TikTok follower territories",
            "FollowerTopTerritories.csv",
            '"Top territories","Distribution"\n"MY","0.421"\n"SG","0.192"\n"Others","0.387"\n',
            "audience",
            {"value": ["MY", "SG", "Others"], "share": [0.421, 0.192, 0.387], "dimension": ["country"] * 3},
        ),
        Written(
            "TikTok follower territories in percent",
            "FollowerTopTerritories.csv",
            "Top territories,Distribution\nID,62.5%\nMY,20%\nTH,3%\n",
            "audience",
            {"share": [0.625, 0.2, 0.03], "dimension": ["country"] * 3},
        ),
    ]


def youtube() -> list[Written]:
    """YouTube Studio's table: a Total row, then one row per video; its columns are the user's choice."""
    return [
        Written(
            "YouTube table",
            "Table data.csv",
            "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Average view duration,Average percentage viewed (%),Subscribers,Likes,Likes (vs. dislikes) (%),Shares,Comments added,Impressions,Impressions click-through rate (%),Unique viewers\n"
            "Total,,,,15300,820.4,0:03:13,41.2,95,1240,97.1,210,133,260000,4.4,11020\n"
            'aB3xYz01,"Pour-over, explained","Sep 14, 2026",612,10200,600.1,0:03:32,45.0,80,900,98,150,101,170000,4.6,7800\n'
            'cD4xYz02,Grinder review,"Sep 20, 2026",410,5100,220.3,0:02:35,37.4,15,340,95.2,60,32,90000,3.9,3900\n',
            "posts",
            {
                "post_id": ["aB3xYz01", "cD4xYz02"],
                "caption": ["Pour-over, explained", "Grinder review"],
                "post_date": ["2026-09-14", "2026-09-20"],
                "views": [10200, 5100],
                "watch_time": [212, 155],
                "follows": [80, 15],
                "likes": [900, 340],
                "shares": [150, 60],
                "comments": [101, 32],
                "impressions": [170000, 90000],
                "reach": [7800, 3900],
                "platform": ["youtube"] * 2,
            },
            aside={"total": 1},
        ),
        Written(
            "YouTube table, gains and money",
            "Table data.csv",
            "Content,Video title,Video publish time,Views,Engaged views,Watch time (hours),Subscribers,Subscribers gained,Subscribers lost,Likes,Dislikes,Your estimated revenue (USD),RPM (USD),CPM (USD)\n"
            "Total,,,9000,8000,310.5,30,44,14,510,9,41.22,4.58,9.1\n"
            'eF5,Latte art,"Aug 2, 2026",6000,5400,200.25,22,31,9,350,5,30.02,5.0,9.4\n'
            'gH6,Moka pot,"Aug 9, 2026",2500,2200,90.1,6,10,4,130,3,9.7,3.88,8.6\n'
            'iJ7,Milk,"Aug 16, 2026",500,400,20.15,2,3,1,30,1,1.5,3.0,8.2\n',
            "posts",
            {"post_id": ["eF5", "gH6", "iJ7"], "views": [6000, 2500, 500], "follows": [31, 10, 3], "likes": [350, 130, 30]},
            ("watch_time", "currency"),
            {"total": 1},
        ),
    ]


def youtube_in_other_languages() -> list[Written]:
    """The same table with the headers of German and Spanish accounts."""
    cells = {
        "post_id": ["aB3xYz01", "cD4xYz02"],
        "caption": ["Pour-over", "Grinder"],
        "post_date": ["2026-09-14", "2026-09-20"],
        "views": [10200, 5100],
        "follows": [80, 15],
        "impressions": [170000, 90000],
        "platform": ["youtube"] * 2,
    }
    return [
        Written(
            "YouTube table, German",
            "Tabellendaten.csv",
            "Inhalt,Videotitel,Veröffentlichungszeit des Videos,Dauer,Aufrufe,Wiedergabezeit (Stunden),Abonnenten,Impressionen,Klickrate der Impressionen (%)\n"
            'Gesamt,,,,15300,820.4,95,260000,4.4\naB3xYz01,Pour-over,"14.09.2026",612,10200,600.1,80,170000,4.6\ncD4xYz02,Grinder,"20.09.2026",410,5100,220.3,15,90000,3.9\n',
            "posts",
            cells,
            ("watch_time",),
            {"total": 1},
        ),
        Written(
            "YouTube table, Spanish",
            "Datos de la tabla.csv",
            "Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Visualizaciones,Tiempo de visualización (horas),Suscriptores,Impresiones,Porcentaje de clics de las impresiones (%)\n"
            "Total,,,,15300,820.4,95,260000,4.4\naB3xYz01,Pour-over,14 sept 2026,612,10200,600.1,80,170000,4.6\ncD4xYz02,Grinder,20 sept 2026,410,5100,220.3,15,90000,3.9\n",
            "posts",
            cells,
            ("watch_time",),
            {"total": 1},
        ),
    ]


def marketplace() -> list[Written]:
    """TikTok One and its Creator Marketplace: creators and campaign videos."""
    return [
        Written(
            "TikTok One creators",
            "TikTok One creators.csv",
            "Creator name,Handle,Followers,Median views,Engagement rate,Country/Region,Starting price (USD),Content topics\n"
            "Mira Lane,@miralane,182.4K,22.1K,6.2%,US,450,Beauty\nJo Park,@jopark,1.3M,201K,3.9%,KR,2500,Fashion\nSam Ode,@samode,48K,9800,8.05%,GB,,Food\n",
            "creators",
            {
                "handle": ["miralane", "jopark", "samode"],
                "name": ["Mira Lane", "Jo Park", "Sam Ode"],
                "followers": [182400, 1300000, 48000],
                "avg_views": [22100, 201000, 9800],
                "engagement_rate": [0.062, 0.039, 0.0805],
                "country": ["US", "KR", "GB"],
                "price": [450, 2500, None],
                "category": ["Beauty", "Fashion", "Food"],
                "platform": ["tiktok"] * 3,
            },
        ),
        Written(
            "Creator Marketplace videos",
            "TCM report.csv",
            "Creator,Video link,Date,Followers,Likes,Comments,Shares,Video Views,Engagement,Views videos 25 %,Views videos 50 %,Views videos 75 %\n"
            "miralane,https://www.tiktok.com/@miralane/video/11,2026-04-02,182400,4100,120,300,61000,7.4%,40000,22000,11000\n"
            "jopark,https://www.tiktok.com/@jopark/video/12,2026-04-05,1300000,22000,410,900,402000,5.8%,300000,150000,80000\n"
            "samode,https://www.tiktok.com/@samode/video/13,2026-04-06,48000,900,31,40,12100,8%,9000,5100,2600\n",
            "posts",
            {
                "handle": ["miralane", "jopark", "samode"],
                "post_date": ["2026-04-02", "2026-04-05", "2026-04-06"],
                "likes": [4100, 22000, 900],
                "comments": [120, 410, 31],
                "shares": [300, 900, 40],
                "views": [61000, 402000, 12100],
                "platform": ["tiktok"] * 3,
            },
        ),
    ]


def platforms() -> list[Written]:
    """Return the studios' exports; what each expects was written down before it was first read."""
    return [*meta_metrics(), *tiktok_content(), *tiktok_account(), *youtube(), *youtube_in_other_languages(), *marketplace()]
