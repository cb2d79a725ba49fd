# ruff: noqa: E501 - files as they stand
"""Exports of affiliate programmes and networks: Amazon Associates, Impact, Refersion, BixGrow, ConverStream, ShareASale."""

from tests.lib.ingest.known_exports import Written


def amazon() -> list[Written]:
    """Amazon Associates' reports: a title above the header, returns as negative rows, columns in the shop's language."""
    earnings = {
        "creator_id": ["larch-20", "larch-20", "larchig-20", "larch-20"],
        "order_date": ["2026-01-05", "2026-01-09", "2026-01-09", "2026-01-20"],
        "orders": [2, 1, 1, -1],
        "revenue": [59.98, 120, 18.5, -29.99],
    }
    return [
        Written(
            "Amazon Fee-Earnings",
            "Fee-Earnings.csv",
            "Fee-Earnings reports from 01-01-2026 to 01-31-2026,,,,,,,,,,,\n"
            "Category,Name,ASIN,Seller,Tracking ID,Date Shipped,Price($),Items Shipped,Returns,Revenue($),Ad Fees($),Device Type Group\n"
            'Kitchen,"Kettle, 1.7 l",B0AAA1,Amazon.com,larch-20,2026-01-05 03:11:00,29.99,2,0,59.98,2.70,PHONE\n'
            "Home,Lamp,B0AAA2,Larch LLC,larch-20,2026-01-09 08:00:00,120.00,1,0,120.00,3.60,DESKTOP\nBooks,On Tea,B0AAA3,Amazon.com,larchig-20,2026-01-09 09:30:00,18.50,1,0,18.50,0.83,PHONE\n"
            'Kitchen,"Kettle, 1.7 l",B0AAA1,Amazon.com,larch-20,2026-01-20 11:00:00,29.99,-1,1,-29.99,-1.35,PHONE\n',
            "orders",
            {**earnings, "currency": ["USD"] * 4},
            ("refunds", "customer"),
        ),
        Written(
            "Amazon Fee-Earnings, Spanish",
            "Informe de comisiones.csv",
            "Informe de comisiones del 01-01-2026 al 31-01-2026;;;;;;;;;;;\n"
            "Categoría;Nombre;ASIN;Vendedor;ID de seguimiento;Fecha de envío;Precio(€);Artículos enviados;Devoluciones;Ingresos(€);Comisiones(€);Grupo de tipo de dispositivo\n"
            "Cocina;Hervidor;B0AAA1;Amazon.es;larch-20;2026-01-05;29,99;2;0;59,98;2,70;PHONE\nHogar;Lámpara;B0AAA2;Larch SL;larch-20;2026-01-09;120,00;1;0;120,00;3,60;DESKTOP\n"
            "Libros;Té;B0AAA3;Amazon.es;larchig-20;2026-01-09;18,50;1;0;18,50;0,83;PHONE\nCocina;Hervidor;B0AAA1;Amazon.es;larch-20;2026-01-20;29,99;-1;1;-29,99;-1,35;PHONE\n",
            "orders",
            {**earnings, "currency": ["EUR"] * 4},
            ("refunds",),
        ),
        Written(
            "Amazon Fee-Earnings, German",
            "Vergütungsbericht.csv",
            "Vergütungsbericht vom 01.01.2026 bis 31.01.2026\n"
            "Kategorie\tName\tASIN\tVerkäufer\tTracking-ID\tVersanddatum\tPreis(€)\tVersendete Artikel\tRücksendungen\tUmsatz(€)\tWerbekostenerstattung(€)\tGerätetyp-Gruppe\n"
            "Küche\tKessel\tB0AAA1\tAmazon.de\tlarch-20\t05.01.2026\t29,99\t2\t0\t59,98\t2,70\tPHONE\nWohnen\tLampe\tB0AAA2\tLarch\tlarch-20\t09.01.2026\t120,00\t1\t0\t120,00\t3,60\tDESKTOP\n"
            "Bücher\tTee\tB0AAA3\tAmazon.de\tlarchig-20\t09.01.2026\t18,50\t1\t0\t18,50\t0,83\tPHONE\nKüche\tKessel\tB0AAA1\tAmazon.de\tlarch-20\t20.01.2026\t29,99\t-1\t1\t-29,99\t-1,35\tPHONE\n",
            "orders",
            {**earnings, "currency": ["EUR"] * 4},
            ("refunds",),
        ),
        Written(
            "Amazon Fee-Orders",
            "Fee-Orders.csv",
            "Fee-Orders reports from 01-01-2026 to 01-31-2026\nCategory,Name,ASIN,Date,Qty,Price($),Link Type,Tag,Indirect Sales,Device Type Group\n"
            "Kitchen,Kettle,B0AAA1,2026-01-04,2,29.99,Text Only,larch-20,No,PHONE\nHome,Lamp,B0AAA2,2026-01-08,1,120.00,Text and Image,larch-20,Yes,DESKTOP\nBooks,On Tea,B0AAA3,2026-01-09,1,18.50,Text Only,larchig-20,No,PHONE\n",
            "orders",
            {
                "creator_id": ["larch-20", "larch-20", "larchig-20"],
                "order_date": ["2026-01-04", "2026-01-08", "2026-01-09"],
                "orders": [2, 1, 1],
            },
            ("revenue", "customer", "discount"),
        ),
        Written(
            "Amazon by tracking ID",
            "Tracking summary.csv",
            "Earnings summary from 01-01-2026 to 01-31-2026\nTracking ID,Clicks,Items Ordered,Conversion,Ordered Revenue($),Items Shipped,Ad Fees($)\n"
            'larch-20,"1,204",61,5.07%,"2,410.10",58,96.40\nlarchig-20,310,9,2.90%,402.00,9,14.10\nlarchtt-20,96,2,2.08%,55.50,2,1.95\n',
            "campaigns",
            {
                "creator_id": ["larch-20", "larchig-20", "larchtt-20"],
                "clicks": [1204, 310, 96],
                "orders": [61, 9, 2],
                "revenue": [2410.1, 402, 55.5],
                "commission": [96.4, 14.1, 1.95],
                "currency": ["USD"] * 3,
            },
        ),
        Written(
            "Amazon by link type",
            "Link-Type.csv",
            "Link Type reports from 01-01-2026 to 01-31-2026\nLink Type,Clicks,Items Ordered,Conversion,Ordered Revenue($),Items Shipped,Ad Fees($)\n"
            "Text Only,1100,50,4.55%,2000.00,48,80.00\nText and Image,300,12,4.00%,610.10,12,24.40\nImage Only,210,10,4.76%,257.50,9,8.05\n",
            "campaigns",
            {"clicks": [1100, 300, 210], "orders": [50, 12, 10], "revenue": [2000, 610.1, 257.5], "commission": [80, 24.4, 8.05]},
            ("partnership_model", "handle", "campaign"),
        ),
    ]


