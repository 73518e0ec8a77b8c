//! The words of the interface, in the eleven languages of the log reader; English for all others. A site's own, under
//! `weeklog: words:`, go before them.
//!
//! `{n}`, `{of}` and `{name}` are filled in. A text with `|` says one thing of one and another of several.

use crate::config::Config;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The languages of [`WORDS`], in the order of its columns.
const LANGUAGES: [&str; 11] = ["en", "es", "pt", "fr", "de", "nl", "vi", "id", "zh", "ja", "ko"];

/// Languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 9] = ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// What the theme's scripts say: they know it in English.
const SCRIPTS: [&str; 17] = [
    "close",
    "copied",
    "copy",
    "diagram",
    "diagram_text",
    "filters",
    "more_results",
    "n_results",
    "no_results",
    "no_results_help",
    "results",
    "search_failed",
    "table",
    "theme",
    "theme_auto",
    "theme_dark",
    "theme_light",
];

fn primary(tag: &str) -> &str {
    let end = tag.bytes().position(|byte| matches!(byte, b'-' | b'_'));
    &tag[..end.unwrap_or(tag.len())]
}

/// Which of these a tag's language is.
fn position(languages: &[&str], tag: &str) -> Option<usize> {
    let primary = primary(tag);
    languages.iter().position(|language| primary.eq_ignore_ascii_case(language))
}

/// `rtl` for a language that is written from right to left, else `ltr`.
pub fn direction(tag: &str) -> &'static str {
    if position(&RIGHT_TO_LEFT, tag).is_some() { "rtl" } else { "ltr" }
}

fn built_in(key: &str, column: usize) -> Option<&'static str> {
    WORDS.binary_search_by(|(known, _)| (*known).cmp(key)).ok().map(|at| WORDS[at].1[column])
}

/// All keys, in their order.
pub fn keys() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(key, _)| *key)
}

/// The language that a site's interface speaks.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    column: usize,
    /// English among letters that run the other way.
    foreign: bool,
    own: &'a BTreeMap<String, String>,
}

impl<'a> Words<'a> {
    /// The words for the language of a site.
    pub fn of(config: &'a Config) -> Words<'a> {
        Words::new(&config.lang, &config.words)
    }

    /// The words for a language tag, as `pt-BR`, and the site's own.
    pub fn new(tag: &str, own: &'a BTreeMap<String, String>) -> Words<'a> {
        let known = position(&LANGUAGES, tag);
        Words { column: known.unwrap_or(0), foreign: known.is_none() && direction(tag) == "rtl", own }
    }

    /// The text of a key, or the key itself when there is none.
    pub fn text(self, key: &'static str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key.
    pub fn find(self, key: &str) -> Option<&'a str> {
        self.own.get(key).map(String::as_str).or_else(|| built_in(key, self.column))
    }

    /// A text that is English still, with signs around it that keep its order and its full stop in place among letters
    /// that run from right to left.
    pub fn apart(self, key: &str, text: String) -> String {
        if self.foreign && !self.own.contains_key(key) { format!("\u{2066}{text}\u{2069}") } else { text }
    }

    /// What scripts say and is not what they know, as JSON.
    pub fn scripts(self) -> Option<String> {
        let said = SCRIPTS.into_iter().map(|key| (key, self.text(key)));
        let said: BTreeMap<_, _> = said.filter(|(key, text)| Some(*text) != built_in(key, 0)).collect();
        (!said.is_empty()).then(|| serde_json::to_string(&said).unwrap_or_default())
    }

    /// The text of a key for `n` things.
    pub fn count(self, key: &str, n: usize) -> String {
        let text = self.find(key).unwrap_or(key);
        // French says one of nothing, too.
        let one = n == 1 || (n == 0 && LANGUAGES[self.column] == "fr");
        let text = match text.split_once('|') {
            Some((single, _)) if one => single,
            Some((_, several)) => several,
            None => text,
        };
        text.replace("{n}", &n.to_string())
    }

    /// "Week 4", "Weeks 6–8".
    pub fn week(self, first: u16, last: Option<u16>) -> String {
        match last.filter(|last| *last > first) {
            Some(last) => self.text("weeks_n").replace("{n}", &first.to_string()).replace("{of}", &last.to_string()),
            None => self.text("week_n").replace("{n}", &first.to_string()),
        }
    }

    /// "23–30 June 2025", "2025年6月23日–30日".
    pub fn dates(self, start: Date, end: Option<Date>) -> String {
        self.apart("", self.days(start, end))
    }

    fn days(self, start: Date, end: Option<Date>) -> String {
        let style = &DATES[self.column];
        let day = |pattern: &str, date: Date| {
            let month = style.months.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).copied();
            let month = month.map_or_else(|| date.month().to_string(), str::to_owned);
            pattern.replace("{d}", &date.day().to_string()).replace("{m}", &month).replace("{y}", &date.year().to_string())
        };
        let Some(end) = end.filter(|end| *end > start) else { return day(style.day, start) };
        let (same_year, same_month) = (start.year() == end.year(), (start.year(), start.month()) == (end.year(), end.month()));
        match (same_year, style.year_first) {
            _ if same_month => day(style.month, start).replace("{e}", &end.day().to_string()),
            (true, true) => format!("{} – {}", day(style.day, start), day(style.without_year, end)),
            (true, false) => format!("{} – {}", day(style.without_year, start), day(style.day, end)),
            (false, _) => format!("{} – {}", day(style.day, start), day(style.day, end)),
        }
    }
}

/// How a language writes days.
struct DateStyle {
    /// Names of months; none where they are numbers.
    months: &'static [&'static str],
    day: &'static str,
    without_year: &'static str,
    /// From `{d}` to `{e}` of one month.
    month: &'static str,
    year_first: bool,
}

const fn named(months: &'static [&'static str], day: &'static str, without_year: &'static str, month: &'static str) -> DateStyle {
    DateStyle { months, day, without_year, month, year_first: false }
}

