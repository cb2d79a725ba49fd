# ruff: noqa: E501 - files as they stand
"""Creator lists as teams around the world keep them, each with what a careful analyst reads from it."""

from tests.lib.ingest.known_exports import EVERY, Written


def lists() -> list[Written]:
    """Return the creator lists; what each expects was written down before it was first read."""
    return [
        Written(
            "Jakarta KOL list",
            "list KOL Ramadan.csv",
            "No.;Nama KOL;Akun IG;Jumlah Followers;ER (%);Rate Card (Rp);Domisili;Kategori;No. WA\n"
            "1;Sinta Dewi;@sintadewi.id;125rb;3,4;2.500.000;Bandung;Beauty;0812-1111-2222\n"
            "2;Bayu Putra;@bayuputra;1,2jt;1,9;15.000.000;Jakarta;Gaming;0813-2222-3333\n"
            "3;Rani;@rani_makan;48.500;5,25;750.000;Surabaya;Kuliner;0815-3333-4444\n",
            "creators",
            {
                "name": ["Sinta Dewi", "Bayu Putra", "Rani"],
                "handle": ["sintadewi.id", "bayuputra", "rani_makan"],
                "followers": [125000, 1200000, 48500],
                "engagement_rate": [0.034, 0.019, 0.0525],
                "price": [2500000, 15000000, 750000],
                "currency": ["IDR"] * 3,
                "city": ["Bandung", "Jakarta", "Surabaya"],
                "category": ["Beauty", "Gaming", "Kuliner"],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "Paris agency list",
            "Casting influenceurs.csv",
            "Prénom Nom;Pseudo Insta;Nb d'abonnés;Taux d'eng.;Vues moy. Reels;Tarif post (€ HT);Ville;Thématique\n"
            "Camille Roux;@camille.rx;84 300;2,8 %;31 K;1 200 €;Lyon;Mode\n"
            "Hugo Petit;@hugopetit;1,3 M;1,1 %;240 K;6 500 €;Paris;Sport\n"
            "Inès B.;@ines_b;12 450;6,4 %;9,8 K;250 €;Nantes;Beauté\n",
            "creators",
            {
                "name": ["Camille Roux", "Hugo Petit", "Inès B."],
                "handle": ["camille.rx", "hugopetit", "ines_b"],
                "followers": [84300, 1300000, 12450],
                "engagement_rate": [0.028, 0.011, 0.064],
                "avg_views": [31000, 240000, 9800],
                "price": [1200, 6500, 250],
                "currency": ["EUR"] * 3,
                "platform": ["instagram"] * 3,
                "city": ["Lyon", "Paris", "Nantes"],
                "category": ["Mode", "Sport", "Beauté"],
            },
        ),
        Written(
            "São Paulo creators",
            "base de creators.csv",
            "Nome do Creator;@ Instagram;Nº de Seguidores;Taxa de Eng. (%);Média de Curtidas;Média de Coment.;Cachê (R$);Cidade/UF;Nicho;Verificado?\n"
            "Bia Lima;@bialima;2,1 mi;1,8;37.500;410;R$ 18.000,00;São Paulo/SP;Moda;Sim\n"
            "Theo;@theo.games;312 mil;4,2;12.900;233;R$ 4.500,00;Recife/PE;Games;Não\n"
            "Duda Reis;@dudareis_;45.870;7,35;3.301;95;R$ 900,00;Curitiba/PR;Fitness;Não\n",
            "creators",
            {
                "name": ["Bia Lima", "Theo", "Duda Reis"],
                "handle": ["bialima", "theo.games", "dudareis_"],
                "followers": [2100000, 312000, 45870],
                "engagement_rate": [0.018, 0.042, 0.0735],
                "avg_likes": [37500, 12900, 3301],
                "avg_comments": [410, 233, 95],
                "price": [18000, 4500, 900],
                "currency": ["BRL"] * 3,
                "category": ["Moda", "Games", "Fitness"],
                "verified": [True, False, False],
            },
        ),
        Written(
            "Warsaw list",
            "influencerzy_wiosna.csv",
            "Lp.;Imię i nazwisko;Nick;Platforma;Liczba obserwujących;Wsp. zaangażowania;Śr. liczba polubień;Stawka netto (PLN);Miasto;Uwagi\n"
            "1;Ola Nowak;ola.nowak;Instagram;56,4 tys.;3,1%;1 680;1 500,00;Kraków;ok\n"
            "2;Kuba W.;kubaw_tv;TikTok;1,05 mln;8,2%;83 000;7 200,00;Łódź;pilne\n"
            "3;Zosia;zosiagotuje;YouTube;230 tys.;4,4%;9 900;3 000,00;Gdańsk;\n",
            "creators",
            {
                "name": ["Ola Nowak", "Kuba W.", "Zosia"],
                "handle": ["ola.nowak", "kubaw_tv", "zosiagotuje"],
                "platform": ["instagram", "tiktok", "youtube"],
                "followers": [56400, 1050000, 230000],
                "engagement_rate": [0.031, 0.082, 0.044],
                "avg_likes": [1680, 83000, 9900],
                "price": [1500, 7200, 3000],
                "currency": ["PLN"] * 3,
                "city": ["Kraków", "Łódź", "Gdańsk"],
            },
        ),
        Written(
            "Bangkok list",
            "รายชื่ออินฟลู.csv",
            "ลำดับ,ชื่ออินฟลูเอนเซอร์,ช่องทาง,ลิงก์โปรไฟล์,จำนวนผู้ติดตาม,ยอดไลก์เฉลี่ย,อัตราการมีส่วนร่วม,ค่าตัว (บาท),หมวดหมู่\n"
            '๑,น้ำฝน,ติ๊กต็อก,https://www.tiktok.com/@namfon.eats,"๑๒๐,๕๐๐","๘,๔๐๐",๗.๑%,"๒๕,๐๐๐",อาหาร\n'
            '๒,บอล,ยูทูบ,https://www.youtube.com/@balltech,"๑,๔๐๐,๐๐๐","๓๒,๐๐๐",๒.๕%,"๑๒๐,๐๐๐",ไอที\n'
            '๓,แพร,ไอจี,https://www.instagram.com/prae.skin/,"๕๘,๒๐๐","๑,๙๐๐",๓.๖%,"๑๕,๐๐๐",ความงาม\n',
            "creators",
            {
                "name": ["น้ำฝน", "บอล", "แพร"],
                "platform": ["tiktok", "youtube", "instagram"],
                "followers": [120500, 1400000, 58200],
                "avg_likes": [8400, 32000, 1900],
                "engagement_rate": [0.071, 0.025, 0.036],
                "price": [25000, 120000, 15000],
                "currency": ["THB"] * 3,
                "category": ["อาหาร", "ไอที", "ความงาม"],
            },
        ),
        Written(
            "Tokyo list",
            "インフルエンサーリスト.csv",
            "№,アカウント名,SNS,フォロワー数,平均いいね数,平均コメント数,ER(%),単価(円),ジャンル,備考\n"
            "1,mika_cafe,インスタ,4.8万,1350,42,2.9,¥45000,グルメ,\n"
            "2,kenji_lab,YouTube,112万,2.1万,890,1.95,¥900000,ガジェット,要確認\n"
            "3,yui.dance,TikTok,35.2万,2.6万,310,7.5,¥180000,ダンス,\n",
            "creators",
            {
                "handle": ["mika_cafe", "kenji_lab", "yui.dance"],
                "platform": ["instagram", "youtube", "tiktok"],
                "followers": [48000, 1120000, 352000],
                "avg_likes": [1350, 21000, 26000],
                "avg_comments": [42, 890, 310],
                "engagement_rate": [0.029, 0.0195, 0.075],
                "price": [45000, 900000, 180000],
                "currency": ["JPY"] * 3,
                "category": ["グルメ", "ガジェット", "ダンス"],
            },
        ),
        Written(
            "Tehran list",
            "لیست اینفلوئنسرها.csv",
            "ردیف,نام و نام خانوادگی,آیدی اینستاگرام,تعداد فالوور,میانگین لایک,نرخ تعامل,هزینه هر پست (تومان),شهر,حوزه فعالیت,تاریخ شروع همکاری\n"
            "۱,سارا محمدی,@sara.home,۱۲۵٬۰۰۰,۴٬۲۰۰,۳٫۴٪,۱۲٬۰۰۰٬۰۰۰,تهران,دکوراسیون,۱۴۰۴/۰۲/۱۵\n"
            "۲,علی رضایی,@ali_tech,۱٫۲ میلیون,۱۸٬۵۰۰,۱٫۶٪,۴۵٬۰۰۰٬۰۰۰,شیراز,تکنولوژی,۱۴۰۴/۰۱/۳۱\n"
            "۳,نیلوفر,@niloofar_cook,۸۰ هزار,۵٬۱۰۰,۶٫۵٪,۸٬۰۰۰٬۰۰۰,اصفهان,آشپزی,۱۴۰۳/۱۲/۳۰\n",
            "creators",
            {
                "name": ["سارا محمدی", "علی رضایی", "نیلوفر"],
                "handle": ["sara.home", "ali_tech", "niloofar_cook"],
                "followers": [125000, 1200000, 80000],
                "avg_likes": [4200, 18500, 5100],
                "engagement_rate": [0.034, 0.016, 0.065],
                "price": [12000000, 45000000, 8000000],
                "currency": ["IRT"] * 3,
                "city": ["تهران", "شیراز", "اصفهان"],
                "category": ["دکوراسیون", "تکنولوژی", "آشپزی"],
                "joined": ["2025-05-05", "2025-04-20", "2025-03-20"],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "Riyadh list",
            "قائمة المشاهير.csv",
            "م,اسم المؤثر,حساب سناب شات,عدد المتابعين,معدل التفاعل,متوسط المشاهدات,سعر الإعلان (ر.س),المدينة,المجال\n"
            "١,نورة العتيبي,noura_snap,٨٥٠ ألف,٤٫٢٪,٢١٠ ألف,٢٥٬٠٠٠,الرياض,جمال\n"
            "٢,فهد القحطاني,fahad.q,١٫٥ مليون,٢٫١٪,٤٠٠ ألف,٤٠٬٠٠٠,جدة,سيارات\n"
            "٣,ريم,reem.cooks,٦٥ ألف,٩٫٥٪,٣٨ ألف,٣٬٥٠٠,الدمام,طبخ\n",
            "creators",
            {
                "name": ["نورة العتيبي", "فهد القحطاني", "ريم"],
                "handle": ["noura_snap", "fahad.q", "reem.cooks"],
                "followers": [850000, 1500000, 65000],
                "engagement_rate": [0.042, 0.021, 0.095],
                "avg_views": [210000, 400000, 38000],
                "price": [25000, 40000, 3500],
                "currency": ["SAR"] * 3,
                "city": ["الرياض", "جدة", "الدمام"],
                "category": ["جمال", "سيارات", "طبخ"],
                "platform": ["snapchat"] * 3,
            },
        ),
        Written(
            "Ho Chi Minh list",
            "Danh sách KOL.csv",
            "STT,Tên KOL,Link Facebook,Lượt theo dõi,Tương tác TB,Tỷ lệ tương tác,Báo giá (VNĐ),Lĩnh vực,Khu vực\n"
            '1,Linh Đan,https://facebook.com/linhdan.official,1tr2,15k,"1,25%","12.000.000",Mẹ & bé,TP.HCM\n'
            '2,Tuấn Anh,https://facebook.com/tuananhreview,350k,9k,"2,57%","6.500.000",Công nghệ,Hà Nội\n'
            '3,Bếp Nhà Mây,https://facebook.com/bepnhamay,89k,"4,5k","5,05%","3.000.000",Ẩm thực,Đà Nẵng\n',
            "creators",
            {
                "name": ["Linh Đan", "Tuấn Anh", "Bếp Nhà Mây"],
                "url": [f"https://facebook.com/{name}" for name in ("linhdan.official", "tuananhreview", "bepnhamay")],
                "followers": [1200000, 350000, 89000],
                "avg_engagements": [15000, 9000, 4500],
                "engagement_rate": [0.0125, 0.0257, 0.0505],
                "price": [12000000, 6500000, 3000000],
                "currency": ["VND"] * 3,
                "category": ["Mẹ & bé", "Công nghệ", "Ẩm thực"],
                "platform": ["facebook"] * 3,
            },
        ),
        Written(
            "Mumbai list",
            "creator shortlist_final_v3.csv",
            "Sr. No.,Influencer Name,Insta Handle,Followers (in lakhs),Avg Reel Views,Commercials (₹),Barter/Paid,City,Genre\n"
            '1,Priya Nair,@priyanair,4.5,"1,25,000","75,000",Paid,Kochi,Fashion\n'
            '2,Rohan Tech,@rohantech,12,"6,40,000","2,50,000",Paid,Bengaluru,Tech\n'
            "3,Asha Cooks,@ashacooks,0.8,22000,,Barter,Pune,Food\n",
            "creators",
            {
                "name": ["Priya Nair", "Rohan Tech", "Asha Cooks"],
                "handle": ["priyanair", "rohantech", "ashacooks"],
                "followers": [450000, 1200000, 80000],
                "avg_views": [125000, 640000, 22000],
                "price": [75000, 250000, None],
                "currency": ["INR"] * 3,
                "city": ["Kochi", "Bengaluru", "Pune"],
                "category": ["Fashion", "Tech", "Food"],
                "platform": ["instagram"] * 3,
            },
        ),
        Written(
            "Seoul list",
            "인플루언서 리스트.csv",
            "번호,인플루언서명,계정,채널,팔로워 수,평균 좋아요,평균 댓글,참여율,제안 단가(원),카테고리\n"
            '1,지수,@jisoo.daily,인스타그램,"8.3만",2100,65,2.6%,"350,000",뷰티\n'
            '2,민호,@minho_fit,유튜브,"41만","9,800",430,2.5%,"2,000,000",운동\n'
            '3,하나,@hana_pet,틱톡,"12.7만",11000,150,8.8%,"600,000",반려동물\n',
            "creators",
            {
                "name": ["지수", "민호", "하나"],
                "handle": ["jisoo.daily", "minho_fit", "hana_pet"],
                "platform": ["instagram", "youtube", "tiktok"],
                "followers": [83000, 410000, 127000],
                "avg_likes": [2100, 9800, 11000],
                "avg_comments": [65, 430, 150],
                "engagement_rate": [0.026, 0.025, 0.088],
                "price": [350000, 2000000, 600000],
                "currency": ["KRW"] * 3,
                "category": ["뷰티", "운동", "반려동물"],
            },
        ),
        Written(
            "Shanghai list",
            "达人报价表.csv",
            "序号,达人昵称,平台,主页链接,粉丝量(万),近30天平均点赞,平均评论,互动率,图文报价,视频报价,内容类目,所在地\n"
            "1,小鹿穿搭,小红书,https://www.xiaohongshu.com/user/profile/abc1,12.5,860,45,0.72%,8000,15000,穿搭,上海\n"
            "2,阿杰测评,抖音,https://www.douyin.com/user/abc2,230,3.1万,900,1.4%,,120000,数码,深圳\n"
            "3,一口甜,B站,https://space.bilibili.com/123,8.8,2400,130,2.9%,6000,10000,美食,成都\n",
            "creators",
            {
                "name": ["小鹿穿搭", "阿杰测评", "一口甜"],
                "platform": ["xiaohongshu", "douyin", "bilibili"],
                "followers": [125000, 2300000, 88000],
                "avg_likes": [860, 31000, 2400],
                "avg_comments": [45, 900, 130],
                "engagement_rate": [0.0072, 0.014, 0.029],
                "category": ["穿搭", "数码", "美食"],
                "city": ["上海", "深圳", "成都"],
            },
        ),
        Written(
            "Wide roster",
            "roster.csv",
            "Creator,Email,IG Handle,IG Followers,IG ER %,TikTok Handle,TikTok Followers,TikTok Avg Views,YouTube Channel,YT Subscribers,Location\n"
            "Ana Diaz,ana@mail.com,@anadiaz,52.3K,3.1,@anadiaz,210K,45K,,,Spain\n"
            "Ben Okoro,ben@mail.com,@benokoro,18K,4.4,,,,https://youtube.com/@benokoro,95K,Nigeria\n"
            "Cleo,cleo@mail.com,,,,@cleo.cc,1.1M,380K,https://youtube.com/@cleocc,12.5K,France\n",
            "creators",
            {
                "name": ["Ana Diaz", "Ana Diaz", "Ben Okoro", "Ben Okoro", "Cleo", "Cleo"],
                "platform": ["instagram", "tiktok", "instagram", "youtube", "tiktok", "youtube"],
                "handle": ["anadiaz", "anadiaz", "benokoro", "benokoro", "cleo.cc", "cleocc"],
                "followers": [52300, 210000, 18000, 95000, 1100000, 12500],
                "engagement_rate": [0.031, None, 0.044, None, None, None],
                "avg_views": [None, 45000, None, None, 380000, None],
                "country": ["ES", "ES", "NG", "NG", "FR", "FR"],
                "email": ["ana@mail.com", "ana@mail.com", "ben@mail.com", "ben@mail.com", "cleo@mail.com", "cleo@mail.com"],
            },
            at=EVERY,
        ),
        Written(
            "Wide list of links",
            "press list.csv",
            "Name,Instagram,TikTok,YouTube,Country\n"
            "Lara,https://instagram.com/lara.k,https://www.tiktok.com/@larak,,Germany\n"
            "Milo,https://instagram.com/milo,,https://www.youtube.com/@milo,Austria\n",
            "creators",
            {
                "name": ["Lara", "Lara", "Milo", "Milo"],
                "platform": ["instagram", "tiktok", "instagram", "youtube"],
                "handle": ["lara.k", "larak", "milo", "milo"],
                "country": ["DE", "DE", "AT", "AT"],
            },
            at=EVERY,
        ),
        Written(
            "Bilingual Dubai list",
            "UAE influencers.csv",
            "Name / الاسم,Username / اسم المستخدم,Followers / المتابعون,Country / الدولة,Price (AED) / السعر\n"
            '"Maha, Dubai",maha.dxb,"540,000",الإمارات,"7,500"\n'
            "Omar,omar_ksa,1.2M,السعودية,12000\n"
            "Leila,leila.eg,88K,مصر,1500\n",
            "creators",
            {
                "name": ["Maha, Dubai", "Omar", "Leila"],
                "handle": ["maha.dxb", "omar_ksa", "leila.eg"],
                "followers": [540000, 1200000, 88000],
                "country": ["AE", "SA", "EG"],
                "price": [7500, 12000, 1500],
                "currency": ["AED"] * 3,
            },
        ),
        Written(
            "Emoji headers",
            "🔥 Spring list.csv",
            "👤 Creator;📱 Platform;👥 Followers (k);💬 ER;💰 Rate;🌍 Country;📧\n"
            "Jo Green;IG;45,2;2.9%;$350;🇺🇸 USA;jo@green.com\n"
            "Max;TT;120;6.1%;$800;🇬🇧 UK;max@m.co\n"
            "Lin;YT;8,4;4.0%;$150;🇨🇦 Canada;lin@lin.ca\n",
            "creators",
            {
                "name": ["Jo Green", "Max", "Lin"],
                "platform": ["instagram", "tiktok", "youtube"],
                "followers": [45200, 120000, 8400],
                "engagement_rate": [0.029, 0.061, 0.04],
                "price": [350, 800, 150],
                "currency": ["USD"] * 3,
                "country": ["US", "GB", "CA"],
                "email": ["jo@green.com", "max@m.co", "lin@lin.ca"],
            },
        ),
        Written(
            "No header",
            "export.csv",
            "@kitchen.lena,instagram,45200,3.2%,DE\n@fit_tom,tiktok,120000,6.8%,AT\n@yoga.pia,instagram,8800,5.1%,CH\n",
            "creators",
            {
                "handle": ["kitchen.lena", "fit_tom", "yoga.pia"],
                "platform": ["instagram", "tiktok", "instagram"],
                "followers": [45200, 120000, 8800],
                "engagement_rate": [0.032, 0.068, 0.051],
                "country": ["DE", "AT", "CH"],
            },
        ),
        Written(
            "Moscow ad buyers",
            "база блогеров.csv",
            "Ник;Ссылка на блог;Площадка;Кол-во подписчиков;Охват сторис;ЕР, %;Цена за пост, руб.;Тематика;Город\n"
            "anna_makeup;https://t.me/anna_makeup;Телеграм;56 тыс.;12 000;4,1;15 000;Красота;Москва\n"
            "igor_auto;https://vk.com/igor_auto;ВК;1,4 млн;210 000;1,2;120 000 ₽;Авто;Казань\n"
            "dasha.kids;https://www.youtube.com/@dashakids;ютуб;310 тыс;—;2,7;45 000;Дети;Омск\n",
            "creators",
            {
                "handle": ["anna_makeup", "igor_auto", "dasha.kids"],
                "platform": ["telegram", "vk", "youtube"],
                "followers": [56000, 1400000, 310000],
                "engagement_rate": [0.041, 0.012, 0.027],
                "price": [15000, 120000, 45000],
                "currency": ["RUB"] * 3,
                "category": ["Красота", "Авто", "Дети"],
                "city": ["Москва", "Казань", "Омск"],
            },
        ),
        Written(
            "Istanbul list",
            "influencer_listesi.csv",
            "Sıra;Ad Soyad;Kullanıcı Adı;Mecra;Takipçi Sayısı;Etkileşim Oranı;Ort. Beğeni;Ort. İzlenme;Ücret (TL);Şehir;Kategori\n"
            "1;Ece Yılmaz;@eceyilmaz;Instagram;245 B;%2,4;5.880;61.000;35.000;İstanbul;Moda\n"
            "2;Can;@canoyunda;YouTube;1,8 Mn;%3,9;70.200;510.000;150.000;Ankara;Oyun\n"
            "3;Derya;@deryapisirir;TikTok;96,5 B;%7,7;7.430;58.000;12.500;İzmir;Yemek\n",
            "creators",
            {
                "name": ["Ece Yılmaz", "Can", "Derya"],
                "handle": ["eceyilmaz", "canoyunda", "deryapisirir"],
                "platform": ["instagram", "youtube", "tiktok"],
                "followers": [245000, 1800000, 96500],
                "engagement_rate": [0.024, 0.039, 0.077],
                "avg_likes": [5880, 70200, 7430],
                "avg_views": [61000, 510000, 58000],
                "price": [35000, 150000, 12500],
                "currency": ["TRY"] * 3,
                "city": ["İstanbul", "Ankara", "İzmir"],
                "category": ["Moda", "Oyun", "Yemek"],
            },
        ),
        Written(
            "Phnom Penh list",
            "បញ្ជីអ្នកបង្កើតមាតិកា.csv",
            "ល.រ,ឈ្មោះ,បណ្តាញសង្គម,ចំនួនអ្នកតាមដាន,អត្រាចូលរួម,តម្លៃ (USD),ទីក្រុង\n"
            "១,សុខា,ហ្វេសប៊ុក,៤៥០ ពាន់,៣.២%,$២៥០,ភ្នំពេញ\n"
            "២,ដារ៉ា,ទីកតុក,១.២ លាន,៥.៨%,$៦០០,សៀមរាប\n"
            "៣,ចន្ថា,យូធូប,៨៨ ពាន់,៤.៤%,$១២០,បាត់ដំបង\n",
            "creators",
            {
                "name": ["សុខា", "ដារ៉ា", "ចន្ថា"],
                "platform": ["facebook", "tiktok", "youtube"],
                "followers": [450000, 1200000, 88000],
                "engagement_rate": [0.032, 0.058, 0.044],
                "price": [250, 600, 120],
                "currency": ["USD"] * 3,
                "city": ["ភ្នំពេញ", "សៀមរាប", "បាត់ដំបង"],
            },
        ),
    ]
