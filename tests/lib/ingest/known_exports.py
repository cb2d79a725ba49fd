# ruff: noqa: E501 - files as they stand
"""Invented exports of the tools that marketers use, each with what a careful reader takes from it."""

from dataclasses import dataclass, field

EVERY = -1


@dataclass(frozen=True)
class Written:
    """One export as a tool writes it, and what must come of it: kind, cells of canonical columns, columns without a value."""

    name: str
    file: str
    text: str
    kind: str
    cells: dict[str, list]
    never: tuple[str, ...] = ()
    aside: dict[str, int] = field(default_factory=dict)  # rows set aside by reason
    encoding: str = "utf-8"
    at: int = 0  # which table of the file; EVERY: all of them, as they stand row by row

    @property
    def data(self) -> bytes:
        """Return the file's bytes."""
        return self.text.encode(self.encoding)


META = {
    "english": "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves",
    "german": "Beitrags-ID,Konto-ID,Konto-Benutzername,Kontoname,Beschreibung,Dauer (Sek.),Veröffentlichungszeitpunkt,Permalink,Beitragstyp,Datenkommentar,Datum,Aufrufe,Reichweite,„Gefällt mir“-Angaben,Geteilte Inhalte,Follows,Kommentare,Gespeicherte Beiträge",
    "french": "Identifiant de publication,Identifiant de compte,Nom d’utilisateur du compte,Nom du compte,Description,Durée (s),Heure de publication,Permalien,Type de publication,Commentaire sur les données,Date,Vues,Couverture,Mentions J’aime,Partages,Nouveaux followers,Commentaires,Enregistrements",
    "spanish": "Identificador de la publicación,Identificador de la cuenta,Nombre de usuario de la cuenta,Nombre de la cuenta,Descripción,Duración (segundos),Hora de publicación,Enlace permanente,Tipo de publicación,Comentario de datos,Fecha,Visualizaciones,Alcance,Me gusta,Veces que se compartió,Seguimientos,Comentarios,Veces que se guardó",
    "portuguese": "Identificação do post,Identificação da conta,Nome de usuário da conta,Nome da conta,Descrição,Duração (s),Horário de publicação,Link permanente,Tipo de post,Comentário de dados,Data,Visualizações,Alcance,Curtidas,Compartilhamentos,Seguimentos,Comentários,Salvamentos",
    "italian": "ID del post,ID dell'account,Nome utente dell'account,Nome dell'account,Descrizione,Durata (secondi),Orario di pubblicazione,Link permanente,Tipo di post,Commento sui dati,Data,Visualizzazioni,Copertura,Mi piace,Condivisioni,Nuovi follower,Commenti,Salvataggi",
    "dutch": "Bericht-ID,Account-ID,Gebruikersnaam van account,Accountnaam,Beschrijving,Duur (sec.),Publicatietijdstip,Permalink,Berichttype,Gegevensopmerking,Datum,Weergaven,Bereik,Vind-ik-leuks,Keer gedeeld,Nieuwe volgers,Opmerkingen,Keer opgeslagen",
    "polish": "Identyfikator posta,Identyfikator konta,Nazwa użytkownika konta,Nazwa konta,Opis,Czas trwania (s),Godzina publikacji,Link bezpośredni,Typ posta,Komentarz do danych,Data,Wyświetlenia,Zasięg,Polubienia,Udostępnienia,Obserwacje,Komentarze,Zapisania",
    "turkish": "Gönderi Kodu,Hesap Kodu,Hesap Kullanıcı Adı,Hesap Adı,Açıklama,Süre (sn),Yayınlanma Zamanı,Kalıcı Bağlantı,Gönderi Türü,Veri Yorumu,Tarih,Görüntülemeler,Erişim,Beğeniler,Paylaşımlar,Takipler,Yorumlar,Kaydetmeler",
    "russian": "ID публикации,ID аккаунта,Имя пользователя аккаунта,Название аккаунта,Описание,Продолжительность (с),Время публикации,Постоянная ссылка,Тип публикации,Комментарий к данным,Дата,Просмотры,Охват,Отметки «Нравится»,Репосты,Подписки,Комментарии,Сохранения",
    "indonesian": "ID Postingan,ID Akun,Nama pengguna akun,Nama akun,Deskripsi,Durasi (detik),Waktu publikasi,Permalink,Jenis postingan,Komentar data,Tanggal,Tayangan,Jangkauan,Suka,Kali dibagikan,Ikuti,Komentar,Kali disimpan",
    "malay": "ID Kiriman,ID Akaun,Nama pengguna akaun,Nama akaun,Penerangan,Tempoh (saat),Masa terbitan,Pautan kekal,Jenis kiriman,Komen data,Tarikh,Tontonan,Capaian,Suka,Perkongsian,Ikutan,Komen,Simpanan",
    "vietnamese": "ID bài viết,ID tài khoản,Tên người dùng tài khoản,Tên tài khoản,Mô tả,Thời lượng (giây),Thời gian đăng,Liên kết cố định,Loại bài viết,Bình luận về dữ liệu,Ngày,Lượt xem,Số người tiếp cận,Lượt thích,Lượt chia sẻ,Lượt theo dõi,Bình luận,Lượt lưu",
    "thai": "ID โพสต์,ID บัญชี,ชื่อผู้ใช้บัญชี,ชื่อบัญชี,คำอธิบาย,ระยะเวลา (วินาที),เวลาที่เผยแพร่,ลิงก์ถาวร,ประเภทโพสต์,ความคิดเห็นข้อมูล,วันที่,ยอดดู,การเข้าถึง,ยอดถูกใจ,การแชร์,การติดตาม,ความคิดเห็น,การบันทึก",
    "chinese": "帖子编号,账户编号,账户用户名,账户名称,描述,时长（秒）,发布时间,固定链接,帖子类型,数据备注,日期,观看量,覆盖人数,赞,分享,关注,评论,收藏",
    "japanese": "投稿ID,アカウントID,アカウントのユーザーネーム,アカウント名,説明,動画の長さ（秒）,公開日時,パーマリンク,投稿タイプ,データコメント,日付,閲覧数,リーチ,いいね！数,シェア数,フォロー数,コメント数,保存数",
    "korean": "게시물 ID,계정 ID,계정 사용자 이름,계정 이름,설명,동영상 길이(초),게시 시간,고유 링크,게시물 유형,데이터 댓글,날짜,조회수,도달,좋아요,공유,팔로우,댓글,저장",
    "arabic": "معرف المنشور,معرف الحساب,اسم مستخدم الحساب,اسم الحساب,الوصف,المدة (بالثواني),وقت النشر,الرابط الثابت,نوع المنشور,تعليق البيانات,التاريخ,المشاهدات,الوصول,الإعجابات,المشاركات,المتابعات,التعليقات,مرات الحفظ",
    "persian": "شناسه پست,شناسه حساب,نام کاربری حساب,نام حساب,توضیحات,مدت (ثانیه),زمان انتشار,پیوند ثابت,نوع پست,توضیح داده,تاریخ,بازدیدها,دسترسی,پسندها,اشتراک‌گذاری‌ها,دنبال‌کردن‌ها,نظرات,ذخیره‌ها",
    "hindi": "पोस्ट आईडी,अकाउंट आईडी,अकाउंट यूज़रनेम,अकाउंट का नाम,विवरण,अवधि (सेकंड),प्रकाशन का समय,परमालिंक,पोस्ट का प्रकार,डेटा टिप्पणी,तारीख,व्यूज़,पहुंच,लाइक,शेयर,फ़ॉलो,कमेंट,सेव",
    "khmer": "លេខសម្គាល់ការបង្ហោះ,លេខសម្គាល់គណនី,ឈ្មោះអ្នកប្រើគណនី,ឈ្មោះគណនី,ការពិពណ៌នា,រយៈពេល (វិនាទី),ពេលវេលាផ្សាយ,តំណអចិន្ត្រៃយ៍,ប្រភេទការបង្ហោះ,មតិទិន្នន័យ,កាលបរិច្ឆេទ,ការមើល,ការឈានដល់,ចូលចិត្ត,ការចែករំលែក,ការតាមដាន,មតិយោបល់,ការរក្សាទុក",
}
_META_ROWS = (
    '18001,17841,casa.luna,Casa Luna,"Morning light, slow coffee",34,03/27/2026 06:08,https://www.instagram.com/reel/AbC1/,IG reel,,Lifetime,"12,400","9,810",410,12,3,25,40\n'
    "18002,17841,casa.luna,Casa Luna,Terrace,0,03/15/2026 18:30,https://www.instagram.com/p/AbC2/,IG image,,Lifetime,5300,4100,201,4,0,9,11\n"
    "18003,17841,casa.luna,Casa Luna,Linen sale,21,02/28/2026 09:00,https://www.instagram.com/reel/AbC3/,IG reel,,Lifetime,8050,6025,330,7,1,14,\n"
)
_META_CELLS = {
    "post_id": ["18001", "18002", "18003"],
    "creator_id": ["17841"] * 3,
    "handle": ["casa.luna"] * 3,
    "platform": ["instagram"] * 3,
    "caption": ["Morning light, slow coffee", "Terrace", "Linen sale"],
    "post_date": ["2026-03-27", "2026-03-15", "2026-02-28"],
    "content_type": ["IG reel", "IG image", "IG reel"],
    "views": [12400, 5300, 8050],
    "reach": [9810, 4100, 6025],
    "likes": [410, 201, 330],
    "shares": [12, 4, 7],
    "follows": [3, 0, 1],
    "comments": [25, 9, 14],
    "saves": [40, 11, None],
}


def meta() -> list[Written]:
    """Meta Business Suite's content export in each language."""
    return [
        Written(f"Meta content, {language}", "Mar-01-2026_Mar-28-2026_1234.csv", f"{header}\n{_META_ROWS}", "posts", _META_CELLS)
        for language, header in META.items()
    ]


def exports() -> list[Written]:
    """Return all exports."""
    return [*meta()]