/// In the order of [`LANGUAGES`]; forms as in the Unicode CLDR's long dates.
#[rustfmt::skip]
static DATES: [DateStyle; 11] = [
    named(&["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], "{d} {m} {y}", "{d} {m}", "{d}–{e} {m} {y}"),
    named(&["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"], "{d} de {m} de {y}", "{d} de {m}", "{d}–{e} de {m} de {y}"),
    named(&["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"], "{d} de {m} de {y}", "{d} de {m}", "{d}–{e} de {m} de {y}"),
    named(&["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"], "{d} {m} {y}", "{d} {m}", "{d}–{e} {m} {y}"),
    named(&["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"], "{d}. {m} {y}", "{d}. {m}", "{d}.–{e}. {m} {y}"),
    named(&["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"], "{d} {m} {y}", "{d} {m}", "{d}–{e} {m} {y}"),
    named(&[], "{d}/{m}/{y}", "{d}/{m}", "{d}–{e}/{m}/{y}"),
    named(&["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"], "{d} {m} {y}", "{d} {m}", "{d}–{e} {m} {y}"),
    DateStyle { months: &[], day: "{y}年{m}月{d}日", without_year: "{m}月{d}日", month: "{y}年{m}月{d}–{e}日", year_first: true },
    DateStyle { months: &[], day: "{y}年{m}月{d}日", without_year: "{m}月{d}日", month: "{y}年{m}月{d}–{e}日", year_first: true },
    DateStyle { months: &[], day: "{y}년 {m}월 {d}일", without_year: "{m}월 {d}일", month: "{y}년 {m}월 {d}–{e}일", year_first: true },
];

/// Each text in all languages, by key.
#[rustfmt::skip]
static WORDS: &[(&str, [&str; 11])] = &[
    ("about_log", ["About this log", "Sobre este registro", "Sobre este registro", "À propos de ce journal", "Über diesen Bericht", "Over dit logboek", "Về nhật ký này", "Tentang log ini", "关于本篇日志", "このログについて", "이 로그에 대하여"]),
    ("all", ["All", "Todo", "Todos", "Tout", "Alle", "Alle", "Tất cả", "Semua", "全部", "すべて", "전체"]),
    ("all_logs", ["All logs", "Todos los registros", "Todos os registros", "Tous les journaux", "Alle Berichte", "Alle logs", "Tất cả nhật ký", "Semua log", "全部日志", "すべてのログ", "모든 로그"]),
    ("attention", ["Who needs attention", "Quién necesita atención", "Quem precisa de atenção", "Qui a besoin d’attention", "Wer Aufmerksamkeit braucht", "Wie aandacht nodig heeft", "Ai cần được chú ý", "Yang perlu diperhatikan", "需要关注的人", "気にかけたい人", "살펴볼 사람"]),
    ("aux_links", ["More links", "Más enlaces", "Mais links", "Autres liens", "Weitere Links", "Meer links", "Liên kết khác", "Tautan lain", "更多链接", "その他のリンク", "다른 링크"]),
    ("awaiting", ["awaiting sign-off", "falta la firma", "aguarda visto", "en attente de visa", "Unterschrift fehlt", "wacht op akkoord", "chờ xác nhận", "menunggu persetujuan", "待确认", "承認待ち", "확인 대기"]),
    ("awaiting_title", ["Awaiting sign-off", "Pendientes de firma", "Aguardam visto", "En attente de visa", "Ohne Unterschrift", "Wacht op akkoord", "Chờ xác nhận", "Menunggu persetujuan", "待导师确认", "承認待ち", "확인 대기"]),
    ("begin_with", ["No weeks logged yet; begin the first with", "Aún no hay semanas registradas; empiece la primera con", "Ainda não há semanas registradas; comece a primeira com", "Aucune semaine pour l’instant ; commencez la première avec", "Noch keine Woche; die erste beginnt mit", "Nog geen weken; begin de eerste met", "Chưa có tuần nào; bắt đầu tuần đầu bằng", "Belum ada minggu; mulai yang pertama dengan", "还没有周志；用此命令开始第一篇：", "まだ週のログがありません。最初の週を始めるには：", "아직 기록이 없습니다. 첫 주는 이렇게 시작합니다:"]),
    ("blocked", ["blocked", "bloqueada", "bloqueada", "bloquée", "blockiert", "geblokkeerd", "bị chặn", "terhambat", "受阻", "ブロック中", "막힘"]),
    ("blocked_task", ["blocked task", "tarea bloqueada", "tarefa bloqueada", "tâche bloquée", "blockierte Aufgabe", "geblokkeerde taak", "công việc bị chặn", "tugas terhambat", "受阻任务", "ブロック中のタスク", "막힌 작업"]),
    ("blocked_tasks", ["Blocked tasks", "Tareas bloqueadas", "Tarefas bloqueadas", "Tâches bloquées", "Blockierte Aufgaben", "Geblokkeerde taken", "Công việc bị chặn", "Tugas terhambat", "受阻任务", "ブロック中のタスク", "막힌 작업"]),
    ("breadcrumb", ["Breadcrumb", "Ruta de navegación", "Trilha de navegação", "Fil d’Ariane", "Brotkrumen", "Kruimelpad", "Đường dẫn", "Jejak halaman", "当前位置", "パンくずリスト", "현재 위치"]),
    ("by_intern", ["By intern", "Por becario", "Por estagiário", "Par stagiaire", "Nach Person", "Per stagiair", "Theo thực tập sinh", "Per peserta", "按实习生", "インターン別", "인턴별"]),
    ("chart_as_table", ["The chart as a table", "El gráfico como tabla", "O gráfico como tabela", "Le graphique en tableau", "Das Diagramm als Tabelle", "De grafiek als tabel", "Biểu đồ dạng bảng", "Grafik sebagai tabel", "以表格显示", "表で見る", "표로 보기"]),
    ("chart_title", ["Tasks by state and week", "Tareas por estado y semana", "Tarefas por estado e semana", "Tâches par état et par semaine", "Aufgaben nach Stand und Woche", "Taken per status en week", "Công việc theo trạng thái và tuần", "Tugas per status dan minggu", "按状态和周统计的任务", "状態と週ごとのタスク", "상태와 주별 작업"]),
    ("close", ["Close", "Cerrar", "Fechar", "Fermer", "Schließen", "Sluiten", "Đóng", "Tutup", "关闭", "閉じる", "닫기"]),
    ("cohort", ["Cohort", "Cohorte", "Turma", "Promotion", "Jahrgang", "Lichting", "Khóa thực tập", "Angkatan", "全体实习生", "全員", "전체 인턴"]),
    ("cohort_empty", ["Nobody is here yet. Name the interns in _data/interns.yml, or give each a folder of logs.", "Aún no hay nadie. Nombre a los becarios en _data/interns.yml o dé a cada uno una carpeta.", "Ainda não há ninguém. Liste os estagiários em _data/interns.yml ou dê a cada um uma pasta.", "Personne pour l’instant. Nommez les stagiaires dans _data/interns.yml ou donnez à chacun un dossier.", "Noch niemand da. Nennen Sie alle in _data/interns.yml oder geben Sie jedem einen Ordner.", "Nog niemand. Noem de stagiairs in _data/interns.yml of geef ieder een map.", "Chưa có ai. Hãy ghi tên trong _data/interns.yml hoặc tạo thư mục cho mỗi người.", "Belum ada siapa pun. Tulis nama di _data/interns.yml atau beri masing-masing folder.", "还没有人。请在 _data/interns.yml 中列出实习生，或为每人建一个文件夹。", "まだ誰もいません。_data/interns.yml に名前を書くか、それぞれのフォルダーを作ってください。", "아직 아무도 없습니다. _data/interns.yml에 이름을 적거나 각자 폴더를 만드세요."]),
    ("contents", ["Contents", "Contenido", "Conteúdo", "Sommaire", "Inhalt", "Inhoud", "Mục lục", "Daftar isi", "目录", "目次", "차례"]),
    ("copied", ["Copied", "Copiado", "Copiado", "Copié", "Kopiert", "Gekopieerd", "Đã chép", "Tersalin", "已复制", "コピーしました", "복사됨"]),
    ("copy", ["Copy", "Copiar", "Copiar", "Copier", "Kopieren", "Kopiëren", "Chép", "Salin", "复制", "コピー", "복사"]),
    ("date", ["Date", "Fecha", "Data", "Date", "Datum", "Datum", "Ngày", "Tanggal", "日期", "日付", "날짜"]),
    ("dates", ["Dates", "Fechas", "Datas", "Dates", "Zeitraum", "Data", "Thời gian", "Tanggal", "日期", "期間", "기간"]),
    ("diagram", ["Diagram", "Diagrama", "Diagrama", "Diagramme", "Diagramm", "Diagram", "Sơ đồ", "Diagram", "图表", "図", "다이어그램"]),
    ("diagram_text", ["Diagram as text", "Diagrama como texto", "Diagrama como texto", "Diagramme en texte", "Diagramm als Text", "Diagram als tekst", "Sơ đồ dạng chữ", "Diagram sebagai teks", "图表的文本", "図のテキスト", "다이어그램 텍스트"]),
    ("done", ["done", "hecha", "concluída", "terminée", "erledigt", "klaar", "xong", "selesai", "已完成", "完了", "완료"]),
    ("dropped", ["dropped", "descartada", "cancelada", "abandonnée", "gestrichen", "vervallen", "đã bỏ", "dibatalkan", "已取消", "取りやめ", "취소"]),
    ("due_up_to", ["Weeks count as due up to {name}.", "Se esperan las semanas hasta el {name}.", "As semanas são esperadas até {name}.", "Les semaines sont attendues jusqu’au {name}.", "Fällig sind die Wochen bis {name}.", "Weken tellen mee tot {name}.", "Tính các tuần đến hạn trước {name}.", "Minggu dihitung sampai {name}.", "统计到 {name} 为止到期的周。", "{name} までの週を集計しています。", "{name}까지의 주를 셉니다."]),
    ("entries_shown", ["{n} of {of} entries", "{n} de {of} entradas", "{n} de {of} entradas", "{n} entrées sur {of}", "{n} von {of} Einträgen", "{n} van {of} items", "{n}/{of} mục", "{n} dari {of} entri", "{n}/{of} 条", "{n}/{of} 件", "{n}/{of}개 항목"]),
    ("exempt", ["exempt", "exenta", "dispensada", "dispensée", "befreit", "vrijgesteld", "được miễn", "dibebaskan", "免交", "免除", "면제"]),
    ("filter", ["Filter", "Filtrar", "Filtrar", "Filtrer", "Filter", "Filter", "Lọc", "Saring", "筛选", "絞り込み", "필터"]),
    ("filter_hint", ["A word or two", "Una o dos palabras", "Uma ou duas palavras", "Un mot ou deux", "Ein Wort oder zwei", "Een woord of twee", "Một hai từ", "Satu dua kata", "输入一两个词", "語句を入力", "단어 입력"]),
    ("filters", ["Filters", "Filtros", "Filtros", "Filtres", "Filter", "Filters", "Bộ lọc", "Penyaring", "筛选", "絞り込み", "필터"]),
    ("flags", ["Flags", "Avisos", "Avisos", "Alertes", "Hinweise", "Signalen", "Cần xem", "Catatan", "提醒", "注意", "주의"]),
    ("flags_title", ["Reasons to look", "Motivos para mirar", "Motivos para olhar", "Raisons de regarder", "Gründe hinzusehen", "Redenen om te kijken", "Lý do cần xem", "Alasan untuk melihat", "需要查看的原因", "確認したい理由", "살펴볼 이유"]),
    ("focus", ["Focus", "Enfoque", "Foco", "Thème", "Schwerpunkt", "Focus", "Trọng tâm", "Fokus", "重点", "テーマ", "초점"]),
    ("go_home", ["Go to the home page", "Ir a la página de inicio", "Ir para a página inicial", "Aller à la page d’accueil", "Zur Startseite", "Naar de startpagina", "Về trang chủ", "Ke halaman utama", "返回首页", "ホームへ戻る", "홈으로 가기"]),
    ("goals_none", ["No goals were set.", "No se fijaron objetivos.", "Nenhum objetivo definido.", "Aucun objectif fixé.", "Keine Ziele gesetzt.", "Geen doelen gesteld.", "Chưa đặt mục tiêu.", "Tidak ada tujuan.", "没有设定目标。", "目標はありません。", "세운 목표가 없습니다."]),
    ("help_wanted", ["Where help is wanted", "Dónde hace falta ayuda", "Onde é preciso ajuda", "Où l’aide est attendue", "Wo Hilfe gebraucht wird", "Waar hulp nodig is", "Cần hỗ trợ ở đâu", "Yang butuh bantuan", "需要帮助之处", "助けが必要なところ", "도움이 필요한 곳"]),
    ("hours", ["Hours", "Horas", "Horas", "Heures", "Stunden", "Uren", "Giờ", "Jam", "工时", "時間", "시간"]),
    ("hours_n", ["{n} hours", "{n} horas", "{n} horas", "{n} heures", "{n} Stunden", "{n} uur", "{n} giờ", "{n} jam", "{n} 小时", "{n} 時間", "{n}시간"]),
    ("in_progress", ["in progress", "en curso", "em andamento", "en cours", "in Arbeit", "bezig", "đang làm", "berjalan", "进行中", "進行中", "진행 중"]),
    ("in_section", ["In this section", "En esta sección", "Nesta seção", "Dans cette section", "In diesem Abschnitt", "In dit deel", "Trong mục này", "Di bagian ini", "本节内容", "このセクション", "이 섹션"]),
    ("intern", ["Intern", "Becario", "Estagiário", "Stagiaire", "Name", "Stagiair", "Thực tập sinh", "Peserta magang", "实习生", "インターン", "인턴"]),
    ("interns_shown", ["{n} of {of} interns", "{n} de {of} becarios", "{n} de {of} estagiários", "{n} stagiaires sur {of}", "{n} von {of} Personen", "{n} van {of} stagiairs", "{n}/{of} thực tập sinh", "{n} dari {of} peserta", "{n}/{of} 名实习生", "{n}/{of} 名", "{of}명 중 {n}명"]),
    ("invalid", ["not readable", "ilegible", "ilegível", "illisible", "nicht lesbar", "onleesbaar", "không đọc được", "tidak terbaca", "无法识别", "読み取れない", "읽을 수 없음"]),
    ("knowledge", ["Knowledge", "Conocimiento", "Conhecimento", "Connaissances", "Wissen", "Kennis", "Kiến thức", "Pengetahuan", "知识库", "ナレッジ", "지식"]),
    ("knowledge_empty", ["No log tells of a problem, a learning or a reference yet. What stands under headings such as Problems, Learnings and References is gathered here.", "Ningún registro habla aún de un problema, un aprendizaje o una referencia. Aquí se reúne lo que está bajo títulos como Problemas, Aprendizajes y Referencias.", "Nenhum registro fala ainda de um problema, um aprendizado ou uma referência. Aqui se reúne o que está sob títulos como Problemas, Aprendizados e Referências.", "Aucun journal ne parle encore d’un problème, d’un apprentissage ou d’une référence. Ce qui figure sous des titres comme Problèmes, Apprentissages et Références est réuni ici.", "Noch kein Bericht nennt ein Problem, eine Erkenntnis oder eine Quelle. Was unter Überschriften wie Probleme, Gelerntes und Quellen steht, wird hier gesammelt.", "Nog geen log noemt een probleem, een les of een bron. Wat onder koppen als Problemen, Geleerd en Bronnen staat, komt hier samen.", "Chưa nhật ký nào nói về vấn đề, bài học hay tài liệu. Những gì nằm dưới các đề mục như Vấn đề, Bài học và Tài liệu được gom lại ở đây.", "Belum ada log yang menyebut masalah, pelajaran, atau rujukan. Isi di bawah judul seperti Masalah, Pelajaran, dan Rujukan dikumpulkan di sini.", "还没有日志提到问题、收获或参考资料。“问题”“收获”“参考资料”等标题下的内容会汇总到这里。", "問題・学び・参考資料を書いたログはまだありません。「問題」「学び」「参考資料」などの見出しの内容がここに集まります。", "아직 문제, 배운 점, 참고 자료를 적은 로그가 없습니다. 문제, 배운 점, 참고 자료 같은 제목 아래의 내용이 여기에 모입니다."]),
    ("knowledge_lead", ["What the logs have to teach: every problem with its solution, every learning, every source.", "Lo que enseñan los registros: cada problema con su solución, cada aprendizaje, cada fuente.", "O que os registros ensinam: cada problema com sua solução, cada aprendizado, cada fonte.", "Ce que les journaux enseignent : chaque problème et sa solution, chaque apprentissage, chaque source.", "Was die Berichte lehren: jedes Problem mit seiner Lösung, jede Erkenntnis, jede Quelle.", "Wat de logs leren: elk probleem met zijn oplossing, elk leerpunt, elke bron.", "Điều nhật ký dạy ta: mỗi vấn đề cùng cách giải, mỗi bài học, mỗi tài liệu.", "Yang diajarkan log: setiap masalah dan solusinya, setiap pembelajaran, setiap sumber.", "日志里的经验：每个问题及其解决办法、每项收获、每份资料。", "ログから学べること：すべての問題と解決策、学び、資料。", "로그가 가르쳐 주는 것: 모든 문제와 해결, 배운 점, 자료."]),
    ("late", ["late", "tarde", "atrasada", "en retard", "verspätet", "te laat", "muộn", "terlambat", "迟交", "遅れ", "늦음"]),
    ("learned", ["Learned", "Aprendido", "Aprendido", "Appris", "Gelernt", "Geleerd", "Đã học", "Dipelajari", "收获", "学び", "배운 점"]),
    ("learnings", ["Learnings", "Aprendizajes", "Aprendizados", "Apprentissages", "Erkenntnisse", "Leerpunten", "Bài học", "Pembelajaran", "收获", "学び", "배운 점"]),
    ("logbook", ["Logbook", "Cuaderno de prácticas", "Diário de estágio", "Carnet de stage", "Berichtsheft", "Logboek", "Sổ nhật ký", "Buku log", "实习日志", "実習日誌", "실습 일지"]),
    ("logbook_of", ["Logbook of {name}", "Cuaderno de {name}", "Diário de {name}", "Carnet de {name}", "Berichtsheft von {name}", "Logboek van {name}", "Sổ nhật ký của {name}", "Buku log {name}", "{name}的实习日志", "{name}の実習日誌", "{name}의 실습 일지"]),
    ("logbooks", ["Logbooks", "Cuadernos", "Diários", "Carnets", "Berichtshefte", "Logboeken", "Sổ nhật ký", "Buku log", "实习日志", "実習日誌", "실습 일지"]),
    ("logbooks_lead", ["Each holds all weeks of one intern, ready to print or to save as a PDF.", "Cada uno reúne todas las semanas de un becario, listo para imprimir o guardar como PDF.", "Cada um reúne todas as semanas de um estagiário, pronto para imprimir ou salvar como PDF.", "Chacun réunit toutes les semaines d’un stagiaire, prêt à imprimer ou à enregistrer en PDF.", "Jedes enthält alle Wochen einer Person, fertig zum Drucken oder als PDF.", "Elk bevat alle weken van één stagiair, klaar om af te drukken of als PDF te bewaren.", "Mỗi sổ gồm mọi tuần của một người, sẵn sàng để in hoặc lưu PDF.", "Masing-masing memuat semua minggu satu peserta, siap dicetak atau disimpan sebagai PDF.", "每本收录一名实习生的全部周志，可打印或存为 PDF。", "一人分の全週をまとめ、印刷や PDF 保存ができます。", "한 사람의 모든 주가 담겨 있어 인쇄하거나 PDF로 저장할 수 있습니다."]),
    ("logged", ["logged", "registrada", "registrada", "rédigée", "geschrieben", "ingevuld", "đã ghi", "tercatat", "已提交", "記入済み", "작성됨"]),
    ("logged_title", ["Logged", "Hechas", "Feitas", "Faites", "Fertig", "Klaar", "Đã ghi", "Tercatat", "已交", "記入", "작성"]),
    ("logs_shown", ["{n} of {of} logs", "{n} de {of} registros", "{n} de {of} registros", "{n} journaux sur {of}", "{n} von {of} Berichten", "{n} van {of} logs", "{n}/{of} nhật ký", "{n} dari {of} log", "{n}/{of} 篇日志", "{n}/{of} 件のログ", "{n}/{of}개 로그"]),
    ("main_menu", ["Main", "Principal", "Principal", "Principale", "Hauptmenü", "Hoofdmenu", "Chính", "Utama", "主导航", "メイン", "주 메뉴"]),
    ("matrix_note", ["Each number is a week of the internship and leads to its log; the columns are calendar weeks.", "Cada número es una semana de las prácticas y lleva a su registro; las columnas son semanas del calendario.", "Cada número é uma semana do estágio e leva ao seu registro; as colunas são semanas do calendário.", "Chaque nombre est une semaine du stage et mène à son journal ; les colonnes sont les semaines du calendrier.", "Jede Zahl ist eine Woche des Praktikums und führt zu ihrem Bericht; die Spalten sind Kalenderwochen.", "Elk getal is een week van de stage en leidt naar het log; de kolommen zijn kalenderweken.", "Mỗi số là một tuần thực tập và dẫn đến nhật ký; các cột là tuần theo lịch.", "Setiap angka adalah minggu magang dan menuju lognya; kolom adalah minggu kalender.", "每个数字是实习的一周，点开即为周志；各列为日历周。", "数字は実習の週で、そのログへ移動します。列は暦の週です。", "숫자는 실습 주차이며 해당 로그로 이어집니다. 열은 달력의 주입니다."]),
    ("mentor", ["Mentor", "Mentor", "Mentor", "Mentor", "Betreuung", "Begeleider", "Người hướng dẫn", "Pembimbing", "导师", "メンター", "멘토"]),
    ("menu", ["Menu", "Menú", "Menu", "Menu", "Menü", "Menu", "Trình đơn", "Menu", "菜单", "メニュー", "메뉴"]),
    ("missing", ["missing", "falta", "falta", "manquante", "fehlt", "ontbreekt", "thiếu", "belum ada", "缺交", "未提出", "없음"]),
    ("more_results", ["More results", "Más resultados", "Mais resultados", "Plus de résultats", "Weitere Treffer", "Meer resultaten", "Thêm kết quả", "Hasil lainnya", "更多结果", "さらに表示", "결과 더 보기"]),
    ("most_named", ["Named in several logs", "Citadas en varios registros", "Citadas em vários registros", "Citées dans plusieurs journaux", "In mehreren Berichten genannt", "In meerdere logs genoemd", "Được nhắc trong nhiều nhật ký", "Disebut di beberapa log", "多篇日志提到的资料", "複数のログに出てくる資料", "여러 로그에 나오는 자료"]),
    ("n_earlier", ["{n} earlier", "{n} anteriores", "{n} anteriores", "{n} antérieures", "{n} frühere", "{n} eerdere", "{n} trước đó", "{n} sebelumnya", "更早的 {n} 组", "以前の {n} 件", "이전 {n}개"]),
    ("n_interns", ["{n} intern|{n} interns", "{n} becario|{n} becarios", "{n} estagiário|{n} estagiários", "{n} stagiaire|{n} stagiaires", "{n} Person|{n} Personen", "{n} stagiair|{n} stagiairs", "{n} thực tập sinh", "{n} peserta magang", "{n} 名实习生", "インターン {n} 名", "인턴 {n}명"]),
    ("n_logs", ["{n} log|{n} logs", "{n} registro|{n} registros", "{n} registro|{n} registros", "{n} journal|{n} journaux", "{n} Bericht|{n} Berichte", "{n} log|{n} logs", "{n} nhật ký", "{n} log", "{n} 篇日志", "ログ {n} 件", "로그 {n}개"]),
    ("n_mentors", ["{n} mentor|{n} mentors", "{n} mentor|{n} mentores", "{n} mentor|{n} mentores", "{n} mentor|{n} mentors", "{n} Betreuende", "{n} begeleider|{n} begeleiders", "{n} người hướng dẫn", "{n} pembimbing", "{n} 名导师", "メンター {n} 名", "멘토 {n}명"]),
    ("n_missing", ["{n} missing", "faltan {n}", "faltam {n}", "{n} manquant|{n} manquants", "{n} fehlen", "{n} ontbreekt|{n} ontbreken", "thiếu {n}", "{n} belum ada", "缺 {n} 篇", "未提出 {n} 件", "{n}개 없음"]),
    ("n_more", ["{n} more", "{n} más", "mais {n}", "{n} de plus", "{n} weitere", "nog {n}", "thêm {n}", "{n} lagi", "还有 {n} 条", "ほか {n} 件", "{n}개 더"]),
    ("n_open_problems", ["{n} open problem|{n} open problems", "{n} problema abierto|{n} problemas abiertos", "{n} problema em aberto|{n} problemas em aberto", "{n} problème ouvert|{n} problèmes ouverts", "{n} offenes Problem|{n} offene Probleme", "{n} open probleem|{n} open problemen", "{n} vấn đề chưa giải quyết", "{n} masalah terbuka", "{n} 个未解决的问题", "未解決の問題 {n} 件", "미해결 문제 {n}개"]),
    ("n_results", ["{n} result|{n} results", "{n} resultado|{n} resultados", "{n} resultado|{n} resultados", "{n} résultat|{n} résultats", "{n} Treffer", "{n} resultaat|{n} resultaten", "{n} kết quả", "{n} hasil", "{n} 条结果", "{n} 件", "결과 {n}개"]),
    ("n_unsolved", ["{n} unsolved", "{n} sin resolver", "{n} sem solução", "{n} sans solution", "{n} ungelöst", "{n} onopgelost", "{n} chưa giải quyết", "{n} belum selesai", "{n} 个未解决", "未解決 {n} 件", "{n}개 미해결"]),
    ("newest_open", ["Newest open problems", "Problemas abiertos más recientes", "Problemas em aberto mais recentes", "Derniers problèmes ouverts", "Neueste offene Probleme", "Nieuwste open problemen", "Vấn đề mới nhất chưa giải quyết", "Masalah terbuka terbaru", "最新的未解决问题", "最近の未解決の問題", "최근 미해결 문제"]),
    ("next", ["Next", "Siguiente", "Próximo", "Suivant", "Weiter", "Volgende", "Tiếp", "Berikutnya", "下一篇", "次", "다음"]),
    ("next_plans", ["Next", "Próximos pasos", "Próximos passos", "Ensuite", "Als Nächstes", "Hierna", "Tiếp theo", "Selanjutnya", "下一步", "次の予定", "다음 계획"]),
    ("no_log_from", ["No log from", "Sin registro de", "Sem registro de", "Aucun journal de", "Kein Bericht von", "Geen log van", "Chưa có nhật ký của", "Belum ada log dari", "未提交：", "未提出：", "로그 없음:"]),
    ("no_results", ["No results for “{name}”.", "Sin resultados para «{name}».", "Nenhum resultado para “{name}”.", "Aucun résultat pour « {name} ».", "Keine Treffer für „{name}“.", "Geen resultaten voor “{name}”.", "Không có kết quả cho “{name}”.", "Tidak ada hasil untuk “{name}”.", "没有“{name}”的结果。", "「{name}」は見つかりません。", "“{name}”에 대한 결과가 없습니다."]),
    ("no_results_help", ["Try fewer or other words, or leave a filter out.", "Prueba con menos palabras u otras, o quita un filtro.", "Tente menos palavras ou outras, ou tire um filtro.", "Essayez moins de mots ou d’autres, ou retirez un filtre.", "Versuche weniger oder andere Wörter, oder lass einen Filter weg.", "Probeer minder of andere woorden, of laat een filter weg.", "Hãy thử ít từ hơn hoặc từ khác, hoặc bỏ bớt bộ lọc.", "Coba kata yang lebih sedikit atau lain, atau lepas satu penyaring.", "请减少或更换关键词，或去掉一个筛选条件。", "語を減らすか変えるか、絞り込みを外してください。", "단어를 줄이거나 바꾸고, 필터를 빼 보세요."]),
    ("no_solution", ["no solution yet", "aún sin solución", "ainda sem solução", "pas encore de solution", "noch ohne Lösung", "nog geen oplossing", "chưa có cách giải", "belum ada solusi", "尚未解决", "未解決", "아직 해결 안 됨"]),
    ("nobody_attention", ["Nobody: every week that is due is logged, and nothing is blocked.", "Nadie: no falta ninguna semana y nada está bloqueado.", "Ninguém: nenhuma semana falta e nada está bloqueado.", "Personne : aucune semaine ne manque et rien n’est bloqué.", "Niemand: keine fällige Woche fehlt, nichts ist blockiert.", "Niemand: elke week is ingevuld en niets is geblokkeerd.", "Không ai: mọi tuần đến hạn đều đã ghi và không có gì bị chặn.", "Tidak ada: semua minggu sudah tercatat dan tidak ada yang terhambat.", "没有：到期的周志都已提交，也没有受阻任务。", "該当なし：期限の来た週はすべて記入され、ブロックもありません。", "없음: 기한이 된 주는 모두 작성되었고 막힌 작업도 없습니다."]),
    ("nobody_wrote", ["Nobody has written about this week yet.", "Nadie ha escrito aún sobre esta semana.", "Ninguém escreveu ainda sobre esta semana.", "Personne n’a encore écrit sur cette semaine.", "Über diese Woche hat noch niemand geschrieben.", "Nog niemand heeft over deze week geschreven.", "Chưa ai viết về tuần này.", "Belum ada yang menulis tentang minggu ini.", "本周还没有人提交。", "この週のログはまだありません。", "이 주에 대해 쓴 사람이 아직 없습니다."]),
    ("not_due", ["not due yet", "aún no toca", "ainda não devida", "pas encore due", "noch nicht fällig", "nog niet nodig", "chưa đến hạn", "belum waktunya", "未到期", "期限前", "기한 전"]),
    ("not_found", ["Page not found", "Página no encontrada", "Página não encontrada", "Page introuvable", "Seite nicht gefunden", "Pagina niet gevonden", "Không tìm thấy trang", "Halaman tidak ditemukan", "找不到页面", "ページが見つかりません", "페이지를 찾을 수 없습니다"]),
    ("not_found_help", ["There is nothing at this address. The page may have moved, or the week may not have been written yet.", "No hay nada en esta dirección. La página puede haberse movido, o la semana aún no está escrita.", "Não há nada neste endereço. A página pode ter mudado de lugar, ou a semana ainda não foi escrita.", "Il n’y a rien à cette adresse. La page a peut-être été déplacée, ou la semaine n’est pas encore écrite.", "Unter dieser Adresse ist nichts. Vielleicht ist die Seite umgezogen, oder die Woche ist noch nicht geschrieben.", "Op dit adres staat niets. Misschien is de pagina verplaatst, of de week is nog niet geschreven.", "Không có gì ở địa chỉ này. Trang có thể đã chuyển đi, hoặc tuần này chưa được viết.", "Tidak ada apa pun di alamat ini. Halamannya mungkin sudah pindah, atau minggunya belum ditulis.", "此地址没有内容。页面可能已移动，或这一周还没有写。", "このアドレスには何もありません。ページが移動したか、その週がまだ書かれていません。", "이 주소에는 아무것도 없습니다. 페이지가 옮겨졌거나 그 주가 아직 작성되지 않았습니다."]),
    ("nothing_blocked", ["Nothing is blocked, no problem is open.", "Nada está bloqueado y no hay problemas abiertos.", "Nada está bloqueado e não há problemas em aberto.", "Rien n’est bloqué, aucun problème n’est ouvert.", "Nichts ist blockiert, kein Problem ist offen.", "Niets is geblokkeerd, geen probleem staat open.", "Không có gì bị chặn, không còn vấn đề nào.", "Tidak ada yang terhambat, tidak ada masalah terbuka.", "没有受阻任务，也没有未解决的问题。", "ブロックも未解決の問題もありません。", "막힌 작업도 미해결 문제도 없습니다."]),
    ("nothing_planned", ["Nothing was planned.", "No se planificó nada.", "Nada foi planejado.", "Rien n’était prévu.", "Nichts geplant.", "Niets gepland.", "Không có kế hoạch.", "Tidak ada rencana.", "没有计划。", "計画はありません。", "계획이 없습니다."]),
    ("of_n", ["of {n}", "de {n}", "de {n}", "sur {n}", "von {n}", "van {n}", "/ {n}", "dari {n}", "/ {n}", "/ {n}", "/ {n}"]),
    ("on_this_page", ["On this page", "En esta página", "Nesta página", "Sur cette page", "Auf dieser Seite", "Op deze pagina", "Trên trang này", "Di halaman ini", "本页内容", "このページの内容", "이 페이지"]),
    ("only_unsolved", ["Only unsolved", "Solo sin resolver", "Só sem solução", "Seulement sans solution", "Nur ungelöste", "Alleen onopgelost", "Chỉ chưa giải quyết", "Hanya yang belum selesai", "只看未解决", "未解決のみ", "미해결만"]),
    ("open_problems", ["Open problems", "Problemas abiertos", "Problemas em aberto", "Problèmes ouverts", "Offene Probleme", "Open problemen", "Vấn đề còn mở", "Masalah terbuka", "未解决的问题", "未解決の問題", "미해결 문제"]),
    ("partial", ["partly done", "hecha en parte", "feita em parte", "faite en partie", "teilweise", "deels klaar", "xong một phần", "selesai sebagian", "部分完成", "一部完了", "일부 완료"]),
    ("period", ["Period", "Periodo", "Período", "Période", "Zeitraum", "Periode", "Thời gian", "Periode", "起止日期", "期間", "기간"]),
    ("planned", ["planned", "planificada", "planejada", "prévue", "geplant", "gepland", "dự kiến", "direncanakan", "计划中", "予定", "예정"]),
    ("planned_set", ["Planned then, set now", "Lo planificado y lo fijado", "O planejado e o definido", "Prévu alors, fixé maintenant", "Damals geplant, jetzt gesetzt", "Toen gepland, nu gesteld", "Dự định trước, mục tiêu sau", "Direncanakan dulu, ditetapkan kini", "计划与目标对照", "前週の計画と今週の目標", "지난주 계획과 이번 주 목표"]),
    ("planned_set_lead", ["What one week planned for the next, beside what the next one set out to do. The newest come first.", "Lo que una semana planificó para la siguiente, junto a lo que esta se propuso. Primero lo más reciente.", "O que uma semana planejou para a seguinte, ao lado do que esta se propôs. Primeiro o mais recente.", "Ce qu’une semaine prévoyait pour la suivante, à côté de ce que celle-ci s’est fixé. Les plus récentes d’abord.", "Was eine Woche für die nächste plante, neben dem, was diese sich vornahm. Die neueste zuerst.", "Wat een week voor de volgende plande, naast wat die zich voornam. De nieuwste eerst.", "Kế hoạch cho tuần sau bên cạnh mục tiêu của tuần đó. Mới nhất trước.", "Rencana satu minggu untuk minggu berikutnya, di samping yang ditetapkan. Terbaru lebih dulu.", "左为上周的计划，右为本周设定的目标，最新的在前。", "前の週の計画と、その週に立てた目標。新しい順。", "지난주에 세운 계획과 그 주의 목표를 나란히 보여 줍니다. 최신순."]),
    ("planned_then", ["Planned then", "Planificado", "Planejado", "Prévu alors", "Damals geplant", "Toen gepland", "Dự định", "Direncanakan", "上周计划", "前週の計画", "지난주 계획"]),
    ("previous", ["Previous", "Anterior", "Anterior", "Précédent", "Zurück", "Vorige", "Trước", "Sebelumnya", "上一篇", "前", "이전"]),
    ("previous_next", ["Previous and next", "Anterior y siguiente", "Anterior e próximo", "Précédent et suivant", "Zurück und weiter", "Vorige en volgende", "Trước và tiếp", "Sebelumnya dan berikutnya", "上一篇和下一篇", "前と次", "이전과 다음"]),
    ("print_button", ["Print or save as PDF", "Imprimir o guardar como PDF", "Imprimir ou salvar como PDF", "Imprimer ou enregistrer en PDF", "Drucken oder als PDF speichern", "Afdrukken of opslaan als PDF", "In hoặc lưu PDF", "Cetak atau simpan PDF", "打印或存为 PDF", "印刷または PDF 保存", "인쇄하거나 PDF로 저장"]),
    ("problems", ["Problems", "Problemas", "Problemas", "Problèmes", "Probleme", "Problemen", "Vấn đề", "Masalah", "问题", "問題", "문제"]),
    ("problems_unsolved", ["Problems without a solution", "Problemas sin solución", "Problemas sem solução", "Problèmes sans solution", "Probleme ohne Lösung", "Problemen zonder oplossing", "Vấn đề chưa có cách giải", "Masalah tanpa solusi", "尚未解决的问题", "未解決の問題", "해결되지 않은 문제"]),
    ("progress", ["Progress", "Progreso", "Progresso", "Avancement", "Fortschritt", "Voortgang", "Tiến độ", "Kemajuan", "进度", "進捗", "진행 상황"]),
    ("references", ["References", "Referencias", "Referências", "Références", "Quellen", "Bronnen", "Tài liệu", "Rujukan", "参考资料", "参考資料", "참고 자료"]),
    ("results", ["Results", "Resultados", "Resultados", "Résultats", "Treffer", "Resultaten", "Kết quả", "Hasil", "结果", "検索結果", "결과"]),
    ("search", ["Search", "Buscar", "Pesquisar", "Rechercher", "Suche", "Zoeken", "Tìm kiếm", "Cari", "搜索", "検索", "검색"]),
    ("search_all", ["Search all logs", "Buscar en todos los registros", "Pesquisar em todos os registros", "Chercher dans tous les journaux", "Alle Berichte durchsuchen", "Alle logs doorzoeken", "Tìm trong mọi nhật ký", "Cari di semua log", "搜索全部日志", "すべてのログを検索", "모든 로그 검색"]),
    ("search_choose", ["choose a result", "elegir un resultado", "escolher um resultado", "choisir un résultat", "einen Treffer wählen", "een resultaat kiezen", "chọn kết quả", "memilih hasil", "选择结果", "結果を選ぶ", "결과 선택"]),
    ("search_failed", ["Search could not be loaded. Is the site online?", "No se pudo cargar la búsqueda. ¿Hay conexión?", "Não foi possível carregar a pesquisa. Há conexão?", "La recherche n’a pas pu être chargée. Le site est-il en ligne ?", "Die Suche konnte nicht geladen werden. Besteht eine Verbindung?", "Zoeken kon niet worden geladen. Is er verbinding?", "Không tải được tìm kiếm. Có kết nối mạng không?", "Pencarian tidak dapat dimuat. Apakah ada koneksi?", "无法加载搜索。网络是否连通？", "検索を読み込めません。接続を確認してください。", "검색을 불러올 수 없습니다. 연결되어 있습니까?"]),
    ("search_narrow", ["narrow the results", "acotar los resultados", "restringir os resultados", "restreindre les résultats", "die Treffer eingrenzen", "de resultaten beperken", "thu hẹp kết quả", "mempersempit hasil", "缩小结果范围", "結果を絞り込む", "결과 좁히기"]),
    ("search_open", ["open the search on any page", "abrir la búsqueda en cualquier página", "abrir a pesquisa em qualquer página", "ouvrir la recherche sur toute page", "die Suche auf jeder Seite öffnen", "het zoeken op elke pagina openen", "mở tìm kiếm ở mọi trang", "membuka pencarian di halaman mana pun", "在任意页面打开搜索", "どのページでも検索を開く", "모든 페이지에서 검색 열기"]),
    ("search_script", ["The search needs JavaScript. Everything is also reachable through the navigation.", "La búsqueda necesita JavaScript. Todo está también en la navegación.", "A pesquisa precisa de JavaScript. Tudo também está na navegação.", "La recherche a besoin de JavaScript. Tout est aussi dans la navigation.", "Die Suche braucht JavaScript. Alles ist auch über die Navigation erreichbar.", "Zoeken heeft JavaScript nodig. Alles is ook via de navigatie te bereiken.", "Tìm kiếm cần JavaScript. Mọi thứ cũng có trong phần điều hướng.", "Pencarian membutuhkan JavaScript. Semuanya juga ada di navigasi.", "搜索需要 JavaScript。所有内容也可通过导航到达。", "検索には JavaScript が必要です。すべてナビゲーションからも開けます。", "검색에는 JavaScript가 필요합니다. 모든 내용은 내비게이션으로도 열 수 있습니다."]),
    ("search_visit", ["open it", "abrirlo", "abri-lo", "l’ouvrir", "ihn öffnen", "het openen", "mở kết quả", "membukanya", "打开", "開く", "열기"]),
    ("set_now", ["Set now", "Fijado", "Definido", "Fixé maintenant", "Jetzt gesetzt", "Nu gesteld", "Mục tiêu đặt ra", "Ditetapkan", "本周目标", "今週の目標", "이번 주 목표"]),
    ("should_be", ["By now {n} should be there.", "Ya debería haber {n}.", "Já deveria haver {n}.", "Il devrait y en avoir {n}.", "Inzwischen sollten es {n} sein.", "Het zouden er nu {n} moeten zijn.", "Đến nay lẽ ra đã có {n}.", "Seharusnya sudah ada {n}.", "到目前应有 {n} 篇。", "これまでに {n} 件あるはずです。", "지금까지 {n}개가 있어야 합니다."]),
    ("sign_off", ["Sign-off", "Firma", "Visto", "Visa", "Unterschrift", "Akkoord", "Xác nhận", "Persetujuan", "确认", "承認", "확인"]),
    ("signed", ["Signed off", "Firmado", "Com visto", "Visé", "Unterschrieben", "Akkoord", "Đã xác nhận", "Disetujui", "已确认", "承認済み", "확인됨"]),
    ("signed_by", ["Signed off by {name}", "Firmado por {name}", "Visto de {name}", "Visé par {name}", "Unterschrieben von {name}", "Akkoord van {name}", "{name} đã xác nhận", "Disetujui {name}", "{name} 已确认", "{name} が承認", "{name} 확인"]),
    ("skip_content", ["Skip to content", "Saltar al contenido", "Ir para o conteúdo", "Aller au contenu", "Zum Inhalt springen", "Naar de inhoud", "Đến nội dung", "Langsung ke isi", "跳到正文", "本文へ移動", "본문으로 건너뛰기"]),
    ("skip_table", ["Skip the table", "Saltar la tabla", "Pular a tabela", "Passer le tableau", "Tabelle überspringen", "Tabel overslaan", "Bỏ qua bảng", "Lewati tabel", "跳过表格", "表をとばす", "표 건너뛰기"]),
    ("state", ["State", "Estado", "Estado", "État", "Stand", "Status", "Trạng thái", "Status", "状态", "状態", "상태"]),
    ("submenu", ["{name} submenu", "Submenú de {name}", "Submenu de {name}", "Sous-menu de {name}", "Untermenü von {name}", "Submenu van {name}", "Trình đơn con của {name}", "Submenu {name}", "{name} 的子菜单", "{name} のサブメニュー", "{name} 하위 메뉴"]),
    ("table", ["Table", "Tabla", "Tabela", "Tableau", "Tabelle", "Tabel", "Bảng", "Tabel", "表格", "表", "표"]),
    ("tasks", ["Tasks", "Tareas", "Tarefas", "Tâches", "Aufgaben", "Taken", "Công việc", "Tugas", "任务", "タスク", "작업"]),
    ("tasks_by_week", ["Tasks by week", "Tareas por semana", "Tarefas por semana", "Tâches par semaine", "Aufgaben nach Wochen", "Taken per week", "Công việc theo tuần", "Tugas per minggu", "每周任务", "週ごとのタスク", "주별 작업"]),
    ("tasks_done", ["Tasks done", "Tareas hechas", "Tarefas concluídas", "Tâches terminées", "Erledigte Aufgaben", "Taken klaar", "Công việc đã xong", "Tugas selesai", "已完成任务", "完了したタスク", "완료한 작업"]),
    ("tasks_done_of", ["{n} of {of} tasks done", "{n} de {of} tareas hechas", "{n} de {of} tarefas concluídas", "{n} tâches terminées sur {of}", "{n} von {of} Aufgaben erledigt", "{n} van {of} taken klaar", "{n}/{of} công việc đã xong", "{n} dari {of} tugas selesai", "完成 {n}/{of} 项任务", "タスク {n}/{of} 完了", "작업 {n}/{of} 완료"]),
    ("tasks_in_weeks", ["{n} tasks in {of} weeks", "{n} tareas en {of} semanas", "{n} tarefas em {of} semanas", "{n} tâches en {of} semaines", "{n} Aufgaben in {of} Wochen", "{n} taken in {of} weken", "{n} công việc trong {of} tuần", "{n} tugas dalam {of} minggu", "{of} 周共 {n} 项任务", "{of} 週で {n} 件のタスク", "{of}주 동안 작업 {n}개"]),
    ("theme", ["Colour theme", "Tema de color", "Tema de cores", "Thème de couleurs", "Farbschema", "Kleurthema", "Giao diện màu", "Tema warna", "配色", "配色", "색 테마"]),
    ("theme_auto", ["auto", "automático", "automático", "automatique", "automatisch", "automatisch", "tự động", "otomatis", "自动", "自動", "자동"]),
    ("theme_dark", ["dark", "oscuro", "escuro", "sombre", "dunkel", "donker", "tối", "gelap", "深色", "暗い", "어둡게"]),
    ("theme_light", ["light", "claro", "claro", "clair", "hell", "licht", "sáng", "terang", "浅色", "明るい", "밝게"]),
    ("to", ["to", "a", "a", "à", "bis", "tot", "đến", "ke", "至", "から", "다음"]),
    ("undated", ["Undated", "Sin fecha", "Sem data", "Sans date", "Ohne Datum", "Zonder datum", "Không ngày", "Tanpa tanggal", "无日期", "日付なし", "날짜 없음"]),
    ("unfilled", ["not filled in", "sin rellenar", "não preenchida", "non remplie", "nicht ausgefüllt", "niet ingevuld", "chưa điền", "belum diisi", "未填写", "未記入", "비어 있음"]),
    ("unstated", ["no state given", "sin estado", "sem estado", "sans état", "ohne Angabe", "zonder status", "không rõ", "tanpa status", "未注明", "状態なし", "상태 없음"]),
    ("week", ["Week", "Semana", "Semana", "Semaine", "Woche", "Week", "Tuần", "Minggu", "周", "週", "주"]),
    ("week_n", ["Week {n}", "Semana {n}", "Semana {n}", "Semaine {n}", "Woche {n}", "Week {n}", "Tuần {n}", "Minggu {n}", "第{n}周", "第{n}週", "{n}주차"]),
    ("week_of", ["Week of {name}", "Semana del {name}", "Semana de {name}", "Semaine du {name}", "Woche {name}", "Week van {name}", "Tuần {name}", "Minggu {name}", "{name}", "{name} の週", "{name} 주"]),
    ("weeks", ["Weeks", "Semanas", "Semanas", "Semaines", "Wochen", "Weken", "Các tuần", "Minggu", "各周", "各週", "주"]),
    ("weeks_invalid", ["{n} weeks with impossible dates", "{n} semanas con fechas imposibles", "{n} semanas com datas impossíveis", "{n} semaines aux dates impossibles", "{n} Wochen mit unmöglichen Daten", "{n} weken met onmogelijke data", "{n} tuần có ngày sai", "{n} minggu dengan tanggal mustahil", "{n} 周的日期有误", "日付が正しくない週が {n} 件", "날짜가 잘못된 주 {n}개"]),
    ("weeks_logged", ["Weeks logged", "Semanas registradas", "Semanas registradas", "Semaines rédigées", "Wochen geschrieben", "Weken ingevuld", "Tuần đã ghi", "Minggu tercatat", "已提交的周", "記入済みの週", "작성한 주"]),
    ("weeks_logged_of", ["{n} of {of} weeks logged", "{n} de {of} semanas registradas", "{n} de {of} semanas registradas", "{n} semaines sur {of}", "{n} von {of} Wochen", "{n} van {of} weken", "{n}/{of} tuần đã ghi", "{n} dari {of} minggu", "已提交 {n}/{of} 周", "{of} 週のうち {n} 週", "{of}주 중 {n}주"]),
    ("weeks_missing", ["{n} weeks missing", "faltan {n} semanas", "faltam {n} semanas", "{n} semaines manquantes", "{n} Wochen fehlen", "{n} weken ontbreken", "thiếu {n} tuần", "{n} minggu belum ada", "缺 {n} 周", "{n} 週分が未提出", "{n}주 없음"]),
    ("weeks_n", ["Weeks {n}–{of}", "Semanas {n}–{of}", "Semanas {n}–{of}", "Semaines {n}–{of}", "Wochen {n}–{of}", "Weken {n}–{of}", "Tuần {n}–{of}", "Minggu {n}–{of}", "第{n}–{of}周", "第{n}–{of}週", "{n}–{of}주차"]),
    ("weeks_unfilled", ["{n} weeks not filled in", "{n} semanas sin rellenar", "{n} semanas não preenchidas", "{n} semaines non remplies", "{n} Wochen nicht ausgefüllt", "{n} weken niet ingevuld", "{n} tuần chưa điền", "{n} minggu belum diisi", "{n} 周未填写", "{n} 週分が未記入", "{n}주 비어 있음"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_text_is_there_in_every_language_and_fills_the_same_places() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0), "looked up by halves");
        for (key, texts) in WORDS {
            let places = |text: &str| ["{n}", "{of}", "{name}"].map(|place| text.split('|').all(|part| part.contains(place)));
            for (language, text) in LANGUAGES.iter().zip(texts) {
                assert!(!text.is_empty(), "{key} in {language}");
                assert_eq!(places(text), places(texts[0]), "{key} in {language}");
            }
        }
    }

    #[test]
    fn dates_and_counts_are_said_as_the_language_says_them() {
        let own = BTreeMap::new();
        let (monday, sunday, august) = (date(2025, 7, 28), date(2025, 7, 31), date(2025, 8, 3));
        for (tag, one_month, two_months, week, logs) in [
            ("en-GB", "28–31 July 2025", "28 July – 3 August 2025", "Weeks 6–8", "1 log"),
            ("de", "28.–31. Juli 2025", "28. Juli – 3. August 2025", "Wochen 6–8", "1 Bericht"),
            ("pt_BR", "28–31 de julho de 2025", "28 de julho – 3 de agosto de 2025", "Semanas 6–8", "1 registro"),
            ("zh", "2025年7月28–31日", "2025年7月28日 – 8月3日", "第6–8周", "1 篇日志"),
            ("vi", "28–31/7/2025", "28/7 – 3/8/2025", "Tuần 6–8", "1 nhật ký"),
            ("sv", "28–31 July 2025", "28 July – 3 August 2025", "Weeks 6–8", "1 log"),
        ] {
            let words = Words::new(tag, &own);
            assert_eq!(words.dates(monday, Some(sunday)), one_month);
            assert_eq!(words.dates(monday, Some(august)), two_months);
            assert_eq!((words.week(6, Some(8)).as_str(), words.count("n_logs", 1).as_str()), (week, logs));
        }
        let nothing = |tag| Words::new(tag, &own).count("n_logs", 0);
        assert_eq!((nothing("fr"), nothing("en")), ("0 journal".to_owned(), "0 logs".to_owned()));
    }

    #[test]
    fn a_sites_own_words_go_first_and_scripts_are_told_what_is_not_english() {
        let mut own = BTreeMap::new();
        assert_eq!(Words::new("en-GB", &own).scripts(), None);
        assert!(Words::new("de", &own).scripts().is_some_and(|json| json.contains("\"copy\":\"Kopieren\"")));
        let day = date(2025, 7, 28);
        assert_eq!(Words::new("ar", &own).dates(day, None), "\u{2066}28 July 2025\u{2069}", "English keeps its order");
        own.insert("copy".to_owned(), "Take".to_owned());
        let words = Words::new("en", &own);
        assert_eq!((words.text("copy"), words.scripts().as_deref()), ("Take", Some("{\"copy\":\"Take\"}")));
    }
}
