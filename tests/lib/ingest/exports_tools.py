# ruff: noqa: E501 - files as they stand
"""Exports of tools that find and manage creators: HypeAuditor, Modash, Upfluence, GRIN, Aspire, Heepsy, Later, Klar, Social Blade."""

from tests.lib.ingest.known_exports import EVERY, Written


def hypeauditor() -> list[Written]:
    """HypeAuditor's search results with locked cells and its top lists with line breaks in their headers."""
    three = ["ana.bakes", "ben_runs", "cleo.paints"]
    return [
        Written(
            "HypeAuditor discovery",
            "hypeauditor_discovery_instagram.csv",
            "Username,Full name,Followers,Instagram ER,AQS,Country,Language,Topics,Email\n"
            "ana.bakes,Ana Luz,48200,3.47,84,FR,fr,Food,🔒\nben_runs,Ben Okoro,120500,0.92,61,GB,en,Sports,🔒\ncleo.paints,Cleo Wu,9300,7.1,🔒,🔒,🔒,Art,cleo@mail.example\n",
            "creators",
            {
                "handle": three,
                "name": ["Ana Luz", "Ben Okoro", "Cleo Wu"],
                "followers": [48200, 120500, 9300],
                "engagement_rate": [0.0347, 0.0092, 0.071],
                "audience_quality": [0.84, 0.61, None],
                "country": ["FR", "GB", None],
                "language": ["fr", "en", None],
                "email": [None, None, "cleo@mail.example"],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "HypeAuditor discovery, two networks",
            "discovery.csv",
            "Name,Instagram Username,Instagram Followers,Instagram ER,TikTok Username,TikTok Followers,TikTok ER\nAna Luz,ana.bakes,48200,3.47,anabakes,91000,8.2\nBen Okoro,ben_runs,120500,0.92,,,\nCleo Wu,cleo.paints,9300,7.1,cleopaints,15400,🔒\n",
            "creators",
            {
                "handle": ["ana.bakes", "anabakes", "ben_runs", "cleo.paints", "cleopaints"],
                "platform": ["instagram", "tiktok", "instagram", "instagram", "tiktok"],
                "followers": [48200, 91000, 120500, 9300, 15400],
                "engagement_rate": [0.0347, 0.082, 0.0092, 0.071, None],
            },
            at=EVERY,
        ),
        Written(
            "HypeAuditor top list",
            "top_instagram.csv",
            'Influencer insta name,instagram name,category_1,category_2,Followers,Audience country(mostly),"Authentic engagement\r\n","Engagement avg\r\n"\r\n'
            "ana.bakes,Ana Luz,Food,,48.5M,France,383.1K,512.4K\r\nben_runs,Ben Okoro,Sports,Health,12M,United Kingdom,90K,1.1M\r\ncleo.paints,Cleo Wu,Art,,9.3M,Malaysia,61.5K,70K\r\n",
            "creators",
            {
                "handle": three,
                "name": ["Ana Luz", "Ben Okoro", "Cleo Wu"],
                "category": ["Food", "Sports", "Art"],
                "followers": [48.5e6, 12e6, 9.3e6],
                "country": ["FR", "GB", "MY"],
                "authentic_engagements": [383100, 90000, 61500],
                "avg_engagements": [512400, 1.1e6, 70000],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "Top list with numeric twins",
            "top_youtube_2026.csv",
            'S.no,Youtuber,Subscribers,Subscribers (num),"Avg views\r\n",Avg views num,Country\r\n1,Ana Luz,48.5M,48512345,1.1M,1102345,FR\r\n2,Ben Okoro,12M,12034567,640K,640120,GB\r\n3,Cleo Wu,9.3M,9301234,88.1K,88111,MY\r\n',
            "creators",
            {
                "name": ["Ana Luz", "Ben Okoro", "Cleo Wu"],
                "followers": [48512345, 12034567, 9301234],
                "avg_views": [1102345, 640120, 88111],
                "country": ["FR", "GB", "MY"],
                "platform": ["youtube"] * 3,
            },
        ),
    ]


def search_tools() -> list[Written]:
    """Lists of Modash, Heepsy, Upfluence and Aspire."""
    return [
        Written(
            "Modash list",
            "modash-list.csv",
            "handle,profile_url,followers,engagement_rate,avg_likes,location,email\nana.bakes,https://www.instagram.com/ana.bakes,42.9k,11.85%,5.1k,France,ana@mail.example\nben_runs,https://www.instagram.com/ben_runs,1.2m,0.9%,10.8k,United Kingdom,\nclay.days,https://www.tiktok.com/@clay.days,980,6%,59,,\n",
            "creators",
            {
                "handle": ["ana.bakes", "ben_runs", "clay.days"],
                "platform": ["instagram", "instagram", "tiktok"],
                "followers": [42900, 1.2e6, 980],
                "engagement_rate": [0.1185, 0.009, 0.06],
                "avg_likes": [5100, 10800, 59],
                "country": ["FR", "GB", None],
            },
        ),
        Written(
            "Modash history",
            "ana.bakes history.csv",
            "Username,Month,Followers,Avg likes\nana.bakes,2025-11,40.1k,4900\nana.bakes,2025-12,41.6k,5020\nana.bakes,2026-01,42.9k,5100\n",
            "followers",
            {"handle": ["ana.bakes"] * 3, "date": ["2025-11-01", "2025-12-01", "2026-01-01"], "followers": [40100, 41600, 42900]},
        ),
        Written(
            "Heepsy list",
            "heepsy_export.csv",
            "Name,Username,Instagram link,Email,Followers,Engagement,Avg. likes,Location,Categories\nAna Luz,ana.bakes,https://instagram.com/ana.bakes,ana@mail.example,34k,2.1%,700,Lyon,Food\nBen Okoro,ben_runs,https://instagram.com/ben_runs,,120.5k,0.9%,1.1k,London,Sports\nCleo Wu,cleo.paints,https://instagram.com/cleo.paints,,9.3k,7.1%,655,Penang,Art\n",
            "creators",
            {
                "handle": ["ana.bakes", "ben_runs", "cleo.paints"],
                "followers": [34000, 120500, 9300],
                "engagement_rate": [0.021, 0.009, 0.071],
                "avg_likes": [700, 1100, 655],
                "category": ["Food", "Sports", "Art"],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "Heepsy list by network",
            "heepsy networks.csv",
            "name,instagram,tiktok,youtube,email,followers\nAna Luz,https://instagram.com/ana.bakes,https://www.tiktok.com/@anabakes,,ana@mail.example,34k\nBen Okoro,https://instagram.com/ben_runs,,,,120.5k\nCleo Wu,https://instagram.com/cleo.paints,,https://www.youtube.com/@cleopaints,,9.3k\n",
            "creators",
            {
                "name": ["Ana Luz", "Ben Okoro", "Cleo Wu"],
                "followers": [34000, 120500, 9300],
                "email": ["ana@mail.example", None, None],
            },
        ),
        Written(
            "Upfluence import",
            "upfluence.csv",
            "influencer_id,media_url,profile_name,first_name,last_name,phone_number,email,shipping_address.line1,shipping_address.city,country_code,merge_fields\n5001,https://www.instagram.com/ana.bakes,Ana Luz,Ana,Luz,,ana@mail.example,1 rue X,Lyon,FR,\n5002,https://www.tiktok.com/@benruns,Ben Okoro,Ben,Okoro,+44 20 0000,,2 Y St,London,GB,vip\n",
            "creators",
            {
                "creator_id": ["5001", "5002"],
                "name": ["Ana Luz", "Ben Okoro"],
                "url": ["https://www.instagram.com/ana.bakes", "https://www.tiktok.com/@benruns"],
                "platform": ["instagram", "tiktok"],
                "email": ["ana@mail.example", None],
                "country": ["FR", "GB"],
            },
        ),
        Written(
            "Aspire members",
            "aspire_members.csv",
            "email,uid,id,instagram,tiktok,youtube,pinterest,address1,address2,city,state,postalcode,country\nana@mail.example,u1,11,ana.bakes,,,,1 rue X,,Lyon,,69001,FR\nben@mail.example,u2,12,ben_runs,,,,2 Y St,,London,,E1,GB\n",
            "creators",
            {
                "creator_id": ["u1", "u2"],
                "handle": ["ana.bakes", "ben_runs"],
                "email": ["ana@mail.example", "ben@mail.example"],
                "country": ["FR", "GB"],
                "platform": ["instagram"] * 2,
            },
        ),
    ]


def managing_tools() -> list[Written]:
    """Results from GRIN, Later and Klar."""
    return [
        Written(
            "GRIN creators",
            "GRIN Creator Breakdown.csv",
            "Creator,Posts,Impressions,Reach,Engagements,Clicks,Conversions,Revenue,Spend,ROI,EMV\nana.bakes,3,52000,41000,2100,310,22,$1890.50,$600.00,215%,$940\nben_runs,2,98000,80500,1500,120,5,$410.00,$800.00,-49%,$1210\ncleo.paints,1,8800,7000,640,44,3,$182.25,$0.00,,$80\n",
            "campaigns",
            {
                "handle": ["ana.bakes", "ben_runs", "cleo.paints"],
                "impressions": [52000, 98000, 8800],
                "reach": [41000, 80500, 7000],
                "engagements": [2100, 1500, 640],
                "clicks": [310, 120, 44],
                "orders": [22, 5, 3],
                "revenue": [1890.5, 410, 182.25],
                "cost": [600, 800, 0],
                "currency": ["USD"] * 3,
            },
            ("content_value",),
        ),
        Written(
            "GRIN content",
            "GRIN Content Breakdown.csv",
            "Creator,Platform,Content Type,Post Link,Date Posted,Impressions,Reach,Likes,Comments,Shares,Saves,Views\nana.bakes,Instagram,Reel,https://www.instagram.com/reel/A1/,04/02/2026,32000,28000,1200,40,31,90,30100\nana.bakes,Instagram,Story,,04/17/2026,9000,8100,,,,,9000\nben_runs,TikTok,Video,https://www.tiktok.com/@benruns/video/9,04/21/2026,,,900,12,22,41,51000\n",
            "posts",
            {
                "handle": ["ana.bakes", "ana.bakes", "ben_runs"],
                "platform": ["instagram", "instagram", "tiktok"],
                "content_type": ["Reel", "Story", "Video"],
                "post_date": ["2026-04-02", "2026-04-17", "2026-04-21"],
                "likes": [1200, None, 900],
                "views": [30100, 9000, 51000],
                "saves": [90, None, 41],
            },
        ),
        Written(
            "Later Influence content",
            "later_influence_content.csv",
            "Influencer,Post URL,Post Date,Likes,Comments,Video Views,Video Views Organic,Video Views Paid,Average View Time,Video Completion Rate,Total Play Time,25th Percentile Engagement Rate of Similar Creators,50th Percentile Engagement Rate of Similar Creators,Female Audience,TikTok Age Audience Percentage 18-24\n"
            "clay.days,https://www.tiktok.com/@clay.days/video/1,2026-03-02,1200,41,30500,30000,500,11.2,0.31,341600,2.1,4.4,61,40\nmira.lane,https://www.tiktok.com/@mira.lane/video/2,2026-03-05,410,9,9100,9100,0,8.5,0.22,77350,2.1,4.4,55,38\njopark,https://www.tiktok.com/@jopark/video/3,2026-03-09,5200,180,99000,60000,39000,14,0.4,1386000,1.6,3.2,70,44\n",
            "posts",
            {
                "handle": ["clay.days", "mira.lane", "jopark"],
                "views": [30500, 9100, 99000],
                "likes": [1200, 410, 5200],
                "comments": [41, 9, 180],
                "watch_time": [11.2, 8.5, 14],
                "platform": ["tiktok"] * 3,
            },
            ("saves", "reach"),
        ),
        Written(
            "Klar influencers",
            "klar influencer report.csv",
            "Influencer;Discount Code;Orders;New Customers;Net Revenue;Spend;CAC;ROAS\nana.bakes;ANA10;31;22;2.480,55 €;600,00 €;27,27 €;4,13\nben_runs;BEN15;12;5;990,00 €;800,00 €;160,00 €;1,24\ncleo.paints;CLEO5;3;3;182,25 €;0,00 €;0,00 €;\n",
            "campaigns",
            {
                "handle": ["ana.bakes", "ben_runs", "cleo.paints"],
                "discount_code": ["ANA10", "BEN15", "CLEO5"],
                "orders": [31, 12, 3],
                "new_customers": [22, 5, 3],
                "revenue": [2480.55, 990, 182.25],
                "cost": [600, 800, 0],
                "currency": ["EUR"] * 3,
            },
        ),
    ]


def social_blade() -> list[Written]:
    """Social Blade's tables copied from its pages."""
    return [
        Written(
            "Social Blade days",
            "socialblade youtube daily.csv",
            'Date,Subscribers gained,Subscribers,Video views gained,Video views,Estimated earnings\nSun 2026-08-02,+120,101K,"+8,410","12,410,200",$2 - $34\nMon 2026-08-03,--,101K,"+7,900","12,418,100",$2 - $32\nTue 2026-08-04,-5,100.9K,"+6,102","12,424,202",$2 - $24\n',
            "followers",
            {
                "date": ["2026-08-02", "2026-08-03", "2026-08-04"],
                "follower_change": [120, None, -5],
                "followers": [101000, 101000, 100900],
            },
        ),
        Written(
            "Social Blade days, exact",
            "ana.bakes instagram.csv",
            "DATE\tDAY\tFOLLOWERS +/-\tFOLLOWERS\tFOLLOWING\tMEDIA\n2026-08-02\tSun\t+31\t48,231\t410\t902\n2026-08-03\tMon\t-12\t48,219\t410\t903\n2026-08-04\tTue\t--\t48,219\t411\t903\n",
            "followers",
            {
                "date": ["2026-08-02", "2026-08-03", "2026-08-04"],
                "follower_change": [31, -12, None],
                "followers": [48231, 48219, 48219],
            },
        ),
        Written(
            "Social Blade top list",
            "socialblade top youtube.csv",
            'Rank,Grade,Username,Uploads,Subscribers,Video Views\n1st,A++,Ana Luz,"1,204",12.4M,"9,102,334,101"\n2nd,A+,Ben Okoro,310,9.1M,"1,802,110,040"\n3rd,A,Cleo Wu,--,880K,"45,002,118"\n',
            "creators",
            {"posts": [1204, 310, None], "followers": [12.4e6, 9.1e6, 880000], "platform": ["youtube"] * 3},
            ("avg_views",),
        ),
    ]


def trackers() -> list[Written]:
    """The four tables of the usual assignment, and the tracker that everyone makes."""
    return [
        Written(
            "Assignment influencers",
            "influencers.csv",
            "ID,name,category,gender,follower_count,platform\n1,Ana Luz,Fitness,F,48200,Instagram\n2,Ben Okoro,Nutrition,M,120500,YouTube\n3,Cleo Wu,Fitness,F,9300,Twitter\n",
            "creators",
            {
                "creator_id": ["1", "2", "3"],
                "name": ["Ana Luz", "Ben Okoro", "Cleo Wu"],
                "category": ["Fitness", "Nutrition", "Fitness"],
                "followers": [48200, 120500, 9300],
                "platform": ["instagram", "youtube", "x"],
            },
        ),
        Written(
            "Assignment posts",
            "posts.csv",
            "influencer_id,platform,date,URL,caption,reach,likes,comments\n1,Instagram,2026-01-04,https://instagram.com/p/a1,New flavour,20100,900,31\n2,YouTube,2026-01-09,https://youtu.be/b2,Stack of the week,54000,2100,140\n1,Instagram,2026-01-11,https://instagram.com/p/a3,Leg day,18000,810,22\n",
            "posts",
            {
                "creator_id": ["1", "2", "1"],
                "post_date": ["2026-01-04", "2026-01-09", "2026-01-11"],
                "caption": ["New flavour", "Stack of the week", "Leg day"],
                "reach": [20100, 54000, 18000],
                "likes": [900, 2100, 810],
                "comments": [31, 140, 22],
            },
        ),
        Written(
            "Assignment tracking",
            "tracking_data.csv",
            "source,campaign,influencer_id,user_id,product,date,orders,revenue\nInstagram,NewYear,1,u81,Whey,2026-01-05,1,2499\nYouTube,NewYear,2,u82,Gainer,2026-01-10,2,5198\nInstagram,NewYear,1,u83,Whey,2026-01-12,1,2499\n",
            "orders",
            {
                "utm_source": ["Instagram", "YouTube", "Instagram"],
                "campaign": ["NewYear"] * 3,
                "creator_id": ["1", "2", "1"],
                "customer": ["u81", "u82", "u83"],
                "order_date": ["2026-01-05", "2026-01-10", "2026-01-12"],
                "orders": [1, 2, 1],
                "revenue": [2499, 5198, 2499],
            },
        ),
        Written(
            "Assignment payouts",
            "payouts.csv",
            "influencer_id,basis,rate,orders,total_payout\n1,post,5000,2,10000\n2,order,150,2,300\n3,post,1500,0,0\n",
            "payouts",
            {
                "creator_id": ["1", "2", "3"],
                "basis": ["post", "order", "post"],
                "rate": [5000, 150, 1500],
                "orders": [2, 2, 0],
                "amount": [10000, 300, 0],
            },
        ),
        Written(
            "Tracker",
            "influencer tracker.csv",
            "Influencer,Fee ($),Code,Code Uses,Link Clicks,Total Rev ($),ROI (x)\n@ana.bakes,600,ANA10,22,310,1890.50,3.15\n@ben_runs,800,BEN15,5,120,410,0.51\n@cleo.paints,0,CLEO5,3,44,182.25,\n",
            "campaigns",
            {
                "handle": ["ana.bakes", "ben_runs", "cleo.paints"],
                "fee": [600, 800, 0],
                "discount_code": ["ANA10", "BEN15", "CLEO5"],
                "orders": [22, 5, 3],
                "clicks": [310, 120, 44],
                "revenue": [1890.5, 410, 182.25],
                "currency": ["USD"] * 3,
            },
        ),
        Written(
            "Tracker in other order, German numbers",
            "Tracker.csv",
            "Code;Influencer;Total Rev (€);Fee (€);Link Clicks;Code Uses\nANA10;@ana.bakes;1.890,50;600,00;310;22\nBEN15;@ben_runs;410,00;1.200,00;1.120;5\nCLEO5;@cleo.paints;182,25;0,00;44;3\n",
            "campaigns",
            {
                "handle": ["ana.bakes", "ben_runs", "cleo.paints"],
                "fee": [600, 1200, 0],
                "orders": [22, 5, 3],
                "clicks": [310, 1120, 44],
                "revenue": [1890.5, 410, 182.25],
                "currency": ["EUR"] * 3,
            },
        ),
    ]


def tools() -> list[Written]:
    """Return the tools' exports; what each expects was written down before it was first read."""
    return [*hypeauditor(), *search_tools(), *managing_tools(), *social_blade(), *trackers()]