def networks() -> list[Written]:
    """Partner platforms' reports by partner and by conversion."""
    return [
        Written(
            "Impact performance by partner",
            "Performance by Partner.csv",
            "Partner,Partner Id,Media Type,Company URL,Clicks,Payable Clicks,Actions,Gross Actions,Gross Action Cost,Action Cost,Revenue,Partner Value 1,Currency\n"
            "Mia Runs,40112,Content,https://miaruns.example,2210,2100,61,64,640.00,610.00,4890.50,ig,USD\nDeal Den,40155,Coupon,https://dealden.example,990,980,40,41,205.00,200.00,2001.00,,USD\nLeo Vlogs,40160,Content,,310,301,5,5,50.00,50.00,410.00,yt,USD\n",
            "campaigns",
            {
                "handle": ["Mia Runs", "Deal Den", "Leo Vlogs"],
                "creator_id": ["40112", "40155", "40160"],
                "clicks": [2210, 990, 310],
                "orders": [61, 40, 5],
                "commission": [610, 200, 50],
                "revenue": [4890.5, 2001, 410],
                "currency": ["USD"] * 3,
            },
        ),
        Written(
            "Impact performance, payable clicks only",
            "performance_by_partner_2026.csv",
            "Partner Id,Partner,Payable Clicks,Actions,Gross Actions,Gross Action Cost,Partner Value 1,Partner Value 2,Company URL,Media Type,Currency\n"
            '40112,Mia Runs,"2,100",61,64,£640.00,ig,,https://miaruns.example,Content,GBP\n40155,Deal Den,980,40,41,£205.00,,,https://dealden.example,Coupon,GBP\n40160,Leo Vlogs,301,5,5,£50.00,yt,,,Content,GBP\n',
            "campaigns",
            {
                "creator_id": ["40112", "40155", "40160"],
                "clicks": [2100, 980, 301],
                "orders": [61, 40, 5],
                "commission": [640, 205, 50],
                "currency": ["GBP"] * 3,
            },
            ("revenue",),
        ),
        Written(
            "Refersion conversions",
            "refersion conversions.csv",
            "Conversion ID,Order ID,Created,Affiliate,Affiliate ID,Conversion Type,Coupon,Total,Commission,Currency,Status\n"
            "9001,#2201,2026-02-02 10:12:00,Mia Runs,m11,Coupon,MIA10,89.90,8.99,USD,Approved\n9002,#2204,2026-02-03 21:40:00,Leo Vlogs,m12,Link,,120.00,12.00,USD,Pending\n9003,#2209,2026-02-05 07:05:00,Mia Runs,m11,Link,,45.50,4.55,USD,Approved\n",
            "orders",
            {
                "order_id": ["#2201", "#2204", "#2209"],
                "order_date": ["2026-02-02", "2026-02-03", "2026-02-05"],
                "creator_id": ["m11", "m12", "m11"],
                "discount_code": ["MIA10", None, None],
                "revenue": [89.9, 120, 45.5],
                "currency": ["USD"] * 3,
            },
            ("new_customer",),
        ),
        Written(
            "BixGrow orders",
            "bixgrow.csv",
            "Order Number,Affiliate Email,Order Total,Affiliate Commission,Order Status\n1101,mia@mail.example,89.9,8.99,Paid\n1102,leo@mail.example,120,12,Paid\n1103,mia@mail.example,45.5,4.55,Refunded\n",
            "orders",
            {
                "order_id": ["1101", "1102", "1103"],
                "creator_id": ["mia@mail.example", "leo@mail.example", "mia@mail.example"],
                "revenue": [89.9, 120, 45.5],
            },
            ("customer",),
        ),
        Written(
            "ConverStream conversions",
            "conversions.csv",
            "Click ID,Revenue,Currency,Date\nck_81,89.90,USD,2026-02-02\nck_97,120.00,USD,2026-02-03\nck_99,45.50,USD,2026-02-05\n",
            "orders",
            {
                "order_id": ["ck_81", "ck_97", "ck_99"],
                "revenue": [89.9, 120, 45.5],
                "currency": ["USD"] * 3,
                "order_date": ["2026-02-02", "2026-02-03", "2026-02-05"],
            },
        ),
        Written(
            "ConverStream clicks",
            "clicks.csv",
            "Click ID,Affiliate,Campaign,Date\nck_81,Mia Runs,Spring,2026-02-02\nck_82,Leo Vlogs,Spring,2026-02-02\nck_97,Leo Vlogs,Spring,2026-02-03\nck_99,Mia Runs,Spring,2026-02-05\n",
            "touches",
            {
                "order_id": ["ck_81", "ck_82", "ck_97", "ck_99"],
                "creator_id": ["Mia Runs", "Leo Vlogs", "Leo Vlogs", "Mia Runs"],
                "campaign": ["Spring"] * 4,
                "date": ["2026-02-02", "2026-02-02", "2026-02-03", "2026-02-05"],
            },
        ),
        Written(
            "ConverStream affiliates",
            "affiliates.csv",
            "Affiliate,Clicks,Conversions,Revenue,Conversion Rate\nMia Runs,410,22,1890.5,5.37%\nLeo Vlogs,288,9,760,3.13%\nDeal Den,1200,18,905.25,1.5%\n",
            "campaigns",
            {
                "handle": ["Mia Runs", "Leo Vlogs", "Deal Den"],
                "clicks": [410, 288, 1200],
                "orders": [22, 9, 18],
                "revenue": [1890.5, 760, 905.25],
            },
        ),
        Written(
            "ShareASale transactions",
            "transactions.csv",
            "Trans ID,Trans Date,Affiliate ID,Affiliate,Sale Amount,Commission,Network Fee,SKU,Order Number,Coupon Used,New Customer,Banner Name\n"
            "77001,02/14/2026 10:01,3301,Mia Runs,89.90,8.99,1.80,MUG-1,2201,MIA10,Yes,Text link\n77002,02/15/2026 12:30,3302,Leo Vlogs,120.00,12.00,2.40,BWL-1,2204,,No,Banner 468\n77003,02/17/2026 09:45,3301,Mia Runs,45.50,4.55,0.91,MUG-1,2209,MIA10,No,Text link\n",
            "orders",
            {
                "order_id": ["2201", "2204", "2209"],
                "order_date": ["2026-02-14", "2026-02-15", "2026-02-17"],
                "creator_id": ["3301", "3302", "3301"],
                "revenue": [89.9, 120, 45.5],
                "discount_code": ["MIA10", None, "MIA10"],
                "new_customer": [True, False, False],
            },
        ),
    ]


def affiliates() -> list[Written]:
    """Return the affiliate exports; what each expects was written down before it was first read."""
    return [*amazon(), *networks()]
