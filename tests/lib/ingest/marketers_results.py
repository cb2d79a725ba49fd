# ruff: noqa: E501 - files as they stand
"""Campaign, order, post and payment sheets as teams keep them, each with what a careful analyst reads from it."""

from tests.lib.ingest.known_exports import Written


def results() -> list[Written]:
    """Return the sheets; what each expects was written down before it was first read."""
    return [
        Written(
            "DTC founder's tracker",
            "Influencer tracker.csv",
            "Who,Date live,$ Paid,Gifted product ($),Code,# Uses,Clicks,Sales $,Notes\n"
            '@mia.runs,1/14/26,$400,$65,MIA10,23,"1,204","$1,890.50",great\n'
            "@tomlifts,1/28/26,$250,$65,TOM10,4,310,$288.00,slow\n"
            "@nina_eats,2/3/26,-,$48,NINA10,11,540,$702.10,gift only\n"
            'TOTAL,,$650,$178,,38,"2,054","$2,880.60",\n',
            "campaigns",
            {
                "handle": ["mia.runs", "tomlifts", "nina_eats"],
                "post_date": ["2026-01-14", "2026-01-28", "2026-02-03"],
                "fee": [400, 250, None],
                "product_cost": [65, 65, 48],
                "discount_code": ["MIA10", "TOM10", "NINA10"],
                "orders": [23, 4, 11],
                "clicks": [1204, 310, 540],
                "revenue": [1890.5, 288, 702.1],
                "currency": ["USD"] * 3,
            },
            aside={"total": 1},
        ),
        Written(
            "Berlin agency report",
            "Kampagnenreport Q1.csv",
            "Kampagne;Creator;Plattform;Startdatum;Enddatum;Honorar netto;Warenwert;Impressionen;Reichweite;Interaktionen;Linkklicks;Käufe;Umsatz brutto\n"
            "Frühling;lena.m;Instagram;01.03.2026;14.03.2026;1.250,00 €;89,90 €;152.300;98.410;6.204;812;31;2.480,55 €\n"
            "Frühling;tobi_kocht;TikTok;03.03.2026;14.03.2026;900,00 €;89,90 €;310.000;251.770;18.050;1.140;22;1.699,00 €\n"
            "Ostern;lena.m;Instagram;28.03.2026;06.04.2026;1.400,00 €;0,00 €;97.000;70.300;5.110;655;19;1.520,10 €\n",
            "campaigns",
            {
                "campaign": ["Frühling", "Frühling", "Ostern"],
                "handle": ["lena.m", "tobi_kocht", "lena.m"],
                "platform": ["instagram", "tiktok", "instagram"],
                "start_date": ["2026-03-01", "2026-03-03", "2026-03-28"],
                "end_date": ["2026-03-14", "2026-03-14", "2026-04-06"],
                "fee": [1250, 900, 1400],
                "product_cost": [89.9, 89.9, 0],
                "impressions": [152300, 310000, 97000],
                "reach": [98410, 251770, 70300],
                "engagements": [6204, 18050, 5110],
                "clicks": [812, 1140, 655],
                "orders": [31, 22, 19],
                "revenue": [2480.55, 1699, 1520.1],
                "currency": ["EUR"] * 3,
            },
        ),
        Written(
            "Jakarta campaign recap",
            "Rekap campaign 11.11.csv",
            "Nama Campaign,Nama KOL,Platform,Tgl Tayang,Fee KOL,Biaya Produk,Ongkir,Reach,Impresi,Klik Link,Order,GMV,Status\n"
            '11.11,@bunda.ayu,Instagram,11 Nov 2026,"Rp2.000.000","Rp150.000","Rp20.000",54.200,61.000,1.250,84,"Rp9.450.000",Selesai\n'
            '11.11,@gilang.tech,TikTok,10 Nov 2026,"Rp3.500.000","Rp150.000","Rp25.000",210.500,288.000,3.410,131,"Rp15.720.000",Selesai\n'
            '11.11,@cici_makeup,TikTok,9 Nov 2026,"Rp1.000.000","Rp150.000","Rp18.000",33.100,40.100,640,22,"Rp2.310.000",Proses\n',
            "campaigns",
            {
                "campaign": ["11.11"] * 3,
                "handle": ["bunda.ayu", "gilang.tech", "cici_makeup"],
                "platform": ["instagram", "tiktok", "tiktok"],
                "post_date": ["2026-11-11", "2026-11-10", "2026-11-09"],
                "fee": [2000000, 3500000, 1000000],
                "product_cost": [150000] * 3,
                "shipping_cost": [20000, 25000, 18000],
                "reach": [54200, 210500, 33100],
                "impressions": [61000, 288000, 40100],
                "clicks": [1250, 3410, 640],
                "orders": [84, 131, 22],
                "revenue": [9450000, 15720000, 2310000],
                "currency": ["IDR"] * 3,
                "status": ["Selesai", "Selesai", "Proses"],
            },
        ),
        Written(
            "Madrid campaign",
            "Resultados campaña.csv",
            "Campaña;Influencer;Red social;Fecha publicación;Tipo de contenido;Coste (€);Alcance;Impresiones;Me gusta;Comentarios;Guardados;Clics;Ventas;Ingresos\n"
            "Navidad;@martagil;Instagram;15 dic 2026;Reel;1.200;88.000;101.500;4.320;210;388;905;41;2.870,40\n"
            "Navidad;@pabloruiz;TikTok;18 dic 2026;Vídeo;800;140.200;160.000;9.800;155;402;1.210;36;2.305,00\n"
            "Reyes;@martagil;Instagram;3 ene 2027;Story;500;41.000;44.900;;12;;480;15;998,75\n",
            "campaigns",
            {
                "campaign": ["Navidad", "Navidad", "Reyes"],
                "handle": ["martagil", "pabloruiz", "martagil"],
                "platform": ["instagram", "tiktok", "instagram"],
                "post_date": ["2026-12-15", "2026-12-18", "2027-01-03"],
                "content_type": ["Reel", "Vídeo", "Story"],
                "cost": [1200, 800, 500],
                "reach": [88000, 140200, 41000],
                "impressions": [101500, 160000, 44900],
                "likes": [4320, 9800, None],
                "comments": [210, 155, 12],
                "saves": [388, 402, None],
                "clicks": [905, 1210, 480],
                "orders": [41, 36, 15],
                "revenue": [2870.4, 2305, 998.75],
                "currency": ["EUR"] * 3,
            },
        ),
        Written(
            "Affiliate manager's export",
            "affiliates_jan.csv",
            "Affiliate,Affiliate Email,Referral code,Clicks,Conversions,Conv. rate,Sales,Commission owed,Commission status\n"
            'Jess Wu,jess@w.com,JESS15,"3,210",48,1.50%,"$4,112.00",$411.20,Unpaid\n'
            "Karl,karl@k.de,KARL15,870,9,1.03%,$655.10,$65.51,Paid\n"
            "Liv,liv@l.no,LIV15,95,0,0.00%,$0.00,$0.00,Paid\n",
            "campaigns",
            {
                "handle": ["Jess Wu", "Karl", "Liv"],
                "discount_code": ["JESS15", "KARL15", "LIV15"],
                "clicks": [3210, 870, 95],
                "orders": [48, 9, 0],
                "revenue": [4112, 655.1, 0],
                "commission": [411.2, 65.51, 0],
                "currency": ["USD"] * 3,
            },
        ),
        Written(
            "Payments sheet",
            "Influencer payments.csv",
            "Payee,Campaign,Invoice #,Invoice date,Due,Amount due,Currency,Paid?,Paid on\n"
            "Ana Diaz,Spring,INV-11,02/03/2026,16/03/2026,\"1.200,00\",EUR,Yes,14/03/2026\n"
            "Ben Okoro,Spring,INV-12,05/03/2026,19/03/2026,\"850,00\",GBP,No,\n"
            "Cleo,Summer,INV-13,28/05/2026,11/06/2026,\"2.000,00\",EUR,No,\n",
            "payouts",
            {
                "handle": ["Ana Diaz", "Ben Okoro", "Cleo"],
                "campaign": ["Spring", "Spring", "Summer"],
                "due_date": ["2026-03-16", "2026-03-19", "2026-06-11"],
                "paid_date": ["2026-03-14", None, None],
                "amount": [1200, 850, 2000],
                "currency": ["EUR", "GBP", "EUR"],
            },
        ),
        Written(
            "French Shopify-like orders",
            "commandes_export.csv",
            "N° de commande;Date de commande;E-mail client;Code promo;Sous-total;Frais de port;TVA;Total TTC;Remboursé;Statut\n"
            "#1001;05/01/2026;a@a.fr;LEA10;54,00;4,90;9,00;58,90;0,00;Payée\n"
            "#1002;16/01/2026;b@b.fr;LEA10;120,00;0,00;20,00;120,00;120,00;Remboursée\n"
            "#1003;21/01/2026;c@c.fr;;36,50;4,90;6,08;41,40;0,00;Payée\n",
            "orders",
            {
                "order_id": ["#1001", "#1002", "#1003"],
                "order_date": ["2026-01-05", "2026-01-16", "2026-01-21"],
                "customer": ["a@a.fr", "b@b.fr", "c@c.fr"],
                "discount_code": ["LEA10", "LEA10", None],
                "shipping": [4.9, 0, 4.9],
                "tax": [9, 20, 6.08],
                "revenue": [58.9, 120, 41.4],
                "refunds": [0, 120, 0],
            },
        ),
        Written(
            "WooCommerce orders",
            "orders-2026-02.csv",
            "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Email (Billing),Coupon Code,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount\n"
            "5521,completed,2026-02-01 09:14,,Ann,ann@x.com,EVA20,10.00,50.00,5.00,0.00,45.00,7.50\n"
            "5522,cancelled,2026-02-02 11:00,,Bo,bo@x.com,,0.00,30.00,5.00,0.00,35.00,5.83\n"
            "5523,completed,2026-02-03 18:45,leave at door,Cy,cy@x.com,EVA20,8.00,40.00,0.00,12.00,32.00,5.33\n",
            "orders",
            {
                "order_id": ["5521", "5522", "5523"],
                "order_date": ["2026-02-01", "2026-02-02", "2026-02-03"],
                "customer": ["ann@x.com", "bo@x.com", "cy@x.com"],
                "discount_code": ["EVA20", None, "EVA20"],
                "discount": [10, 0, 8],
                "shipping": [5, 5, 0],
                "refunds": [0, 0, 12],
                "revenue": [45, 35, 32],
                "tax": [7.5, 5.83, 5.33],
                "cancelled_at": [None, "2026-02-02", None],
            },
        ),
        Written(
            "Tokyo post report",
            "投稿レポート.csv",
            "投稿日,アカウント,媒体,投稿URL,投稿種別,リーチ数,インプレッション数,いいね,コメント,保存,シェア,PR表記\n"
            "2026年4月1日,mika_cafe,Instagram,https://www.instagram.com/p/X1/,リール,\"12,300\",\"15,020\",880,21,145,30,あり\n"
            "2026年4月15日,mika_cafe,Instagram,https://www.instagram.com/p/X2/,フィード,\"8,100\",\"9,400\",512,9,60,4,なし\n"
            "2026年5月2日,yui.dance,TikTok,https://www.tiktok.com/@yui.dance/video/1,動画,\"50,000\",\"72,000\",\"6,100\",140,320,210,あり\n",
            "posts",
            {
                "post_date": ["2026-04-01", "2026-04-15", "2026-05-02"],
                "handle": ["mika_cafe", "mika_cafe", "yui.dance"],
                "platform": ["instagram", "instagram", "tiktok"],
                "reach": [12300, 8100, 50000],
                "impressions": [15020, 9400, 72000],
                "likes": [880, 512, 6100],
                "comments": [21, 9, 140],
                "saves": [145, 60, 320],
                "shares": [30, 4, 210],
                "sponsored": [True, False, True],
            },
        ),
        Written(
            "São Paulo recap",
            "Relatório de resultados.csv",
            "Campanha;Influenciador(a);Rede;Data do post;Formato;Investimento;Alcance;Visualizações;Curtidas;Comentários;Compart.;Salvos;Cliques no link;Cupom;Vendas (qtd);Receita (R$)\n"
            "Dia das Mães;@bialima;Instagram;05/05/2026;Reels;R$ 18.000,00;1,1 mi;1,4 mi;62.300;1.204;3.310;5.020;8.400;BIA10;212;R$ 48.760,00\n"
            "Dia das Mães;@theo.games;YouTube;06/05/2026;Vídeo;R$ 4.500,00;210 mil;190 mil;15.100;620;410;;2.150;THEO10;37;R$ 7.030,50\n"
            "Namorados;@dudareis_;TikTok;10/06/2026;Vídeo;R$ 900,00;88 mil;120 mil;9.950;310;702;880;640;DUDA5;12;R$ 1.980,00\n",
            "campaigns",
            {
                "campaign": ["Dia das Mães", "Dia das Mães", "Namorados"],
                "handle": ["bialima", "theo.games", "dudareis_"],
                "platform": ["instagram", "youtube", "tiktok"],
                "post_date": ["2026-05-05", "2026-05-06", "2026-06-10"],
                "content_type": ["Reels", "Vídeo", "Vídeo"],
                "cost": [18000, 4500, 900],
                "reach": [1100000, 210000, 88000],
                "views": [1400000, 190000, 120000],
                "likes": [62300, 15100, 9950],
                "comments": [1204, 620, 310],
                "shares": [3310, 410, 702],
                "saves": [5020, None, 880],
                "clicks": [8400, 2150, 640],
                "discount_code": ["BIA10", "THEO10", "DUDA5"],
                "orders": [212, 37, 12],
                "revenue": [48760, 7030.5, 1980],
                "currency": ["BRL"] * 3,
            },
        ),
        Written(
            "Warsaw campaign",
            "raport_kampanii.csv",
            "Kampania;Influencer;Data publikacji;Wynagrodzenie brutto;Zasięg;Wyświetlenia;Polubienia;Komentarze;Udostępnienia;Kliknięcia;Liczba zamówień;Przychód;Kod rabatowy\n"
            "Wiosna;ola.nowak;12.03.2026;1 845,00 zł;41 200;56 000;2 110;95;40;610;28;4 312,50 zł;OLA15\n"
            "Wiosna;kubaw_tv;2 kwietnia 2026;8 856,00 zł;610 000;1 020 000;74 500;1 310;2 204;5 900;143;19 880,00 zł;KUBA15\n"
            "Majówka;zosiagotuje;01.05.2026;3 690,00 zł;88 000;120 400;6 020;410;118;1 750;51;7 905,90 zł;ZOSIA15\n",
            "campaigns",
            {
                "campaign": ["Wiosna", "Wiosna", "Majówka"],
                "handle": ["ola.nowak", "kubaw_tv", "zosiagotuje"],
                "post_date": ["2026-03-12", "2026-04-02", "2026-05-01"],
                "fee": [1845, 8856, 3690],
                "reach": [41200, 610000, 88000],
                "views": [56000, 1020000, 120400],
                "likes": [2110, 74500, 6020],
                "comments": [95, 1310, 410],
                "shares": [40, 2204, 118],
                "clicks": [610, 5900, 1750],
                "orders": [28, 143, 51],
                "revenue": [4312.5, 19880, 7905.9],
                "discount_code": ["OLA15", "KUBA15", "ZOSIA15"],
                "currency": ["PLN"] * 3,
            },
        ),
        Written(
            "Bangkok campaign",
            "สรุปแคมเปญ.csv",
            "แคมเปญ,อินฟลูเอนเซอร์,แพลตฟอร์ม,วันที่โพสต์,ค่าจ้าง,การเข้าถึง,ยอดวิว,ไลก์,คอมเมนต์,แชร์,คลิก,คำสั่งซื้อ,ยอดขาย\n"
            'สงกรานต์,@namfon.eats,TikTok,13 เม.ย. 2569,"25,000","310,000","402,000","28,100",450,"1,020","3,300",88,"74,200"\n'
            'สงกรานต์,@prae.skin,Instagram,12 เม.ย. 2569,"15,000","42,000","51,000","2,020",61,33,690,21,"18,900"\n'
            'แม่,@balltech,YouTube,5 ส.ค. 2569,"120,000","800,000","910,000","41,000","1,100",302,"9,100",140,"210,000"\n',
            "campaigns",
            {
                "campaign": ["สงกรานต์", "สงกรานต์", "แม่"],
                "handle": ["namfon.eats", "prae.skin", "balltech"],
                "platform": ["tiktok", "instagram", "youtube"],
                "post_date": ["2026-04-13", "2026-04-12", "2026-08-05"],
                "fee": [25000, 15000, 120000],
                "reach": [310000, 42000, 800000],
                "views": [402000, 51000, 910000],
                "likes": [28100, 2020, 41000],
                "comments": [450, 61, 1100],
                "shares": [1020, 33, 302],
                "clicks": [3300, 690, 9100],
                "orders": [88, 21, 140],
                "revenue": [74200, 18900, 210000],
            },
        ),
        Written(
            "Tehran campaign",
            "گزارش کمپین نوروز.csv",
            "نام کمپین,نام اینفلوئنسر,پلتفرم,تاریخ انتشار,مبلغ قرارداد (ریال),بازدید,لایک,کامنت,تعداد کلیک,تعداد سفارش,فروش\n"
            "نوروز,@sara.home,اینستاگرام,۱۵ اسفند ۱۴۰۴,۱۲۰٬۰۰۰٬۰۰۰,۲۱۰٬۰۰۰,۸٬۴۰۰,۳۱۰,۲٬۱۰۰,۷۴,۵۱۰٬۰۰۰٬۰۰۰\n"
            "نوروز,@ali_tech,یوتیوب,۲۰ اسفند ۱۴۰۴,۴۵۰٬۰۰۰٬۰۰۰,۶۰۰٬۰۰۰,۲۲٬۰۰۰,۹۱۰,۵٬۴۰۰,۱۲۱,۹۸۰٬۰۰۰٬۰۰۰\n",
            "campaigns",
            {
                "campaign": ["نوروز", "نوروز"],
                "handle": ["sara.home", "ali_tech"],
                "platform": ["instagram", "youtube"],
                "post_date": ["2026-03-06", "2026-03-11"],
                "fee": [120000000, 450000000],
                "views": [210000, 600000],
                "likes": [8400, 22000],
                "comments": [310, 910],
                "clicks": [2100, 5400],
                "orders": [74, 121],
                "revenue": [510000000, 980000000],
                "currency": ["IRR"] * 2,
            },
        ),
        Written(
            "Accounting style",
            "FY26 influencer P&L.csv",
            "Campaign name,Influencer handle,Flat fee (USD '000),Agency fee (15%),Commission (USD),Refunds (USD),Net sales (USD),ROAS\n"
            'Launch,@kay,12.5,"1,875.00",310.00,(120.00),"28,400.10",2.0x\n'
            'Launch,@lou,4,600.00,95.50,-,"6,020.00",1.3x\n'
            'Outlet,@kay,8,"1,200.00",-,(45.25),"15,900.00",1.7x\n',
            "campaigns",
            {
                "campaign": ["Launch", "Launch", "Outlet"],
                "handle": ["kay", "lou", "kay"],
                "fee": [12500, 4000, 8000],
                "agency_cost": [1875, 600, 1200],
                "commission": [310, 95.5, None],
                "refunds": [-120, None, -45.25],
                "revenue": [28400.1, 6020, 15900],
                "currency": ["USD"] * 3,
            },
        ),
        Written(
            "Meta ads manager",
            "Ads-report.csv",
            "Campaign name,Campaign delivery,Reporting starts,Reporting ends,Results,Result indicator,Reach,Impressions,Cost per results,Amount spent (EUR),Link clicks,Purchases,Purchases conversion value\n"
            "Whitelist – Ana,active,2026-01-01,2026-01-31,34,actions:purchase,51000,88210,14.7,500.12,1203,34,2210.40\n"
            "Whitelist – Ben,inactive,2026-01-01,2026-01-31,12,actions:purchase,20110,31007,20.83,250,402,12,690.00\n",
            "campaigns",
            {
                "campaign": ["Whitelist – Ana", "Whitelist – Ben"],
                "start_date": ["2026-01-01", "2026-01-01"],
                "end_date": ["2026-01-31", "2026-01-31"],
                "reach": [51000, 20110],
                "impressions": [88210, 31007],
                "cost": [500.12, 250],
                "clicks": [1203, 402],
                "orders": [34, 12],
                "revenue": [2210.4, 690],
                "currency": ["EUR"] * 2,
            },
        ),
        Written(
            "Milan recap",
            "Report_Collaborazioni.csv",
            "Campagna;Nome influencer;Piattaforma;Data pubblicazione;Compenso;Spese di spedizione;Copertura;Visualizzazioni;Mi piace;Commenti;Salvataggi;Clic;N. ordini;Fatturato;Codice sconto\n"
            "Saldi;@giulia.b;Instagram;7 gennaio 2026;€ 600;€ 12,50;33.100;40.020;1.890;77;210;540;18;€ 1.420,00;GIULIA10\n"
            "Saldi;@marcofit;TikTok;9 gennaio 2026;€ 450;€ 12,50;71.000;95.000;7.020;130;66;800;25;€ 1.905,80;MARCO10\n",
            "campaigns",
            {
                "campaign": ["Saldi", "Saldi"],
                "handle": ["giulia.b", "marcofit"],
                "post_date": ["2026-01-07", "2026-01-09"],
                "fee": [600, 450],
                "shipping_cost": [12.5, 12.5],
                "reach": [33100, 71000],
                "views": [40020, 95000],
                "likes": [1890, 7020],
                "comments": [77, 130],
                "saves": [210, 66],
                "clicks": [540, 800],
                "orders": [18, 25],
                "revenue": [1420, 1905.8],
                "discount_code": ["GIULIA10", "MARCO10"],
                "currency": ["EUR", "EUR"],
            },
        ),
        Written(
            "Amsterdam recap",
            "Campagne overzicht.csv",
            "Campagne;Influencer;Kanaal;Plaatsingsdatum;Vergoeding (excl. btw);Bereik;Weergaven;Vind-ik-leuks;Reacties;Opgeslagen;Klikken;Bestellingen;Omzet;Kortingscode\n"
            "Koningsdag;@sanne.v;Instagram;27-04-2026;€ 750,-;44.000;61.000;3.050;88;120;700;24;€ 1.650,40;SANNE10\n"
            "Koningsdag;@daanlacht;TikTok;26-04-2026;€ 1.100,-;180.000;240.000;19.900;402;310;1.900;52;€ 3.377,00;DAAN10\n",
            "campaigns",
            {
                "campaign": ["Koningsdag", "Koningsdag"],
                "handle": ["sanne.v", "daanlacht"],
                "platform": ["instagram", "tiktok"],
                "post_date": ["2026-04-27", "2026-04-26"],
                "fee": [750, 1100],
                "reach": [44000, 180000],
                "views": [61000, 240000],
                "likes": [3050, 19900],
                "comments": [88, 402],
                "saves": [120, 310],
                "clicks": [700, 1900],
                "orders": [24, 52],
                "revenue": [1650.4, 3377],
                "discount_code": ["SANNE10", "DAAN10"],
                "currency": ["EUR", "EUR"],
            },
        ),
        Written(
            "Kuala Lumpur recap",
            "Laporan kempen Raya.csv",
            "Nama Kempen,Nama Pempengaruh,Platform,Tarikh Siaran,Bayaran (RM),Capaian,Tontonan,Suka,Komen,Klik,Pesanan,Jualan (RM)\n"
            'Raya,@aisyah.hijab,Instagram,18/03/2026,"1,500.00","61,000","75,500","4,400",120,980,41,"5,330.00"\n'
            'Raya,@faizgadget,TikTok,20/03/2026,"2,200.00","150,200","201,000","12,000",301,"2,020",66,"8,012.50"\n',
            "campaigns",
            {
                "campaign": ["Raya", "Raya"],
                "handle": ["aisyah.hijab", "faizgadget"],
                "post_date": ["2026-03-18", "2026-03-20"],
                "fee": [1500, 2200],
                "reach": [61000, 150200],
                "views": [75500, 201000],
                "likes": [4400, 12000],
                "comments": [120, 301],
                "clicks": [980, 2020],
                "orders": [41, 66],
                "revenue": [5330, 8012.5],
                "currency": ["MYR", "MYR"],
            },
        ),
        Written(
            "Weekly media",
            "MMM input.csv",
            "Week commencing,Revenue (£),Meta spend (£),TikTok spend (£),Google Ads cost (£),Influencer spend (£),TV impressions (000s)\n"
            '05/01/2026,"48,200","3,100","1,200","2,050",800,450\n'
            '12/01/2026,"51,010","3,300","1,150","2,100",0,510\n'
            '19/01/2026,"47,750","2,900","1,400","2,000","1,600",0\n',
            "media_mix",
            {
                "date": ["2026-01-05", "2026-01-12", "2026-01-19"],
                "revenue": [48200, 51010, 47750],
                "meta_spend": [3100, 3300, 2900],
                "tiktok_spend": [1200, 1150, 1400],
                "google_spend": [2050, 2100, 2000],
                "influencer_spend": [800, 0, 1600],
                "tv_impressions": [450000, 510000, 0],
            },
        ),
        Written(
            "Follower log",
            "follower log.csv",
            "Account,Date checked,IG followers,+/-\n@brand,28.02.2026,10.405,\n@brand,01.03.2026,10.440,+35\n@brand,02.03.2026,10.431,−9\n",
            "followers",
            {
                "handle": ["brand"] * 3,
                "date": ["2026-02-28", "2026-03-01", "2026-03-02"],
                "followers": [10405, 10440, 10431],
                "follower_change": [None, 35, -9],
                "platform": ["instagram"] * 3,
            },
        ),
    ]
