//! The words for the sections of a log, as seen in real logs and as their neighbours would write them.
//!
//! Phrases are divided by `;`. A phrase that ends in `!` is a section only when it is the whole heading.

use super::Lang::{self, De, En, Es, Fr, Id, Ja, Ko, Nl, Pt, Vi, Zh};
use crate::log::model::SectionKind::{
    self, Carry, Facts, Focus, Goals, Hours, Learnings, Mentor, Next, Problems, References, Screenshots, Work,
};

/// Words for a kind of section in one language.
pub(super) struct Row(pub(super) SectionKind, pub(super) Lang, pub(super) &'static str);

/// Headings under which a log says what was done.
pub(super) const WORK: &[Row] = &[
    Row(
        Work,
        En,
        "work; work done; work completed; work this week; this week's work; work performed; work summary; work log; worklog; tasks; tasks completed; completed tasks; tasks accomplished; tasks done; tasks this week; key tasks; key tasks this week; deliverables this week; tasks for this week; tasks for the week; weekly tasks; tasks to be carried out this week; tasks to be carried out; tasks to be implemented this week; tasks to be implemented; tasks to execute this week; tasks performed; tasks worked on; task list; task breakdown; task status; tasks and status; assigned tasks; main tasks; to do!; todo!; to do list; activities; activities performed; activities completed; activities this week; daily activities; weekly activities; activity log; daily log; daily logs; daily breakdown; daily progress; daily summary; day by day; what I did; what I did this week; what I did today; what we did; what we did this week; what I worked on; what I worked on this week; what we worked on; what I've been working on; what's done; what is done; what was done; what got done; what's active; things done; progress; progress this week; weekly progress; progress made; progress report; progress update; week recap; weekly recap; recap; coding tasks; coding!; contributions; my contributions; summary of work; summary of activities; description of activities; what did you do; what did you do this week; what have you been doing; what have you been working on; what have you been working on this week; what have you done; what have you done this week; what did you accomplish; what did you accomplish this week; what have you accomplished; what have you realised this week; what have you achieved this week; what did you work on; what did you work on this week; what have done; what have done this week; what has been done; what has been done this week",
    ),
    Row(
        Work,
        Es,
        "actividades; actividades realizadas; actividades de la semana; actividades semanales; actividades diarias; actividades desarrolladas; tareas; tareas realizadas; tareas completadas; tareas de la semana; trabajo realizado; trabajo de la semana; qué hice; qué hice esta semana; lo que hice; avances; avances de la semana; progreso; labores realizadas; labores",
    ),
    Row(
        Work,
        Pt,
        "atividades; atividades realizadas; atividades da semana; atividades desenvolvidas; tarefas; tarefas realizadas; tarefas concluídas; tarefas da semana; trabalho realizado; o que fiz; o que fiz esta semana; o que foi feito; o que eu fiz; progresso; andamento",
    ),
    Row(
        Work,
        Fr,
        "tâches; tâches réalisées; tâches effectuées; tâches accomplies; tâches de la semaine; travail effectué; travail réalisé; travaux réalisés; travaux effectués; activités; activités réalisées; activités de la semaine; ce que j'ai fait; ce que j'ai fait cette semaine; avancement; missions; missions réalisées; travail de la semaine",
    ),
    Row(
        Work,
        De,
        "Tätigkeiten; Tätigkeit; ausgeführte Tätigkeiten; durchgeführte Tätigkeiten; Tätigkeiten der Woche; Tätigkeitsbericht; betriebliche Tätigkeit; betriebliche Tätigkeiten; Arbeiten; ausgeführte Arbeiten; Arbeit!; Aufgaben; Aufgaben der Woche; erledigte Aufgaben; was ich gemacht habe; was habe ich gemacht; Fortschritt; Fortschritte; Wochenrückblick; Taetigkeiten",
    ),
    Row(
        Work,
        Nl,
        "werkzaamheden; dagelijkse werkzaamheden; uitgevoerde werkzaamheden; taken; taken van de week; uitgevoerde taken; wat heb ik gedaan; wat ik heb gedaan; wat heb ik deze week gedaan; activiteiten; voortgang; werk!",
    ),
    Row(
        Work,
        Vi,
        "công việc; các công việc; các công việc trong tuần; các công việc trong tuần này; các công việc cần triển khai trong tuần này; các công việc cần triển khai trong tuần; các công việc cần triển khai; các công việc cần thực hiện; các công việc cần thực hiện trong tuần này; các công việc đã thực hiện; công việc cần triển khai; công việc trong tuần; công việc tuần này; công việc đã làm; công việc thực hiện; nội dung công việc; nhiệm vụ; nhiệm vụ trong tuần; nhiệm vụ tuần này; các nhiệm vụ; các nhiệm vụ trong tuần; các nhiệm vụ cần thực hiện; các nhiệm vụ cần thực hiện trong tuần này; tiến độ; tiến độ công việc",
    ),
    Row(
        Work,
        Id,
        "kegiatan; kegiatan minggu ini; kegiatan harian; kegiatan mingguan; kegiatan yang dilakukan; aktivitas; aktivitas minggu ini; pekerjaan; pekerjaan minggu ini; pekerjaan yang dilakukan; tugas; tugas minggu ini; progres; progres minggu ini",
    ),
    Row(
        Work,
        Zh,
        "本周工作; 本周工作内容; 本周工作总结; 本周工作情况; 本周工作进展; 本双周工作; 本双周工作内容; 双周工作; 工作内容; 工作!; 工作进展; 工作记录; 工作总结; 工作情况; 具体工作; 具体工作内容; 学习笔记; 学习笔记/记录; 学习记录; 学习进度; 学习进展; 学习情况; 学习内容; 本周学习; 本周学习内容; 本周内容; 本周进展; 本周完成; 本周完成工作; 本周完成的工作; 本周完成内容; 本周已完成; 本周任务; 任务!; 任务列表; 任务清单; 任务完成情况; 完成情况; 进展; 进展情况; 已完成工作; 已完成的工作; 完成工作; 完成的工作; 做了什么; 本周做了什么; 这周做了什么; 每日记录; 日常记录",
    ),
    Row(
        Work,
        Ja,
        "作業内容; 日別作業内容; 今週の作業; 今週の作業内容; 今週やったこと; やったこと; 今週の活動; 活動内容; 業務内容; 今週の業務; 実施内容; 実施したこと; 進捗; 進捗状況; 今週の進捗; タスク; 今週のタスク; 作業!; 作業ログ; 今日やったこと",
    ),
    Row(
        Work,
        Ko,
        "오늘 한 일; 이번 주 한 일; 이번주 한 일; 한 일; 금주 업무; 금주 진행 사항; 금주 진행 업무; 금주 한 일; 업무 내용; 진행 상황; 진행 내용; 작업 내용; 주요 업무; 주요 작업; 수행 업무; 수행 내용; 활동 내용; 학습 내용; 이번 주 작업; 이번 주 진행; 작업!; 진행 사항; 공부한 내용",
    ),
];

/// Headings under which a log narrates how the work went.
pub(super) const NARRATION: &[Row] = &[
    Row(
        Work,
        En,
        "approach and implementation; approach!; implementation!; implementation details; methods!; methodology; development!; process!; what happened; narrative",
    ),
    Row(Work, Es, "desarrollo!; metodología; implementación!"),
    Row(Work, Pt, "desenvolvimento!; metodologia; implementação!"),
    Row(Work, Fr, "déroulement; méthodologie; démarche; mise en œuvre"),
    Row(Work, De, "Vorgehen; Umsetzung; Methodik; Durchführung"),
    Row(Work, Nl, "aanpak; uitvoering; werkwijze"),
    Row(Work, Zh, "刷题; 刷题情况; 刷题记录; leetcode刷题; leetcode练习; leetcode; 力扣刷题; 实现过程; 方法与实现; 实现方法; 开发过程"),
    Row(Work, Ja, "進め方; 実装; 方法!"),
    Row(Work, Ko, "진행 과정; 구현 과정; 방법!"),
];

/// Headings under which a log says what came of the work.
pub(super) const OUTCOMES: &[Row] = &[
    Row(
        Work,
        En,
        "results; weekly results; how has the program progressed; how has the project progressed; how did the project progress; how has your project progressed; achievements; key achievements; weekly achievements; accomplishments; key accomplishments; outcomes; deliverables; outputs; wins; milestones; key milestones; technical milestones; achievements and milestones; milestones and achievements; milestones reached",
    ),
    Row(Work, Es, "resultados; resultados obtenidos; logros; logros de la semana; entregables"),
    Row(Work, Pt, "resultados; resultados obtidos; conquistas; entregas"),
    Row(Work, Fr, "résultats; résultats obtenus; réalisations; livrables"),
    Row(Work, De, "Ergebnisse; Erfolge"),
    Row(Work, Nl, "resultaten; behaalde resultaten; opgeleverd"),
    Row(Work, Vi, "kết quả đạt được; kết quả; thành tựu; thành quả; kết quả đạt được trong tuần"),
    Row(Work, Id, "pencapaian; pencapaian minggu ini; hasil; hasil minggu ini; hasil yang dicapai"),
    Row(Work, Zh, "成果; 工作成果; 本周成果; 产出; 本周产出; 工作产出; 结果!"),
    Row(Work, Ja, "成果; 今週の成果; 成果物; 結果!; 達成事項"),
    Row(Work, Ko, "결과!; 성과; 금주 성과; 이번 주 성과; 결과물"),
];

/// Headings for what a log aims at, and for the line that sums the week up.
pub(super) const AIMS: &[Row] = &[
    Row(
        Focus,
        En,
        "focus; focus of the week; focus this week; main focus; weekly focus; this week's focus; week focus; summary; weekly summary; week summary; summary of the week; executive summary; overview; week overview; weekly overview; overview of the week; at a glance; highlights; weekly highlights",
    ),
    Row(Focus, Es, "enfoque; enfoque de la semana; foco; resumen; resumen de la semana; resumen semanal"),
    Row(Focus, Pt, "foco; foco da semana; resumo; resumo da semana; resumo semanal"),
    Row(Focus, Fr, "résumé; résumé de la semaine; thème de la semaine; synthèse; en bref"),
    Row(Focus, De, "Schwerpunkt; Schwerpunkte; Schwerpunkt der Woche; Fokus; Fokus der Woche; Zusammenfassung; Überblick; Wochenüberblick"),
    Row(Focus, Nl, "focus; samenvatting; overzicht"),
    Row(Focus, Vi, "trọng tâm; trọng tâm tuần; tóm tắt; tóm tắt tuần; tổng quan"),
    Row(Focus, Id, "fokus; fokus minggu ini; ringkasan; ringkasan minggu ini"),
    Row(Focus, Zh, "本周重点; 本周概述; 本周概要; 本周概览; 本周摘要; 本周主题; 概述; 概要; 摘要; 工作概述"),
    Row(Focus, Ja, "フォーカス; 今週のフォーカス; 概要; 今週の概要; 今週のテーマ; サマリー; 今週のまとめ"),
    Row(Focus, Ko, "이번 주 초점; 요약; 이번 주 요약; 주간 요약; 개요; 이번 주 주제"),
    Row(
        Goals,
        En,
        "goals; goals for the week; goals for this week; goals of the week; goals this week; weekly goals; week goals; this week's goals; my goals; objectives; objectives for the week; objectives for this week; objectives of the week; weekly objectives; week objectives; learning objectives; learning goals; targets; weekly targets; aims; plan for this week; plan for the week; plans for this week; plan this week; weekly plan; this week's plan; planned this week; planned for this week; planned tasks; planned work; priorities; weekly priorities; priorities this week",
    ),
    Row(
        Goals,
        Es,
        "objetivos; objetivo; objetivos de la semana; objetivos semanales; objetivo de la semana; objetivo semanal; objetivos de aprendizaje; metas; metas de la semana; metas semanales; plan de la semana; plan semanal; planificación de la semana",
    ),
    Row(
        Goals,
        Pt,
        "objetivos; objetivo; objetivos da semana; objetivo da semana; metas; metas da semana; plano da semana; planejamento da semana",
    ),
    Row(
        Goals,
        Fr,
        "objectifs; objectif; objectifs de la semaine; objectif de la semaine; objectifs d'apprentissage; buts; plan de la semaine",
    ),
    Row(
        Goals,
        De,
        "Ziele; Ziel; Ziele der Woche; Ziele für diese Woche; Ziele diese Woche; Wochenziele; Wochenziel; Lernziele; Plan für diese Woche; Planung für diese Woche",
    ),
    Row(
        Goals,
        Nl,
        "doelen; doel; doelen van de week; doelen voor deze week; doelen deze week; weekdoelen; doelstellingen; leerdoelen; planning deze week",
    ),
    Row(
        Goals,
        Vi,
        "mục tiêu; mục tiêu tuần; mục tiêu tuần này; mục tiêu trong tuần; mục tiêu của tuần; kế hoạch tuần này; kế hoạch trong tuần",
    ),
    Row(Goals, Id, "tujuan; tujuan minggu ini; target; target minggu ini; sasaran; rencana minggu ini"),
    Row(Goals, Zh, "目标; 本周目标; 本双周目标; 周目标; 学习目标; 工作目标; 本周计划; 本周工作计划; 本周学习目标; 本周任务目标"),
    Row(Goals, Ja, "目標; 今週の目標; 目的; 今週の計画; 今週の予定; 週の目標"),
    Row(Goals, Ko, "목표; 이번 주 목표; 이번주 목표; 금주 목표; 주간 목표; 학습 목표; 이번 주 계획"),
];

/// Headings for what comes after this week.
pub(super) const AFTER: &[Row] = &[
    Row(
        Next,
        En,
        "next week; goals for next week; what is coming up next; what's coming up next; what comes next; what is coming next; what is planned next; what is planned for next week; what will you do next; what are you going to do next; what do you plan to do next; what do you plan for next week; what to do next; goals for the next week; goals for the upcoming week; goals for the coming week; next week's goals; next week goals; next week's plan; next week plan; next week plans; next week's tasks; next week's focus; next week's objectives; plan for next week; plans for next week; plan for the next week; plans for the next week; plan for the upcoming week; plans for the upcoming week; plan for the coming week; plan for the next cycle; plans for the next cycle; plan / goals for next week; plans / goals for next week; goals / plan for next week; goals and plans for next week; plans and goals for next week; objectives for next week; objectives for the next week; tasks for next week; tasks for the next week; tasks planned for next week; to do next week; to do for next week; planned for next week; planned next week; focus for next week; priorities for next week; next steps; next step; next actions; next!; upcoming; upcoming tasks; upcoming work; upcoming goals; upcoming week; upcoming plans; looking ahead; what's next; what is next; what next; next up; next cycle; next sprint; future plans; work planned for next week; next week rough plan; what are your goals for next week; what are your goals of next week; what will you do next week; what do you plan to do next week; what are you going to do next week; what are your plans for next week; improvements and next week's goals; points of improvement and next week's goals; points for improvement and next week's goals; areas for improvement and next week's goals; weekend plan",
    ),
    Row(
        Next,
        Es,
        "próxima semana; objetivos de la próxima semana; objetivos para la siguiente semana; objetivos de la siguiente semana; plan para la siguiente semana; plan próxima semana; planificación de la próxima semana; objetivos para la próxima semana; objetivos próxima semana; plan para la próxima semana; plan de la próxima semana; planes para la próxima semana; metas para la próxima semana; metas de la próxima semana; tareas para la próxima semana; actividades para la próxima semana; próximos pasos; siguientes pasos; siguiente semana; acciones pendientes o planificadas; acciones planificadas; próximas tareas; próximas actividades",
    ),
    Row(
        Next,
        Pt,
        "próxima semana; objetivos para a próxima semana; objetivos para a semana seguinte; planos para próxima semana; planejamento para próxima semana; metas para próxima semana; objetivos para próxima semana; plano para próxima semana; objetivos da próxima semana; metas para a próxima semana; metas da próxima semana; plano para a próxima semana; planos para a próxima semana; planejamento para a próxima semana; planejamento da próxima semana; tarefas para a próxima semana; atividades para a próxima semana; próximos passos; próximas atividades; próximas tarefas",
    ),
    Row(
        Next,
        Fr,
        "semaine prochaine; prochaine semaine; semaine suivante; objectifs pour la semaine prochaine; objectifs pour la semaine suivante; objectifs de la semaine suivante; plan pour la semaine suivante; tâches de la semaine prochaine; tâches pour la semaine suivante; travail pour la semaine prochaine; travail à faire; prochaines tâches; objectifs de la semaine prochaine; objectifs semaine prochaine; plan pour la semaine prochaine; plans pour la semaine prochaine; tâches pour la semaine prochaine; à faire la semaine prochaine; prochaines étapes; étapes suivantes; à venir",
    ),
    Row(
        Next,
        De,
        "nächste Woche; Ziele für nächste Woche; kommende Woche; Ziele für die kommende Woche; Plan für die kommende Woche; Planung für die kommende Woche; Aufgaben für die kommende Woche; Ausblick auf die nächste Woche; Ausblick auf die kommende Woche; Ziele für die nächste Woche; Ziele nächste Woche; Ziele der nächsten Woche; Plan für nächste Woche; Plan für die nächste Woche; Pläne für nächste Woche; Planung für nächste Woche; Planung für die nächste Woche; geplant für nächste Woche; Aufgaben für nächste Woche; nächste Schritte; Ausblick; Ausblick auf nächste Woche; wie es weitergeht",
    ),
    Row(
        Next,
        Nl,
        "volgende week; doelen voor volgende week; komende week; planning komende week; planning voor komende week; plannen komende week; plannen voor komende week; plannen volgende week; doelen komende week; doelen voor komende week; planning voor de volgende week; plan volgende week; doelen volgende week; planning volgende week; planning voor volgende week; plan voor volgende week; plannen voor volgende week; taken voor volgende week; volgende stappen; vervolgstappen; vooruitblik",
    ),
    Row(
        Next,
        Vi,
        "tuần tới; tuần sau; tuần tiếp theo; kế hoạch tuần tới; kế hoạch tuần sau; kế hoạch tuần tiếp theo; kế hoạch cho tuần tới; kế hoạch cho tuần sau; mục tiêu tuần tới; mục tiêu tuần sau; mục tiêu cho tuần tới; mục tiêu tuần tiếp theo; công việc tuần tới; công việc tuần sau; các bước tiếp theo; bước tiếp theo; kế hoạch tiếp theo",
    ),
    Row(
        Next,
        Id,
        "minggu depan; rencana minggu depan; rencana kegiatan minggu depan; rencana kegiatan selanjutnya; rencana minggu berikutnya; rencana pekan berikutnya; rencana minggu selanjutnya; target minggu berikutnya; kegiatan selanjutnya; rencana kerja minggu depan; rencana pekan depan; rencana untuk minggu depan; target minggu depan; tujuan minggu depan; rencana selanjutnya; rencana berikutnya; rencana ke depan; langkah selanjutnya; langkah berikutnya; minggu berikutnya; minggu selanjutnya",
    ),
    Row(
        Next,
        Zh,
        "下周; 下周工作; 下周工作计划; 下周工作安排; 下周计划; 下周目标; 下周任务; 下周安排; 下周规划; 下周展望; 下周学习计划; 下一周; 下一周计划; 下一周工作; 下双周工作; 下双周计划; 下双周工作计划; 下一步; 下一步计划; 下一步工作; 下一步工作计划; 下阶段计划; 下阶段工作; 下一阶段计划; 下一阶段工作; 后续计划; 后续规划; 后续工作; 后续工作计划; 接下来的计划; 接下来的工作; 未来计划; 下周待办",
    ),
    Row(
        Next,
        Ja,
        "次週; 来週; 次週フォーカス; 次週フォーカス案; 次週の予定; 次週の目標; 次週の計画; 次週の課題; 次週予定; 来週の予定; 来週の目標; 来週の計画; 来週の課題; 来週やること; 来週のタスク; 来週に向けて; 今後の予定; 今後の計画; 次のステップ; 次のアクション; 次にやること",
    ),
    Row(
        Next,
        Ko,
        "다음 주; 다음주 계획; 다음 주 목표; 다음 주 할 일; 다음 주 일정; 다음 주 업무; 다음 계획; 다음 목표; 다음 단계; 다음 할 일; 차주 계획; 차주 목표; 차주 업무; 차주 예정; 차주 진행 예정; 이후 학습 방향; 향후 계획; 앞으로의 계획; 이후 계획; 추후 계획",
    ),
    Row(
        Carry,
        En,
        "carry; carry over; carryover; carry forward; carried over; carried forward; carried over to next week; carried over from last week; unfinished; unfinished tasks; unfinished work; incomplete tasks; tasks not completed; not completed; tasks carried over",
    ),
    Row(Carry, Es, "tareas pendientes; pendientes; trabajo pendiente; actividades pendientes"),
    Row(Carry, Pt, "pendências; tarefas pendentes; atividades pendentes; pendentes"),
    Row(Carry, Fr, "reste à faire; tâches en attente; tâches non terminées; reports"),
    Row(Carry, De, "offene Aufgaben; offene Punkte; unerledigt; übertrag"),
    Row(Carry, Nl, "openstaande taken; openstaand; nog te doen"),
    Row(Carry, Vi, "công việc chưa hoàn thành; công việc còn lại; công việc tồn đọng"),
    Row(Carry, Id, "tugas yang belum selesai; belum selesai; pekerjaan yang belum selesai"),
    Row(Carry, Zh, "未完成; 未完成工作; 未完成的工作; 未完成任务; 未完成事项; 遗留任务; 遗留工作; 待办; 待办事项"),
    Row(Carry, Ja, "未完了; 持越し; 持ち越し; 未完了 持越し; 残タスク; 積み残し"),
    Row(Carry, Ko, "미완료; 이월; 남은 작업; 남은 일; 미완료 작업; 남은 과제"),
];

/// Headings for what was learned and what stood in the way.
pub(super) const LESSONS: &[Row] = &[
    Row(
        Learnings,
        En,
        "learnings; key learnings; my learnings; new learnings; main learnings; weekly learnings; learning!; learning points; learning outcomes; what I learned; what I learned this week; what I have learned; what I've learned; what I learnt; what I learnt this week; what we learned; what did I learn; things I learned; things learned; lessons; lessons learned; lessons learnt; key lessons; key lessons learned; takeaways; key takeaways; main takeaways; key concepts learned; concepts learned; concepts learnt; skills learned; skills gained; skills acquired; skills developed; skills and knowledge gained; new skills; knowledge gained; knowledge acquired; insights; key insights; learnings and insights; learnings and reflections; reflection; reflections; weekly reflection; weekly reflections; personal reflection; personal reflections; my reflection; reflections and learnings; today I learned; TIL; what did you learn; what did you learn this week; what have you learned; what have you learned this week; what have you learnt",
    ),
    Row(
        Learnings,
        Es,
        "aprendizajes; aprendizaje; aprendizajes clave; principales aprendizajes; lo aprendido; lo que aprendí; qué aprendí; qué aprendí esta semana; lecciones aprendidas; conocimientos adquiridos; habilidades adquiridas; reflexión; reflexiones; reflexión de la semana",
    ),
    Row(
        Learnings,
        Pt,
        "aprendizados; aprendizado; aprendizagens; aprendizagem; principais aprendizados; o que aprendi; o que eu aprendi; lições aprendidas; conhecimentos adquiridos; reflexão; reflexões",
    ),
    Row(
        Learnings,
        Fr,
        "apprentissages; apprentissages clés; apprentissages faits; apprentissages réalisés; apprentissages de la semaine; ce que nous avons appris; ce que j'ai appris; leçons apprises; leçons tirées; compétences acquises; connaissances acquises; enseignements; acquis; réflexion; réflexions; bilan des apprentissages",
    ),
    Row(
        Learnings,
        De,
        "gelernt; Gelerntes; das Gelernte; was ich gelernt habe; was habe ich gelernt; das habe ich gelernt; Erkenntnisse; wichtigste Erkenntnisse; Lerninhalte; Lernerfahrungen; Lessons Learned; Reflexion",
    ),
    Row(
        Learnings,
        Nl,
        "geleerd; wat ik heb geleerd; wat heb ik geleerd; wat ik geleerd heb; leerpunten; leermomenten; lessen; inzichten; reflectie",
    ),
    Row(
        Learnings,
        Vi,
        "bài học; bài học rút ra; bài học kinh nghiệm; học được; đã học được; những điều học được; những điều đã học; điều học được; điều đã học; kiến thức học được; kiến thức đã học; kiến thức thu được; kinh nghiệm rút ra; tôi đã học được gì",
    ),
    Row(
        Learnings,
        Id,
        "pembelajaran; pembelajaran minggu ini; hasil & pembelajaran; hasil dan pembelajaran; hal yang dipelajari; hal-hal yang dipelajari; yang dipelajari; apa yang saya pelajari; pelajaran; pelajaran yang didapat; ilmu yang didapat; ilmu yang diperoleh; refleksi",
    ),
    Row(
        Learnings,
        Zh,
        "学习收获; 本周收获; 本周学习收获; 收获; 主要收获; 心得; 学习心得; 心得体会; 体会; 感悟; 收获与体会; 收获与感悟; 收获和体会; 总结与收获; 收获总结; 收获与反思; 学到的知识; 学到了什么; 学到的东西; 经验总结; 学习成果; 反思; 总结与反思; 反思与总结; 个人收获; 本周心得; 实习收获; 学习总结; 知识点总结; 要注意的知识点; 学习感悟; 个人总结",
    ),
    Row(
        Learnings,
        Ja,
        "学び; 今週の学び; 学んだこと; 今週学んだこと; 学習内容; 気づき; 学びと気づき; 学び・気づき; 習得したこと; 得た知見; 知見; 所感; 感想; 振り返り; ふりかえり",
    ),
    Row(
        Learnings,
        Ko,
        "배운 점; 배운 것; 배운 내용; 배운 핵심 개념; 핵심 개념; 학습한 내용; 느낀 점; 배우고 느낀 점; 배운 점과 느낀 점; 배운 점 느낀 점; 알게 된 점; 새로 알게 된 점; 깨달은 점; 회고; 주간 회고",
    ),
    Row(
        Problems,
        En,
        "problems; problems faced; problems encountered; problems and solutions; problems faced and solutions; problems encountered and solutions; problem solving; technical problem solving; technical problem solving experience; troubleshooting and debugging; problems solved; problems & fixes; challenges; challenges faced; challenges encountered; challenges and solutions; challenges faced and solutions; challenges encountered and solutions; challenges & resolutions; challenges & how I overcame them; key challenges; main challenges; technical challenges; issues; issues faced; issues encountered; issues or blockers; issues and blockers; blockers or questions; blockers and questions; did you get stuck anywhere; did you get stuck; where did you get stuck; what did you get stuck on; what did you struggle with this week; what did you struggle with; what has been unclear or problematic; what was unclear or problematic; what has been unclear; what was unclear; what has been problematic; what has been difficult; what was difficult; what was challenging; what was hard; what has been causing issues; what caused problems; what are your blockers; do you have any blockers; difficulties faced; difficulties encountered; struggles; blockers / questions; questions or blockers; questions and blockers; questions / blockers; blockers or issues; problems or questions; issues or questions; questions or concerns; blockers or concerns; blockers and issues; issues and solutions; issues & resolutions; issues and fixes; blockers; current blockers; open blockers; blockers or issues; blockers / issues; blockers and challenges; challenges and blockers; difficulties; difficulties encountered; difficulties faced; obstacles; obstacles encountered; impediments; roadblocks; errors and fixes; errors encountered; bugs encountered; bugs fixed; bugs and fixes; troubleshooting; what went wrong; pain points; open issues; known issues; any blockers; any issues; any problems; any challenges; what challenges did you face; what problems did you face; what problems did you encounter; what challenges did you encounter; what is blocking you; current issues; current issues and problems; issues and problems; current problems; can you specify your current issues and problems; what are your current issues; where are you stuck; what obstacles did you face; risks; risks and blockers; risks and issues; stuck on; challenge and blocking points; challenges and blocking points; blocking points; problems I met; problems I ran into; some problems",
    ),
    Row(
        Problems,
        Es,
        "dificultades; dificultades encontradas; dificultades y soluciones; problemas; problemas encontrados; problemas y soluciones; problemas encontrados y soluciones; problemas y bloqueos; retos; retos y soluciones; desafíos; desafíos encontrados; desafíos y soluciones; obstáculos; inconvenientes; inconvenientes encontrados; bloqueos; impedimentos",
    ),
    Row(
        Problems,
        Pt,
        "dificuldades; dificuldades encontradas; dificuldades e soluções; problemas; problemas encontrados; problemas e soluções; problemas enfrentados; desafios; desafios encontrados; desafios enfrentados; desafios e soluções; obstáculos; bloqueios; impedimentos",
    ),
    Row(
        Problems,
        Fr,
        "problèmes; problèmes rencontrés; problèmes et solutions; problèmes rencontrés et solutions; difficultés; difficultés rencontrées; difficultés et solutions; défis; défis rencontrés; défis et solutions; obstacles; obstacles rencontrés; blocages; points bloquants; points de blocage",
    ),
    Row(
        Problems,
        De,
        "Probleme; Probleme und Lösungen; aufgetretene Probleme; Probleme & Lösungen; Herausforderungen; Herausforderungen und Lösungen; Schwierigkeiten; Hindernisse; Hürden; Blocker",
    ),
    Row(
        Problems,
        Nl,
        "problemen; problemen en oplossingen; uitdagingen; uitdagingen en oplossingen; knelpunten; moeilijkheden; obstakels; blokkades",
    ),
    Row(
        Problems,
        Vi,
        "khó khăn; khó khăn gặp phải; những khó khăn gặp phải; khó khăn và giải pháp; khó khăn và cách giải quyết; khó khăn & giải pháp; các khó khăn; vấn đề; vấn đề gặp phải; các vấn đề gặp phải; vấn đề và giải pháp; vấn đề & giải pháp; thách thức; thách thức gặp phải; thách thức và giải pháp; vướng mắc",
    ),
    Row(
        Problems,
        Id,
        "kendala; kendala dan solusi; kendala & solusi; kendala yang dihadapi; masalah; masalah dan solusi; masalah yang dihadapi; permasalahan; permasalahan dan solusi; tantangan; tantangan dan solusi; hambatan; hambatan dan solusi",
    ),
    Row(
        Problems,
        Zh,
        "问题!; 遇到的问题; 遇到的一些问题; 遇到的主要问题; 遇到的问题与解决方案; 遇到的问题及解决方案; 遇到的问题和解决方案; 遇到的问题与解决; 遇到的问题及解决; 遇到的问题及解决办法; 遇到的问题及解决方法; 遇到的问题与解决方法; 遇到的问题与思考; 遇到问题; 遇到的困难; 遇到的困难与解决方案; 遇到的挑战; 问题与解决方案; 问题与解决; 问题及解决; 问题及解决方案; 问题和解决方案; 问题解决; 问题与解答; 问题及解答; 问题疑惑与解答; 问题疑惑及解答; 问题疑惑; 问题与疑惑; 疑惑与解答; 疑惑; 疑问; 问题与思考; 问题与困难; 问题与挑战; 问题记录; 遇到难题; 遇到的难题; 难题; 难题解决; 难题解决方法; 遇到难题解决方法; 遇到的难题与解决; 遇到的困难及解决方法; 遇到的困难与解决; 存在的问题; 存在问题; 困难; 困难与挑战; 困难与解决; 挑战; 挑战与解决; 难点; 阻塞; 阻塞问题; 踩坑; 踩坑记录; 待解决问题; 待解决的问题; 风险",
    ),
    Row(
        Problems,
        Ja,
        "問題; 問題点; 問題と対応; 問題と解決; 問題と解決策; 問題・課題; 課題; 今週の課題; 課題と対応; 課題と解決; 課題・問題点; 課題と解決策; 発生した問題; 困ったこと; 困りごと; 詰まったところ; 詰まった点; 苦労した点; 障害; ブロッカー",
    ),
    Row(
        Problems,
        Ko,
        "문제; 문제점; 문제 상황; 문제 해결; 문제와 해결; 문제점과 해결; 문제점 및 해결; 문제점 및 해결 방안; 문제 및 해결; 문제 및 해결 방안; 문제 상황 및 해결; 발생한 문제; 이슈; 이슈 사항; 이슈 및 해결; 어려웠던 점; 어려움; 힘들었던 점; 애로 사항; 트러블슈팅; 트러블 슈팅; 막힌 점; 막힌 부분",
    ),
];

/// Headings of the remaining kinds.
pub(super) const REST: &[Row] = &[
    Row(
        References,
        En,
        "references; reference; resources; resources used; useful resources; learning resources; links!; useful links; related links; reference links; important links; external links; references and resources; resources and references; references & links; links and references; links and resources; resources and links; reference materials; reference material; further reading; bibliography; sources!; materials used; documentation links",
    ),
    Row(References, Es, "referencias; recursos; recursos utilizados; enlaces; enlaces útiles; bibliografía; fuentes"),
    Row(References, Pt, "referências; recursos; recursos utilizados; links!; links úteis; bibliografia; fontes"),
    Row(References, Fr, "références; ressources; ressources utiles; ressources utilisées; liens; liens utiles; bibliographie"),
    Row(References, De, "Referenzen; Quellen; Links!; nützliche Links; Ressourcen; Literatur; Quellenverzeichnis"),
    Row(References, Nl, "referenties; bronnen; bronnenlijst; links!; nuttige links"),
    Row(References, Vi, "tài liệu tham khảo; tài liệu; tham khảo; nguồn tham khảo; liên kết; liên kết hữu ích"),
    Row(References, Id, "referensi; sumber; sumber belajar; sumber referensi; tautan; daftar pustaka"),
    Row(
        References,
        Zh,
        "参考; 参考资料; 参考文献; 参考链接; 参考文档; 相关链接; 相关资料; 相关文档; 链接; 资料; 详细链接; 学习资料; 参考与链接",
    ),
    Row(References, Ja, "参考; 参考資料; 参考文献; 参考リンク; 参考にしたもの; 参照; 関連リンク; リンク; 資料"),
    Row(References, Ko, "참고; 참고 자료; 참고 문헌; 참고 링크; 관련 링크; 링크; 레퍼런스; 출처"),
    Row(
        Screenshots,
        En,
        "screenshots; screenshot; screen shots; screenshots and evidence; images!; photos!; gallery; media!; visuals; evidence; demo!; demos!",
    ),
    Row(Screenshots, Es, "capturas; capturas de pantalla; imágenes; evidencias; evidencia; fotos"),
    Row(Screenshots, Pt, "capturas de tela; prints!; imagens; evidências; fotos"),
    Row(Screenshots, Fr, "captures; captures d'écran; images!; photos!"),
    Row(Screenshots, De, "Bildschirmfotos; Bilder; Screenshots; Fotos"),
    Row(Screenshots, Nl, "schermafbeeldingen; schermafdrukken; afbeeldingen; foto's"),
    Row(Screenshots, Vi, "ảnh chụp màn hình; hình ảnh; hình ảnh minh họa; minh chứng"),
    Row(Screenshots, Id, "tangkapan layar; dokumentasi!; foto; gambar; bukti"),
    Row(Screenshots, Zh, "截图; 截屏; 图片; 效果图; 运行截图; 结果截图"),
    Row(Screenshots, Ja, "スクリーンショット; スクショ; 画像; 画面キャプチャ"),
    Row(Screenshots, Ko, "스크린샷; 이미지; 캡처; 화면 캡처; 사진"),
    Row(
        Hours,
        En,
        "hours; hours worked; hours logged; hours this week; total hours; total hours worked; hours completed; weekly hours; working hours; work hours; time log; time logged; time spent; time sheet; timesheet; time tracking; daily hours; hours summary",
    ),
    Row(Hours, Es, "horas; horas trabajadas; horas totales; total de horas; registro de horas; horas de la semana; horario"),
    Row(Hours, Pt, "horas; horas trabalhadas; total de horas; registro de horas; carga horária"),
    Row(Hours, Fr, "heures; heures travaillées; total des heures; temps de travail; heures effectuées"),
    Row(Hours, De, "Stunden; Arbeitszeit; Arbeitszeiten; Arbeitsstunden; geleistete Stunden; Stundenzahl; Zeiterfassung"),
    Row(Hours, Nl, "uren; werkuren; gewerkte uren; urenregistratie; totaal uren; aantal uren"),
    Row(Hours, Vi, "giờ làm việc; số giờ; số giờ làm việc; tổng số giờ; thời gian làm việc"),
    Row(Hours, Id, "jam kerja; total jam; jumlah jam; jam"),
    Row(Hours, Zh, "工时; 工作时间; 工作时长; 本周工时; 总工时; 时长"),
    Row(Hours, Ja, "作業時間; 稼働時間; 勤務時間; 工数; 合計時間; 実働時間"),
    Row(Hours, Ko, "근무 시간; 작업 시간; 총 시간; 업무 시간; 소요 시간"),
    Row(
        Mentor,
        En,
        "mentor comment; mentor comments; mentor's comment; mentor's comments; mentors' comments; mentor feedback; mentor's feedback; mentor notes; mentor's notes; mentor review; mentor remarks; mentor's remarks; mentor evaluation; mentor sign-off; mentor signature; mentor section; comments from mentor; comment from mentor; feedback from mentor; feedback from my mentor; supervisor comment; supervisor comments; supervisor's comment; supervisor's comments; supervisor feedback; supervisor's feedback; supervisor remarks; supervisor's remarks; supervisor notes; supervisor review; supervisor sign-off; supervisor signature; feedback from supervisor; comments from supervisor; comments by supervisor; advisor comments; advisor feedback; tutor comments; tutor feedback",
    ),
    Row(
        Mentor,
        Es,
        "comentarios del mentor; comentario del mentor; comentarios del tutor; comentario del tutor; comentarios del supervisor; observaciones del tutor; observaciones del supervisor; retroalimentación del tutor; retroalimentación del mentor; retroalimentación; firma del tutor",
    ),
    Row(
        Mentor,
        Pt,
        "comentários do mentor; comentários do orientador; comentários do supervisor; comentário do orientador; feedback do mentor; feedback do orientador; feedback do supervisor; observações do orientador; observações do supervisor",
    ),
    Row(
        Mentor,
        Fr,
        "commentaires du tuteur; commentaire du tuteur; commentaires du mentor; remarques du tuteur; avis du tuteur; retour du tuteur; retours du tuteur; observations du tuteur; commentaires du maître de stage",
    ),
    Row(
        Mentor,
        De,
        "Kommentar des Betreuers; Kommentar der Betreuerin; Kommentare des Betreuers; Rückmeldung des Betreuers; Rückmeldung der Betreuerin; Feedback des Betreuers; Anmerkungen des Betreuers; Anmerkungen des Ausbilders; Kommentar des Ausbilders; Bemerkungen des Ausbilders; Mentorenkommentar; Kommentar des Mentors; Feedback des Mentors",
    ),
    Row(
        Mentor,
        Nl,
        "feedback van begeleider; feedback van de begeleider; feedback begeleider; feedback van mijn begeleider; feedback van mentor; opmerkingen begeleider; opmerkingen van de begeleider; opmerkingen van de mentor; commentaar begeleider",
    ),
    Row(
        Mentor,
        Vi,
        "nhận xét của mentor; nhận xét của người hướng dẫn; nhận xét của giảng viên; nhận xét của giảng viên hướng dẫn; nhận xét từ mentor; đánh giá của mentor; đánh giá của người hướng dẫn; phản hồi từ mentor; phản hồi của mentor",
    ),
    Row(
        Mentor,
        Id,
        "komentar pembimbing; catatan pembimbing; umpan balik pembimbing; masukan pembimbing; komentar mentor; catatan mentor; masukan mentor; umpan balik mentor",
    ),
    Row(
        Mentor,
        Zh,
        "导师点评; 导师评语; 导师评价; 导师意见; 导师反馈; 导师评论; 导师建议; 导师寄语; 导师批注; 导师回复; 指导老师评语; 指导老师意见; 指导教师评语",
    ),
    Row(
        Mentor,
        Ja,
        "メンターコメント; メンターのコメント; メンターからのコメント; メンターからのフィードバック; メンターフィードバック; 指導者コメント; 指導者からのコメント; 指導教員コメント; 上長コメント",
    ),
    Row(Mentor, Ko, "멘토 코멘트; 멘토 피드백; 멘토 의견; 멘토 평가; 멘토님 코멘트; 멘토님 피드백; 지도자 의견; 담당자 의견"),
    Row(
        Facts,
        En,
        "internship details; internship information; basic information; basic info; general information; general info; personal information; student information; intern information; details!; information!; log details; log information",
    ),
    Row(Facts, Es, "datos generales; información general; datos del estudiante; datos del practicante; información básica"),
    Row(Facts, Pt, "informações gerais; dados gerais; dados do estagiário; informações básicas"),
    Row(Facts, Fr, "informations générales; informations; informations du stagiaire"),
    Row(Facts, De, "allgemeine Angaben; Angaben; allgemeine Informationen; Stammdaten"),
    Row(Facts, Nl, "algemene gegevens; gegevens; algemene informatie"),
    Row(Facts, Vi, "thông tin chung; thông tin thực tập; thông tin cá nhân; thông tin"),
    Row(Facts, Id, "informasi umum; data diri; informasi magang; identitas"),
    Row(Facts, Zh, "基本信息; 实习信息; 实习基本信息; 个人信息; 基本情况"),
    Row(Facts, Ja, "基本情報; インターン情報"),
    Row(Facts, Ko, "기본 정보; 인턴 정보; 인적 사항"),
];
