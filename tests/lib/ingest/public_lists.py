# ruff: noqa: E501 - files as they stand
"""Tables in the style of public data sets and rankings: ranks, lifetime totals, group rows, forms, each with a careful reading."""

from tests.lib.ingest.known_exports import Written


def public_lists() -> list[Written]:
    """Return the files; what each expects was written down before it was first read."""
    return [*_creators(), *_results(), *_sales()]


def _creators() -> list[Written]:
    return [
        Written(
            "accounts with Unix dates",
            "users.csv",
            "id,name,screen_name,statuses_count,followers_count,friends_count,favourites_count,lang,created_at\n"
            "361,Davide R,davider,20370,5470,2385,145,it,Fri Apr 06 10:58:22 +0000 2007\n"
            "565,Simona,simopier,3131,506,381,9,it,Mon Apr 30 15:08:42 +0000 2007\n",
            "creators",
            {
                "creator_id": ["361", "565"],
                "handle": ["davider", "simopier"],
                "followers": [5470, 506],
                "following": [2385, 381],
                "posts": [20370, 3131],
                "joined": ["2007-04-06", "2007-04-30"],
            },
            never=("avg_likes",),
        ),
        Written(
            "page ranking with posts of a month",
            "pages.csv",
            "Unnamed: 0,Page Name,Total Fans,Fans Growth (30 days),Posts (30 days),Country\n"
            '0,Café Nube,"1,204,553","+12,004",31,Unknown\n1,Soto Bike,"88,120",-310,12,Spain\n2,Lumen,"9,871",+2,4,France\n',
            "creators",
            {
                "name": ["Café Nube", "Soto Bike", "Lumen"],
                "followers": [1204553, 88120, 9871],
                "country": [None, "ES", "FR"],
            },
            never=("posts",),
        ),
        Written(
            "likes of a lifetime under a bare header",
            "tiktok creators.csv",
            "user,followers,following,likes,videos\n@ann,1.2M,33,45.1M,310\n@bob,88.1K,120,1.9M,88\n@cy,9120,5,210.4K,41\n",
            "creators",
            {
                "handle": ["ann", "bob", "cy"],
                "followers": [1200000, 88100, 9120],
                "posts": [310, 88, 41],
                "platform": ["tiktok"] * 3,
            },
            never=("avg_likes",),
        ),
        Written(
            "groups over headers",
            "influencer_eval.csv",
            ",,Audience,,Engagement,,Cost\nNo,Handle,Followers,Following,Avg. Likes,Avg. Comments,Price per post (USD)\n"
            '1,@ab.c,12.5k,801,340,12,$150\n2,@dd_e,1.1M,22,15.2k,300,"$2,400"\n3,@fgh,88k,1200,2.1k,45,$300\n',
            "creators",
            {
                "followers": [12500, 1100000, 88000],
                "following": [801, 22, 1200],
                "avg_likes": [340, 15200, 2100],
                "avg_comments": [12, 300, 45],
                "price": [150, 2400, 300],
            },
            never=("avg_engagements",),
        ),
        Written(
            "a row of units under the headers",
            "media kit.csv",
            "Name,Account,Followers,ER,Views,CPM,Price\n,,people,%,avg per video,USD,USD\n"
            "Ann,@ann,12000,3.5,4100,12,250\nBo,@bo,88000,1.2,22000,10,900\nCy,@cy,5400,6.1,1800,20,90\n",
            "creators",
            {
                "followers": [12000, 88000, 5400],
                "engagement_rate": [0.035, 0.012, 0.061],
                "avg_views": [4100, 22000, 1800],
                "price": [250, 900, 90],
                "currency": ["USD"] * 3,
            },
        ),
        Written(
            "percent cells of a workbook, saved as fractions",
            "shortlist.csv",
            "Username,Followers,ER %\n@ann.x,125000,0.034\n@bo_y,48000,0.051\n@cy.z,1200000,0.012\n",
            "creators",
            {"engagement_rate": [0.034, 0.051, 0.012]},
        ),
        Written(
            "ranges whose ends have their own unit",
            "rates.csv",
            "Influencer Name,Platform,Subscribers,Price Range,Est. Earnings per month\n"
            'Ann,YouTube,"1,234,567 subscribers",$800 - $1.2K,$3.2K - $50.9K\nBo,Instagram,45K followers,$150–$250,\nCy,TikTok,900 000,10-20K,\n',
            "creators",
            {"followers": [1234567, 45000, 900000], "price": [1000, 200, 15000]},
        ),
        Written(
            "creators by a form",
            "Apply (Responses).csv",
            "Timestamp,What is your Instagram handle?,How many followers do you have?,What niche are you in?,Country of residence,✅ Verified\n"
            '3/1/2026 10:22:11,@ann,12.5k,Beauty,USA,✅\n3/2/2026 9:02:45,@bo,"1,100",Food,U.K.,❌\n3/14/2026 19:11:02,@cy,88000,Travel,Deutschland,✅\n',
            "creators",
            {
                "handle": ["ann", "bo", "cy"],
                "followers": [12500, 1100, 88000],
                "category": ["Beauty", "Food", "Travel"],
                "country": ["US", "GB", "DE"],
                "verified": [True, False, True],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "cities under Location",
            "reach.csv",
            "Handle;Followers (in millions);ER;Location\n@lu;1,41;3,2%;Berlin\n@mo;0,47;2,1%;München\n@ni;0,088;2,5%;Wien\n",
            "creators",
            {"followers": [1410000, 470000, 88000], "city": ["Berlin", "München", "Wien"]},
            never=("country",),
        ),
        Written(
            "comments with their likes and replies",
            "UScomments.csv",
            "video_id,comment_text,likes,replies\nXpVt6,best 4 years 👍,4,0\nXpVt6,MY FAV,3,0\ncLdxu,nice video,0,1\n",
            "comments",
            {"post_id": ["XpVt6", "XpVt6", "cLdxu"], "text": ["best 4 years 👍", "MY FAV", "nice video"]},
        ),
    ]


def _results() -> list[Written]:
    return [
        Written(
            "posts whose measures are called the post's",
            "posts.csv",
            "Date (GMT),Post Message,Post Permalink,Social Network,Profile Name,Post Reach,Post Reactions,Post Comments,Post Shares,Post Link Clicks\n"
            "2026-03-01 10:00,Hello,https://www.facebook.com/1,Facebook,Brand X,1204,40,4,2,10\n2026-03-02 10:00,Bye,https://www.instagram.com/p/2/,Instagram,brandx,800,20,1,0,0\n",
            "posts",
            {
                "post_date": ["2026-03-01", "2026-03-02"],
                "caption": ["Hello", "Bye"],
                "platform": ["facebook", "instagram"],
                "reach": [1204, 800],
                "likes": [40, 20],
                "comments": [4, 1],
                "shares": [2, 0],
                "clicks": [10, 0],
            },
        ),
        Written(
            "posts flattened from JSON",
            "tiktok_scrape.csv",
            "id,desc,createTime,author.uniqueId,authorStats.followerCount,stats.diggCount,stats.shareCount,stats.commentCount,stats.playCount,music.title\n"
            "7301,hi #ad,1772530000,ann.x,120400,1204,30,44,55000,Song\n7302,yo,1772630000,bo,8800,88,1,3,2100,Song\n",
            "posts",
            {
                "post_id": ["7301", "7302"],
                "caption": ["hi #ad", "yo"],
                "post_date": ["2026-03-03", "2026-03-04"],
                "handle": ["ann.x", "bo"],
                "likes": [1204, 88],
                "shares": [30, 1],
                "comments": [44, 3],
                "views": [55000, 2100],
            },
        ),
        Written(
            "planned beside achieved",
            "Report.csv",
            ",Target,,Achieved,,\nCampaign,Impressions,Orders,Impressions,Orders,Spend\n"
            "Spring,1000000,300,1204000,310,12000\nSummer,2000000,600,1804000,480,21000\nFall,800000,200,901000,222,9000\n",
            "campaigns",
            {
                "campaign": ["Spring", "Summer", "Fall"],
                "impressions": [1204000, 1804000, 901000],
                "orders": [310, 480, 222],
                "cost": [12000, 21000, 9000],
            },
        ),
        Written(
            "one total after another",
            "Campaign report.csv",
            'Campaign report\n"January 1, 2026 - January 31, 2026"\nCampaign,Budget type,Currency code,Cost,Impr.,Clicks,CTR,Conversions,Conv. value\n'
            'Brand,Daily,EUR,"1,204.11","20,441","2,001",9.79%,88.00,"6,120.00"\nGeneric,Daily,EUR,"3,010.00","120,011","3,300",2.75%,60.50,"4,002.10"\n'
            'Total: Campaigns,--,EUR,"4,214.11","140,452","5,301",3.77%,148.50,"10,122.10"\nTotal: Account,--,EUR,"4,214.11","140,452","5,301",3.77%,148.50,"10,122.10"\n',
            "campaigns",
            {
                "campaign": ["Brand", "Generic"],
                "cost": [1204.11, 3010],
                "impressions": [20441, 120011],
                "orders": [88, 60.5],
                "revenue": [6120, 4002.1],
            },
            aside={"total": 2},
        ),
        Written(
            "campaigns by number and name",
            "campaigns.csv",
            "campaign_id,name,start_date,end_date,duration_days,total_budget\n"
            "1,Launch_1,2025-05-25,2025-07-23,59,24021.32\n2,Launch_2,2025-04-16,2025-07-07,82,79342.41\n",
            "campaigns",
            {"campaign_id": ["1", "2"], "campaign": ["Launch_1", "Launch_2"], "budget": [24021.32, 79342.41]},
            never=("handle",),
        ),
        Written(
            "visits by source with a total without a label",
            "Analytics All Web Site Data.csv",
            "# All Web Site Data\n# Acquisition\n# 20260101-20260131\n\nSource / Medium,Users,Sessions,Bounce Rate,Avg. Session Duration,Transactions,Revenue\n"
            'instagram / influencer,"1,204","1,390",54.21%,00:01:22,17,"$1,204.50"\ngoogle / organic,"9,120","12,450",41.01%,00:02:40,250,"$18,400.00"\n'
            'lena / referral,812,901,61.9%,00:00:58,5,$310.00\n,"11,136","14,741",43.39%,00:02:27,272,"$19,914.50"\n',
            "traffic",
            {
                "utm_source": ["instagram", "google", "lena"],
                "sessions": [1390, 12450, 901],
                "orders": [17, 250, 5],
                "revenue": [1204.5, 18400, 310],
            },
            aside={"total": 1},
        ),
    ]


def _sales() -> list[Written]:
    return [
        Written(
            "order lines without an order's total",
            "Online Retail.csv",
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
            "536365,85123A,WHITE HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom\n536366,22633,HAND WARMER,6,12/13/2010 8:28,1.85,17851,United Kingdom\n",
            "orders",
            {"order_id": ["536365", "536366"], "order_date": ["2010-12-01", "2010-12-13"], "customer": ["17850", "17851"]},
            never=("revenue", "orders"),
        ),
        Written(
            "a discount that is a share",
            "Superstore.csv",
            "Order ID,Order Date,Customer ID,Sales,Quantity,Discount,Profit\nCA-1,11/8/2016,CG-12520,261.96,2,0,41.91\nCA-2,6/16/2016,DV-13045,14.62,2,0.45,6.87\nCA-3,6/9/2016,DV-13046,731.94,3,0.2,219.58\n",
            "orders",
            {"order_id": ["CA-1", "CA-2", "CA-3"], "revenue": [261.96, 14.62, 731.94]},
            never=("discount",),
        ),
        Written(
            "conversions whose total is money",
            "conversions.csv",
            "Conversion ID,Affiliate Name,Type,Conversion Total,Commission,Currency,Date,Coupon Code,Total order quantity\n"
            "c1,Ann,Coupon,40.00,4.00,USD,2026-03-01 10:11,ANN10,2\nc2,Bo,Link,20.00,2.00,USD,2026-03-02 10:11,,1\n",
            "orders",
            {"revenue": [40, 20], "creator_id": ["Ann", "Bo"], "order_date": ["2026-03-01", "2026-03-02"]},
            never=("orders",),
        ),
        Written(
            "orders by creator of a video shop",
            "affiliate_orders.csv",
            "Order ID,Product name,Price,Payment Amount,Currency,Quantity,Creator Username,commission rate,Est. Commission Base,Time Created\n"
            "5761,Mug,12.00,24.00,USD,2,ann,10%,24.00,03/01/2026 10:22:11\n5762,Mug,12.00,12.00,USD,1,bo,10%,12.00,03/15/2026 11:02:10\n",
            "orders",
            {"revenue": [24, 12], "creator_id": ["ann", "bo"], "order_date": ["2026-03-01", "2026-03-15"]},
            never=("customer", "orders"),
        ),
        Written(
            "spend by channel, which is no account",
            "spend.csv",
            "date,channel,spend_usd,clicks,conversions,revenue_usd\n2026-01-01,Influencer,500,300,5,410.5\n2026-01-01,Paid Search,800,900,31,2100\n2026-01-02,Influencer,450,250,4,300\n",
            "unknown",
            {},
            never=("handle", "campaign"),
        ),
    ]
