//! The words of a new page in each language.

use crate::log::vocabulary::Lang;

/// The words of a page for a week in one language.
#[derive(Debug)]
pub(super) struct Phrases {
    /// `Week {}`; the number replaces the braces.
    week: &'static str,
    /// A title without a number.
    pub(super) log: &'static str,
    pub(super) dates: &'static str,
    /// Labels that a first page is to fill.
    pub(super) facts: [&'static str; 2],
    pub(super) focus: &'static str,
    pub(super) goals: &'static str,
    pub(super) work: &'static str,
    pub(super) learnings: &'static str,
    pub(super) problems: &'static str,
    pub(super) references: &'static str,
    pub(super) next: &'static str,
    /// Heads of the table of tasks.
    pub(super) task: [&'static str; 3],
    /// Heads of the table of problems.
    pub(super) problem: [&'static str; 2],
    pub(super) planned: &'static str,
}

impl Phrases {
    pub(super) fn week(&self, number: u16) -> String {
        self.week.replace("{}", &format!("{number:02}"))
    }
}

/// The words of a language.
pub(super) fn of(language: Lang) -> &'static Phrases {
    match language {
        Lang::En => &EN,
        Lang::Es => &ES,
        Lang::Pt => &PT,
        Lang::Fr => &FR,
        Lang::De => &DE,
        Lang::Nl => &NL,
        Lang::Vi => &VI,
        Lang::Id => &ID,
        Lang::Zh => &ZH,
        Lang::Ja => &JA,
        Lang::Ko => &KO,
    }
}

const EN: Phrases = Phrases {
    week: "Week {}",
    log: "Weekly Log",
    dates: "Dates",
    facts: ["Internship", "Mentor"],
    focus: "Focus",
    goals: "Goals for the Week",
    work: "Tasks Completed",
    learnings: "Key Learnings",
    problems: "Problems Faced & Solutions",
    references: "References",
    next: "Goals for Next Week",
    task: ["Task", "Status", "Notes"],
    problem: ["Problem", "Solution"],
    planned: "Planned",
};

const ES: Phrases = Phrases {
    week: "Semana {}",
    log: "Informe semanal",
    dates: "Fechas",
    facts: ["Empresa", "Tutor"],
    focus: "Enfoque",
    goals: "Objetivos de la semana",
    work: "Actividades realizadas",
    learnings: "Aprendizajes",
    problems: "Problemas y soluciones",
    references: "Referencias",
    next: "Objetivos para la próxima semana",
    task: ["Actividad", "Estado", "Notas"],
    problem: ["Problema", "Solución"],
    planned: "Pendiente",
};

const PT: Phrases = Phrases {
    week: "Semana {}",
    log: "Relatório semanal",
    dates: "Datas",
    facts: ["Empresa", "Orientador"],
    focus: "Foco",
    goals: "Objetivos da semana",
    work: "Atividades realizadas",
    learnings: "Aprendizados",
    problems: "Problemas e soluções",
    references: "Referências",
    next: "Objetivos para a próxima semana",
    task: ["Atividade", "Situação", "Notas"],
    problem: ["Problema", "Solução"],
    planned: "Pendente",
};

const FR: Phrases = Phrases {
    week: "Semaine {}",
    log: "Rapport de la semaine",
    dates: "Dates",
    facts: ["Entreprise", "Tuteur"],
    focus: "En bref",
    goals: "Objectifs de la semaine",
    work: "Tâches réalisées",
    learnings: "Apprentissages",
    problems: "Problèmes et solutions",
    references: "Références",
    next: "Objectifs pour la semaine prochaine",
    task: ["Tâche", "Statut", "Remarques"],
    problem: ["Problème", "Solution"],
    planned: "Prévu",
};

const DE: Phrases = Phrases {
    week: "Woche {}",
    log: "Wochenbericht",
    dates: "Zeitraum",
    facts: ["Betrieb", "Betreuer"],
    focus: "Schwerpunkt",
    goals: "Ziele der Woche",
    work: "Tätigkeiten",
    learnings: "Gelernt",
    problems: "Probleme und Lösungen",
    references: "Quellen",
    next: "Ziele für nächste Woche",
    task: ["Aufgabe", "Status", "Notizen"],
    problem: ["Problem", "Lösung"],
    planned: "Geplant",
};

const NL: Phrases = Phrases {
    week: "Week {}",
    log: "Weekverslag",
    dates: "Periode",
    facts: ["Bedrijf", "Begeleider"],
    focus: "Focus",
    goals: "Doelen van de week",
    work: "Werkzaamheden",
    learnings: "Geleerd",
    problems: "Problemen en oplossingen",
    references: "Bronnen",
    next: "Doelen voor volgende week",
    task: ["Taak", "Status", "Opmerkingen"],
    problem: ["Probleem", "Oplossing"],
    planned: "Gepland",
};

const VI: Phrases = Phrases {
    week: "Tuần {}",
    log: "Báo cáo tuần",
    dates: "Khoảng thời gian",
    facts: ["Công ty", "Người hướng dẫn"],
    focus: "Trọng tâm",
    goals: "Mục tiêu tuần",
    work: "Công việc đã làm",
    learnings: "Bài học",
    problems: "Khó khăn và giải pháp",
    references: "Tài liệu tham khảo",
    next: "Kế hoạch tuần tới",
    task: ["Nhiệm vụ", "Trạng thái", "Ghi chú"],
    problem: ["Vấn đề", "Giải pháp"],
    planned: "Chưa làm",
};

const ID: Phrases = Phrases {
    week: "Minggu {}",
    log: "Laporan mingguan",
    dates: "Periode",
    facts: ["Perusahaan", "Pembimbing"],
    focus: "Fokus",
    goals: "Tujuan minggu ini",
    work: "Kegiatan",
    learnings: "Pembelajaran",
    problems: "Kendala dan Solusi",
    references: "Referensi",
    next: "Rencana minggu depan",
    task: ["Kegiatan", "Status", "Catatan"],
    problem: ["Kendala", "Solusi"],
    planned: "Belum mulai",
};

const ZH: Phrases = Phrases {
    week: "第{}周",
    log: "周报",
    dates: "起止日期",
    facts: ["实习项目", "导师"],
    focus: "本周重点",
    goals: "本周目标",
    work: "本周工作",
    learnings: "学习收获",
    problems: "遇到的问题与解决方案",
    references: "参考资料",
    next: "下周计划",
    task: ["任务", "状态", "备注"],
    problem: ["问题", "解决方案"],
    planned: "未开始",
};

const JA: Phrases = Phrases {
    week: "第{}週",
    log: "週報",
    dates: "期間",
    facts: ["プロジェクト", "メンター"],
    focus: "今週のフォーカス",
    goals: "今週の目標",
    work: "作業内容",
    learnings: "学び",
    problems: "問題と対応",
    references: "参考資料",
    next: "来週の予定",
    task: ["タスク", "状態", "備考"],
    problem: ["問題", "対応"],
    planned: "未着手",
};

const KO: Phrases = Phrases {
    week: "{}주차",
    log: "주간 보고",
    dates: "기간",
    facts: ["프로젝트", "멘토"],
    focus: "이번 주 초점",
    goals: "이번 주 목표",
    work: "이번 주 한 일",
    learnings: "배운 점",
    problems: "문제와 해결",
    references: "참고 자료",
    next: "다음 주 계획",
    task: ["작업", "상태", "비고"],
    problem: ["문제", "해결"],
    planned: "예정",
};
