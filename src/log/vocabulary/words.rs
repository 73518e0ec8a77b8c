//! The remaining words: states, marks, columns, labels, and what a heading may hold besides its phrase.
//!
//! Phrases are divided by `;`.

use super::{Column, Label};
use crate::log::model::State::{self, Blocked, Done, Dropped, InProgress, Partial, Planned};

/// Words for how far a task is. One that ends in `!` says so only when it is all that a status cell holds.
pub(super) const STATES: &[(State, &str)] = &[
    (
        Done,
        "done; complete; completed; complet; finished; resolved; solved; fixed!; merged; closed!; shipped!; delivered!; deployed!; submitted!; approved!; achieved; accomplished; yes!; ok!; passed!; success!; successful!; successfully completed; all done; fully done; task completed; well done; x!",
    ),
    (
        Done,
        "completado; completada; completo; completa; completados; completadas; hecho; hecha; listo!; lista!; terminado; terminada; finalizado; finalizada; cumplida; cumplido; realizado; realizada; logrado!; sí!",
    ),
    (Done, "concluído; concluída; concluídos; concluídas; feito; feita; pronto!; pronta!; entregue; finalizado; sim!"),
    (
        Done,
        "terminé; terminée; fait; faite; fini; finie; achevé; achevée; complété; complétée; réalisé; réalisée; accompli; accomplie; résolu; résolue; oui!",
    ),
    (Done, "erledigt; fertig; abgeschlossen; fertiggestellt; beendet; gelöst; umgesetzt"),
    (Done, "klaar; afgerond; voltooid; gedaan; gereed; opgelost; af!"),
    (Done, "hoàn thành; đã hoàn thành; xong; đã xong; hoàn tất; đã hoàn tất; đã làm; đã làm xong; đạt!"),
    (Done, "selesai; sudah selesai; sudah!; tuntas; berhasil"),
    (
        Done,
        "完成; 已完成; 完成了; 全部完成; 已验收; 已验证; 已实现; 已解决; 已合入; 已合并; 已提交; 已上线; 已关闭; 成功!; 通过!; 测试通过; 已通过; 完毕!; 做完",
    ),
    (Done, "完了; 今週完了; 済; 済み; 完了済み; 完了済; 対応済み; 対応済; 終了!"),
    (Done, "완료; 완료됨; 완료함; 완료했음; 끝!; 해결!; 해결됨; 해결 완료"),
    (
        InProgress,
        "in progress; in-progress; inprogress; ongoing; on going; on-going; wip; work in progress; working!; working on; working on it; active!; started!; doing!; under way; underway; under review; in review; review!; reviewing!; pending review; awaiting review; waiting for review; in testing; testing!; in development; developing!; continuing!; to be continued; continued!; on track; at risk; delayed!; off track",
    ),
    (InProgress, "en progreso; en proceso; en curso; en desarrollo; en revisión; en marcha; iniciado!; iniciada!"),
    (InProgress, "em andamento; em progresso; em curso; em desenvolvimento; em revisão; iniciado!; fazendo!"),
    (InProgress, "en cours; en cours de réalisation; en développement; en relecture; commencé!; commencée!; démarré!"),
    (InProgress, "in Arbeit; in Bearbeitung; laufend!; läuft!; begonnen!; angefangen!; in Entwicklung; in Prüfung"),
    (InProgress, "bezig!; mee bezig; lopend!; loopt!; in uitvoering; in behandeling; begonnen!; gestart!"),
    (InProgress, "đang làm; đang thực hiện; đang chạy; đang tiến hành; đang triển khai; đang xử lý; đang phát triển"),
    (InProgress, "sedang berjalan; sedang dikerjakan; dalam proses; sedang dalam proses; dalam pengerjaan; proses!; berjalan!"),
    (
        InProgress,
        "进行中; 正在进行; 进行!; 运行中; 开发中; 测试中; 处理中; 推进中; 正在推进; 正在开发; 调试中; 持续进行; 持续推进; 审核中; 评审中; 待合入; 待合并; 待review; 待评审",
    ),
    (InProgress, "進行中; 作業中; 対応中; 実施中; 着手中; 継続!; 継続中; レビュー中; 途中!"),
    (InProgress, "진행중; 진행 중; 진행!; 작업 중; 개발 중; 검토 중; 리뷰 중; 하는 중"),
    (
        Partial,
        "partial!; partially!; partially done; partially complete; partially completed; partly!; partly done; partly completed; half done; almost done; nearly done; mostly done; almost complete; mostly complete; nearly complete; incomplete; closed unmerged; carried over; carry over; carried forward; unfinished",
    ),
    (Partial, "parcial!; parcialmente; parcialmente completado; parcialmente completada; incompleto; incompleta; casi listo; a medias"),
    (Partial, "parcialmente concluído; parcialmente concluída; parcialmente feito; quase pronto"),
    (Partial, "partiel; partielle; partiellement; partiellement terminé; partiellement fait; incomplet; presque terminé"),
    (Partial, "teilweise; teilweise erledigt; teils!; teilweise fertig; unvollständig; fast fertig"),
    (Partial, "gedeeltelijk; deels!; gedeeltelijk klaar; bijna klaar; onvolledig"),
    (Partial, "một phần; hoàn thành một phần; gần xong; chưa xong hẳn"),
    (Partial, "sebagian!; sebagian selesai; selesai sebagian; hampir selesai"),
    (Partial, "部分完成; 部分!; 基本完成; 大部分完成; 未全部完成; 半完成; 初步完成"),
    (Partial, "一部完了; 一部!; 未完了 持越し; 未完了; 持越し; 持ち越し; ほぼ完了; 部分完了"),
    (Partial, "부분 완료; 일부 완료; 일부!; 거의 완료; 미완료"),
    (Blocked, "blocked; blocked by; paused; on hold; hold!; stuck; waiting!; waiting for; waiting on; stalled; suspended; blocker"),
    (Blocked, "bloqueado; bloqueada; pausado; pausada; en pausa; en espera; detenido; detenida"),
    (Blocked, "bloqueado; bloqueada; pausado; pausada; em espera; parado!; parada!; suspenso"),
    (Blocked, "bloqué; bloquée; en pause; en attente; suspendu; suspendue"),
    (Blocked, "blockiert; pausiert; wartet; wartend; angehalten; zurückgestellt"),
    (Blocked, "geblokkeerd; gepauzeerd; in de wacht; wacht op; uitgesteld"),
    (Blocked, "bị chặn; tạm dừng; tạm hoãn; vướng; đang chờ"),
    (Blocked, "terblokir; terhambat; tertunda; ditunda; menunggu"),
    (Blocked, "阻塞; 被阻塞; 暂停; 已暂停; 挂起; 搁置; 暂缓; 卡住; 等待中"),
    (Blocked, "中断; 保留!; 停止!; ブロック; ブロック中; 待ち!"),
    (Blocked, "중단; 중단됨; 보류; 막힘; 블록; 일시 중지"),
    (
        Planned,
        "planned; pending; not started; not yet started; not yet; not done; not completed; not complete; not yet completed; not yet done; todo; to do; to-do; draft!; open!; upcoming!; scheduled!; next!; next week!; to start; to be done; to be completed; to be started; yet to start; backlog!; queued; new!; no!; will do; tbd",
    ),
    (
        Planned,
        "pendiente; pendientes; propuesto; propuesta; por hacer; sin empezar; no iniciado; no iniciada; planificado; planificada; sin iniciar; próxima!; próximo!; no completado; no completada; por iniciar",
    ),
    (
        Planned,
        "pendente; pendentes; a fazer; não iniciado; não iniciada; planejado; planejada; previsto; prevista; não concluído; não concluída; não feito",
    ),
    (
        Planned,
        "à faire; prévu; prévue; planifié; planifiée; non commencé; non commencée; pas commencé; pas encore commencé; non terminé; pas terminé; à venir; pas fait",
    ),
    (Planned, "geplant; offen; ausstehend; noch offen; nicht begonnen; noch nicht begonnen; nicht erledigt; zu tun; nicht fertig"),
    (Planned, "gepland; te doen; nog te doen; niet begonnen; nog niet begonnen; nog niet gestart; openstaand; niet klaar"),
    (Planned, "chưa làm; chưa bắt đầu; chưa hoàn thành; chưa xong; chưa thực hiện; sắp tới; dự kiến; kế hoạch!; cần làm"),
    (Planned, "belum; belum mulai; belum dimulai; belum selesai; belum dikerjakan; direncanakan; akan datang; rencana!"),
    (
        Planned,
        "待实现; 待完成; 待开始; 未开始; 未完成; 待办; 待处理; 计划中; 计划!; 待定; 待做; 未做; 待开发; 待测试; 没有完成; 还未完成; 尚未完成; 尚未开始; 未着手; 待启动",
    ),
    (Planned, "未着手; 未対応; 予定!; 未実施; 未開始; これから; 未定"),
    (Planned, "대기; 대기 중; 미착수; 예정!; 시작 전; 미시작; 할 일!; 계획!"),
    (
        Dropped,
        "dropped; cancelled; canceled; abandoned; won't do; wont do; wontfix; skipped!; discarded; removed!; obsolete; rejected!; not needed; no longer needed; descoped",
    ),
    (Dropped, "cancelado; cancelada; descartado; descartada; abandonado; abandonada"),
    (Dropped, "annulé; annulée; abandonné; abandonnée; supprimé"),
    (Dropped, "abgebrochen; verworfen; gestrichen; entfällt; geannuleerd; vervallen; geschrapt; afgeblazen"),
    (Dropped, "đã hủy; hủy; hủy bỏ; dibatalkan; batal"),
    (Dropped, "取消; 已取消; 放弃; 已放弃; 废弃; 不再需要; 作废; キャンセル; 取消し; 取りやめ; 中止; 취소; 취소됨; 취소됐음; 폐기"),
];

/// Marks that say a state when no word does. Those with two meanings in real logs (green, red, a cross) are left out.
pub(super) const MARKS: &[(State, &str)] = &[
    (Done, "✅✔☑🗸✓"),
    (InProgress, "🔄🔃🚧🟡🏃🔁"),
    (Partial, "⚠"),
    (Blocked, "⏸⛔🚫🛑"),
    (Planned, "⏳⌛⬜🔲☐🔜▢◻◽📅🗓"),
    (Dropped, "🗑"),
];

/// Further marks that are stripped from a task's text and say nothing by themselves.
pub(super) const MUTE_MARKS: &str = "❌✖✗✘🟢🔴🟠⚪🔵❎⭕";

/// Words in the head of a table's column.
pub(super) const COLUMNS: &[(Column, &str)] = &[
    (
        Column::Task,
        "task; tasks; task name; task description; task/activity; tasks/activities; activity; activities; activity description; work; work done; work item; work items; item; items; description; description of task; description of work; description of activities; to do; what; what I did; deliverable; deliverables; feature; features; ticket; work description; tasks completed; tasks accomplished; activities performed; details of task; job",
    ),
    (
        Column::Task,
        "actividad; actividades; tarea; tareas; descripción; descripción de la actividad; actividad realizada; actividades realizadas; qué",
    ),
    (Column::Task, "atividade; atividades; tarefa; tarefas; descrição; descrição da atividade; atividade realizada"),
    (Column::Task, "tâche; tâches; activité; activités; description; travail effectué; travaux"),
    (Column::Task, "Aufgabe; Aufgaben; Tätigkeit; Tätigkeiten; Beschreibung; Arbeit; Arbeiten; was; ausgeführte Arbeiten"),
    (Column::Task, "taak; taken; activiteit; activiteiten; werkzaamheden; omschrijving; wat"),
    (Column::Task, "nội dung công việc; nội dung; nhiệm vụ; công việc; hoạt động; nội dung thực hiện; tên công việc; mô tả; đầu việc"),
    (Column::Task, "kegiatan; tugas; aktivitas; pekerjaan; uraian; uraian kegiatan; deskripsi kegiatan; deskripsi; nama kegiatan"),
    (
        Column::Task,
        "任务; 任务名称; 任务内容; 工作任务; 工作内容; 工作; 工作项; 工作事项; 事项; 内容; 学习内容; 待办事项; 功能; 具体内容; 主要工作; 任务描述",
    ),
    (Column::Task, "タスク; 作業; 作業内容; 内容; 業務; 業務内容; 項目; やったこと; 実施内容"),
    (Column::Task, "작업; 작업 내용; 업무; 업무 내용; 할 일; 내용; 과제; 활동; 활동 내용; 항목; 학습 내용"),
    (
        Column::Status,
        "status; state; progress; done; status/progress; current status; task status; completion status; complete?; stage; estado; situación; avance; status da tarefa; situação; andamento; statut; état; avancement; Stand; Fortschritt; Zustand; voortgang; stand; trạng thái; tình trạng; tiến độ; kết quả; progres; keadaan; 状态; 进度; 完成情况; 进展; 完成状态; 任务状态; 当前状态; 完成度; 状態; ステータス; 状況; 進捗; 進捗状況; 상태; 진행 상황; 진행 상태; 진행률; 진행도; 완료 여부; 진행",
    ),
    (
        Column::Notes,
        "notes; note; comments; comment; remarks; remark; details; detail; outcome; outcomes; result; results; observations; learnings; description/notes; notes/comments; notas; nota; observaciones; comentarios; detalle; detalles; resultado; resultados; observações; comentários; detalhes; remarques; commentaires; détails; résultat; résultats; Notizen; Notiz; Bemerkung; Bemerkungen; Anmerkung; Anmerkungen; Kommentar; Kommentare; Ergebnis; notities; opmerkingen; opmerking; toelichting; resultaat; ghi chú; chi tiết; catatan; keterangan; hasil; 备注; 说明; 详情; 描述; 结果; 备注说明; 成果; 備考; メモ; 詳細; 結果; コメント; 비고; 메모; 설명; 세부 내용; 상세 내용; 결과; 코멘트",
    ),
    (
        Column::Start,
        "start; start date; started; date started; started on; begin; begin date; from; inicio; fecha de inicio; fecha inicio; início; data de início; début; date de début; Beginn; Startdatum; Anfang; startdatum; bắt đầu; ngày bắt đầu; thời gian bắt đầu; mulai; tanggal mulai; 开始; 开始时间; 开始日期; 開始; 開始日; 시작; 시작일",
    ),
    (
        Column::Completion,
        "completion date; completion; completed; completed on; completed date; date completed; date of completion; finish; finish date; finished; finished on; done on; fecha de finalización; fecha de término; finalización; data de conclusão; conclusão; date de réalisation; abgeschlossen am; erledigt am; fertiggestellt am; afgerond op; hoàn thành; ngày hoàn thành; thời gian hoàn thành; tanggal selesai; selesai; 完成时间; 完成日期; 完了日; 完了; 완료일; 완료",
    ),
    (
        Column::Due,
        "due; due date; deadline; end; end date; to; target date; eta; fecha límite; fecha de fin; fin; fecha de entrega; prazo; data de término; échéance; date de fin; Frist; Enddatum; Ende; einddatum; hạn; hạn chót; ngày kết thúc; kết thúc; tenggat; batas waktu; 截止日期; 截止时间; 结束时间; 结束日期; 结束; 预计完成时间; 計画完了; 期限; 締切; 終了; 마감; 마감일; 기한; 종료; 종료일",
    ),
    (
        Column::Day,
        "day; days; date; dates; weekday; when; día; dia; fecha; día/fecha; data; jour; jours; date/jour; Tag; Datum; Wochentag; dag; datum; ngày; thứ; ngày tháng; hari; tanggal; hari/tanggal; 日期; 星期; 时间; 日; 天; 曜日; 日付; 날짜; 요일; 일자",
    ),
    (
        Column::Hours,
        "hours; hour; hrs; hours worked; hours spent; total hours; time spent; time; duration; time (h); hours logged; horas; hora; horas trabajadas; tiempo; duración; tempo; duração; horas trabalhadas; heures; heure; durée; temps; Stunden; Dauer; Zeit; Arbeitszeit; uren; tijd; duur; aantal uren; giờ; số giờ; thời lượng; jam; durasi; waktu; 工时; 时长; 耗时; 用时; 小时; 時間; 作業時間; 工数; 所要時間; 시간; 소요 시간; 작업 시간",
    ),
    (
        Column::References,
        "references; reference; reference material; reference materials; resources; resource; link; links; source; sources; docs; documentation; pr; prs; pr link; pull request; url; referencias; enlaces; enlace; recursos; referências; recursos; référence; références; liens; lien; Quelle; Quellen; Link; bron; bronnen; tài liệu tham khảo; tài liệu; nguồn; liên kết; referensi; sumber; tautan; 参考资料; 参考; 链接; 相关链接; 参考文献; 资料; 参考リンク; リンク; 参考資料; 참고 자료; 참고; 링크",
    ),
    (
        Column::Problem,
        "problem; problems; challenge; challenges; issue; issues; blocker; blockers; difficulty; difficulties; obstacle; obstacles; error; errors; bug; bugs; problem faced; problems faced; challenge faced; challenges faced; issue faced; problem/challenge; problem encountered; what went wrong; problema; problemas; dificultad; dificultades; reto; retos; desafío; desafíos; inconveniente; obstáculo; dificuldade; dificuldades; desafio; desafios; problème; problèmes; difficulté; difficultés; défi; défis; Problem; Probleme; Herausforderung; Herausforderungen; Schwierigkeit; Schwierigkeiten; probleem; problemen; uitdaging; uitdagingen; knelpunt; vấn đề; khó khăn; thách thức; lỗi; kendala; masalah; tantangan; hambatan; permasalahan; 问题; 遇到的问题; 问题描述; 困难; 挑战; 难点; 现象; 問題; 課題; 問題点; 内容(問題); 困ったこと; 문제; 문제점; 문제 상황; 이슈; 어려움; 어려웠던 점",
    ),
    (
        Column::Solution,
        "solution; solutions; resolution; resolutions; fix; fixes; fixed by; how I solved it; how solved; how it was solved; how it was resolved; how resolved; how I fixed it; how I overcame it; action; action taken; actions taken; approach; mitigation; workaround; resolved; response; answer; outcome/solution; solución; soluciones; cómo se resolvió; cómo lo resolví; acción; acciones; solução; soluções; como resolvi; ação; solution; comment résolu; résolution; Lösung; Lösungen; Lösungsansatz; Maßnahme; oplossing; oplossingen; aanpak; giải pháp; cách giải quyết; hướng giải quyết; cách khắc phục; cách xử lý; solusi; penyelesaian; 解决方案; 解决; 解决方法; 解决办法; 解决措施; 解答; 处理; 处理方式; 解决方式; 对策; 対応; 解決; 解決策; 対応策; 対処; 対応方法; 対策; 해결; 해결 방법; 해결책; 해결 방안; 대응; 조치",
    ),
    (
        Column::Other,
        "#; no; no.; nr; nr.; id; sr no; s no; s.no; sl no; stt; n°; número; 序号; 编号; 番号; 번호; priority; prioridad; prioridade; priorité; Priorität; prioriteit; 优先级; 優先度; 우선순위; owner; assignee; assigned to; responsible; responsable; responsável; verantwortlich; 负责人; 担当; 담당자; category; type; tipo; week; module; project; tools; technology; learning; percentage",
    ),
];

/// Labels of fact lines whose values are read, not only kept.
pub(super) const LABELS: &[(Label, &str)] = &[
    (
        Label::Dates,
        "dates; week dates; date range; period; reporting period; week period; week of; week commencing; week starting; week beginning; week ending; dates covered; fechas; periodo; período; semana del; semana de; datas; semana de; dates; période; semaine du; Zeitraum; Berichtszeitraum; Woche vom; periode; datums; khoảng thời gian; thời gian thực hiện; periode; 日期范围; 时间范围; 时间段; 起止时间; 起止日期; 报告周期; 汇报周期; 周期; 期間; 対象期間; 기간",
    ),
    (Label::Day, "date; day; time; fecha; data; Datum; ngày; thời gian; tanggal; 日期; 时间; 日付; 날짜; 일자"),
    (
        Label::Week,
        "week; week number; week no; week #; semana; número de semana; semaine; Woche; Kalenderwoche; KW; weeknummer; tuần; minggu; minggu ke; pekan; pekan ke; 周次; 周数; 第几周; 週; 주차",
    ),
    (
        Label::Hours,
        "hours; hour; hrs; hours worked; hours this week; hours logged; total hours; total hours worked; weekly hours; hours completed; hours total; time spent; time worked; working hours; total time; horas; horas trabajadas; total de horas; horas totales; horas trabalhadas; heures; heures travaillées; total des heures; heures effectuées; Stunden; Arbeitszeit; geleistete Stunden; Gesamtstunden; uren; werkuren; gewerkte uren; totaal uren; aantal uren; số giờ; tổng số giờ; giờ làm việc; số giờ làm việc; jam kerja; total jam; jumlah jam; 工时; 总工时; 本周工时; 工作时长; 作業時間; 合計時間; 稼働時間; 근무 시간; 총 시간; 작업 시간",
    ),
    (
        Label::Mentor,
        "mentor; mentors; supervisor; supervisors; tutor; advisor; adviser; faculty mentor; project mentor; company supervisor; mentora; tutora; supervisora; orientador; orientadora; encadrant; tuteur; tutrice; maître de stage; Betreuer; Betreuerin; Ausbilder; Ausbilderin; Mentorin; begeleider; begeleidster; stagebegeleider; người hướng dẫn; giảng viên hướng dẫn; mentor hướng dẫn; pembimbing; 导师; 指导老师; 指导教师; メンター; 指導教員; 멘토",
    ),
    (
        Label::SignedOff,
        "signed off by; signed off; sign-off; signed by; approved by; reviewed by; mentor signature; supervisor signature; signature; firmado por; aprobado por; firma; assinado por; aprovado por; assinatura; signé par; approuvé par; signature du tuteur; Unterschrift; unterschrieben von; bestätigt von; handtekening; ondertekend door; akkoord; chữ ký; xác nhận bởi; tanda tangan; disetujui oleh; 签字; 签名; 审核人; 承認者; 承認; 서명; 확인자",
    ),
    (
        Label::Person,
        "name; full name; student; student name; intern; intern name; author; nombre; nombre del estudiante; estudiante; practicante; nome; nome do estagiário; estagiário; nom; étudiant; stagiaire; Name; Auszubildender; Praktikant; Praktikantin; naam; student; stagiair; tên; họ tên; họ và tên; sinh viên; thực tập sinh; nama; mahasiswa; 姓名; 名字; 记录人; 作者; 学生; 实习生; 氏名; 名前; 記入者; 이름; 작성자; 성명",
    ),
    (
        Label::Other,
        "internship; role; position; company; organisation; organization; company name; department; team; project; project name; project title; program; programme; location; mode; status; university; course; empresa; proyecto; puesto; departamento; projeto; cargo; entreprise; projet; poste; Firma; Betrieb; Projekt; Abteilung; bedrijf; project; công ty; dự án; vị trí; perusahaan; proyek; posisi; instansi; 实习项目; 实习方向; 项目; 项目名称; 实习单位; 公司; 部门; 职位; プロジェクト; 会社; 部署; 프로젝트; 회사; 소속; 부서",
    ),
];

/// What a heading may hold before and after its phrase without meaning anything else.
pub(super) const FILLERS: &str = "the; this; that; my; our; your; a; an; s; of; for; in; on; at; to; and; week; weeks; weekly; wk; current; past; optional; if any; so far; part; section; number; no; \
    de; del; la; el; los; las; lo; esta; este; semana; semanal; semanas; y; en; para; mi; mis; opcional; \
    da; do; das; dos; desta; nesta; e; minha; meus; meu; \
    le; les; du; des; cette; ce; semaine; semaines; mes; mon; et; optionnel; facultatif; \
    der; die; das; dieser; diese; Woche; Wochen; und; meine; mein; für; im; \
    van; het; een; deze; dit; mijn; voor; weken; \
    tuần; này; trong; của; các; những; tôi; thứ; \
    minggu; ini; pekan; ke; saya; dan; yang; pada; \
    本周; 这周; 本双周; 双周; 本週; 本; 周; 週; 第; 的; 与; 和; 及; 以及; 一周; 内容; 总结; 情况; 汇总; 部分; 可选; \
    今週; 今週の; の; と; 週の; 第; 分; \
    이번; 이번 주; 금주; 주; 주차; 주간; 및; 와; 과; 내가; 제";

/// Words after a phrase that lead to what it is about: "Challenges with Docker".
pub(super) const LEADS: &str = "with; from; in; during; of; about; on; while; working; using; for; I; we; faced; encountered; con; durante; sobre; com; avec; pendant; sur; mit; bei; während; aus; met; bij; tijdens; với; khi; dengan; saat; selama; dari";

/// Words that make a file, a folder or a title a log's.
pub(super) const LOGS: &str = "log; logs; worklog; worklogs; logbook; journal; journals; diary; personal; individual; report; reports; weekly; week report; weeklyreport; weeklyreports; weeklylog; weekly report; progress; update; updates; recap; summary; summaries; status; entry; blog; post; internship; internships; intern; interns; ojt; traineeship; trainee; placement; apprenticeship; practicum; work; learning; learnings; reflection; reflections; insights; lessons; learned; learnt; experience; experiences; exp; journey; retrospective; highlights; review of the week; things; \
    bitácora; bitacora; diario; informe; informes; reporte; reportes; avance; avances; prácticas; registro; relatório; relatórios; diário; estágio; rapport; rapports; compte rendu; comptes rendus; stage; carnet; Bericht; Berichte; Wochenbericht; Wochenberichte; Berichtsheft; Tagebuch; Praktikum; Praktikumsbericht; Ausbildungsnachweis; Tätigkeitsbericht; logboek; weekverslag; weekverslagen; verslag; verslagen; dagboek; weeklog; weeklogs; stageverslag; \
    nhật ký; nhật ký công việc; báo cáo; báo cáo tuần; thực tập; jurnal; laporan; laporan mingguan; catatan; magang; \
    周报; 双周报; 周记; 周志; 日志; 日报; 工作日志; 开发日志; 实习日志; 实习周报; 实习; 学习日志; 学习周报; 学习记录; 学习笔记; 记录; 工作周报; 总结; 周总结; 报告; 工作报告; \
    週報; 日報; 日誌; 作業日誌; ジャーナル; レポート; 報告; 報告書; 記録; インターン; 작업일지; 주간보고; 주간 보고; 주간 보고서; 주간 일지; 일지; 보고서; 보고; 회고; 주간 회고; 인턴; 인턴십; 기록; 업무 일지";

/// Words by which a file or a folder is surely about logs, whatever else its name says.
pub(super) const TRUSTED: &str = "log; logs; worklog; worklogs; logbook; journal; journals; diary; weekly; weeklies; weeklyreport; weeklyreports; weeklylog; weeklylogs; weekly report; weekly reports; reports; progress report; progress reports; \
    bitácora; bitacora; bitácoras; diario; informes; reportes; avances; relatórios; diário; rapports; compte rendu; comptes rendus; Wochenbericht; Wochenberichte; Berichtsheft; Tagebuch; Ausbildungsnachweis; logboek; weekverslag; weekverslagen; weeklogs; dagboek; \
    nhật ký; báo cáo; jurnal; laporan; 周报; 双周报; 周记; 周志; 日志; 实习日志; 工作日志; 开发日志; 週報; 日報; 日誌; ジャーナル; 작업일지; 주간보고; 주간 보고; 주간 일지; 일지; 업무 일지";

/// Words by which a page is a pattern for logs, not one.
pub(super) const PATTERNS: &str = "template; templates; example; examples; sample; archetype; archetypes; skeleton; boilerplate; plantilla; plantillas; ejemplo; exemplo; modèle; exemple; Vorlage; Beispiel; sjabloon; voorbeeld; mẫu; ví dụ; contoh; 模板; 示例; 样例; テンプレート; 見本; changelog; history; release notes; releases; 템플릿; 예시";

/// Words that say what a week is of, so that the text before it needs no log word: "… fifth week of my internship".
pub(super) const PLACES: &str = "internship; internships; ojt; traineeship; placement; apprenticeship; practicum; job; training; prácticas; práctica profesional; pasantía; estágio; stage; Praktikum; Ausbildung; thực tập; magang; 实习; インターン; 인턴";

/// Words that make a page something else than a log, however it counts its weeks.
pub(super) const OTHERS: &str = "assignment; assignments; homework; hw; kuis; exercise; exercises; quiz; quizzes; exam; exams; midterm; lecture; lectures; lesson; lessons plan; slides; lab; labs; tutorial; tutorials; workshop; syllabus; curriculum; roadmap; schedule; timeline; timetable; calendar; agenda; plan; plans; planning; proposal; template; templates; example; sample; checklist; guide; guidelines; rubric; paper; papers; readings; reading; module; chapter; challenge; challenges; project; projects; solution; solutions; course; bootcamp; study guide; study plan; cheatsheet; index; list; overview; faq; changelog; \
    tarea; tareas; ejercicio; ejercicios; clase; clases; plantilla; cronograma; planificación; propuesta; temario; exercício; plano; planos; aula; aulas; modelo; planejamento; exercice; cours; modèle; planning; planification; Aufgabe; Übung; Vorlesung; Vorlage; Plan; opdracht; sjabloon; bài tập; bài giảng; kế hoạch; mẫu; tugas; rencana; materi; 作业; 每周任务; 任务; 计划; 规划; 模板; 课程; 教案; 目录; 课件; 计划书; 実験; 課題; 講義; テンプレート; 計画; 과제; 강의; 계획; 템플릿";

/// Words after a week that make even a file among logs no log of it.
pub(super) const DENIED: &str = "plan; plans; planning; agenda; assignment; assignments; homework; quiz; exam; lecture; slides; rubric; todo; feedback; attendance; template; checklist; kế hoạch; rencana; tarea; planificación; plan de la semana; planification; plano; Planung; 计划; 作业; 計画; 계획";

/// Names of months, in the order of the year; several spellings of one are divided by blanks.
pub(super) const MONTHS: [&str; 12] = [
    "january jan enero ene janeiro janvier janv januar jaenner januari",
    "february feb febrero fevereiro fev fevrier fevr februar februari",
    "march mar marzo marco mars marz maerz mrz maart mrt maret",
    "april apr abril abr avril avr",
    "may mayo maio mai mei",
    "june jun junio junho juin juni",
    "july jul julio julho juillet juil juli",
    "august aug agosto ago aout augustus agustus agu agt",
    "september sep sept septiembre setiembre setembro set septembre",
    "october oct octubre outubro out octobre oktober okt",
    "november nov noviembre novembro novembre",
    "december dec diciembre dic dezembro dez decembre dezember desember des",
];

/// Names of the days of the week, in full and short.
pub(super) const WEEKDAYS: &str = "monday; tuesday; wednesday; thursday; friday; saturday; sunday; mon; tue; tues; wed; thu; thur; thurs; fri; sat; sun; lunes; martes; miércoles; jueves; viernes; sábado; domingo; segunda; terça; quarta; quinta; sexta; segunda feira; terça feira; quarta feira; quinta feira; sexta feira; lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche; Montag; Dienstag; Mittwoch; Donnerstag; Freitag; Samstag; Sonntag; maandag; dinsdag; woensdag; donderdag; vrijdag; zaterdag; zondag; thứ hai; thứ ba; thứ tư; thứ năm; thứ sáu; thứ bảy; chủ nhật; thứ 2; thứ 3; thứ 4; thứ 5; thứ 6; thứ 7; senin; selasa; rabu; kamis; jumat; sabtu; minggu; 星期一; 星期二; 星期三; 星期四; 星期五; 星期六; 星期日; 星期天; 周一; 周二; 周三; 周四; 周五; 周六; 周日; 周天; 月曜日; 火曜日; 水曜日; 木曜日; 金曜日; 土曜日; 日曜日; 월요일; 화요일; 수요일; 목요일; 금요일; 토요일; 일요일";

/// Words for a total at the start of a table's last row.
pub(super) const TOTALS: &str = "total; totals; sub total; subtotal; grand total; weekly total; sum; total hours; total día; total semana; suma; soma; somme; total général; Summe; Gesamt; insgesamt; totaal; tổng; tổng cộng; jumlah; 合计; 总计; 共计; 小计; 合計; 小計; 총계; 합계; 총합; 소계";

/// Words with which a text begins to tell how something was overcome.
pub(super) const OVERCOME: &str = "resolved; solved; fixed; addressed; overcame; overcome by; mitigated; worked around; sorted out; resuelto; resuelta; resolví; se resolvió; solucionado; solucionada; se solucionó; corregido; resolvido; resolvida; resolvi; corrigido; corrigida; résolu; résolue; corrigé; corrigée; gelöst; behoben; opgelost; verholpen; đã giải quyết; đã khắc phục; đã sửa; teratasi; sudah diatasi; sudah diperbaiki; 已解决; 已修复; 已修正; 解決済み; 修正済み; 해결함; 해결했음; 해결 완료";

/// Ways to say that there was nothing to say.
pub(super) const NOTHING: &str = "none; no; nothing; n a; na; nil; null; not applicable; none this week; nothing this week; nothing to report; no problems; no issues; no major issues; no major problems; no blockers; no challenges; no blockers this week; no issues this week; none so far; nothing yet; not really; not as such; not this week; not particularly; nope; nothing major; nothing in particular; ras; r a s; rien; rien à signaler; aucun; aucune; ninguno; ninguna; nada; sin problemas; sin novedad; nenhum; nenhuma; nada a relatar; keine; keiner; keines; nichts; keine Probleme; geen; niets; geen problemen; không; không có; chưa có; tidak ada; 无; 暂无; 没有; 无问题; 没有问题; 暂无问题; 无阻塞; 特になし; なし; 無し; 特に無し; 없음; 특이사항 없음; 없습니다";

/// Names of numbers after a week's word, from one.
pub(super) const CARDINALS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Ordinals before or after a week's word, from the first; spellings are divided by blanks.
pub(super) const ORDINALS: [&str; 30] = [
    "first primera primeira premiere erste ersten eerste pertama nhat",
    "second segunda deuxieme seconde zweite zweiten tweede kedua",
    "third tercera terceira troisieme dritte dritten derde ketiga",
    "fourth cuarta quarta quatrieme vierte vierten vierde keempat",
    "fifth quinta cinquieme funfte funften vijfde kelima",
    "sixth sexta sixieme sechste sechsten zesde keenam",
    "seventh septima setima septieme siebte siebten zevende ketujuh",
    "eighth eight octava oitava huitieme achte achten achtste kedelapan",
    "ninth novena nona neuvieme neunte neunten negende kesembilan",
    "tenth decima dixieme zehnte zehnten tiende kesepuluh",
    "eleventh onzieme elfte elften elfde",
    "twelfth twelveth duodecima douzieme zwolfte zwolften twaalfde",
    "thirteenth treizieme dreizehnte dertiende",
    "fourteenth quatorzieme vierzehnte veertiende",
    "fifteenth quinzieme funfzehnte vijftiende",
    "sixteenth seizieme sechzehnte zestiende",
    "seventeenth siebzehnte zeventiende",
    "eighteenth achtzehnte achttiende",
    "nineteenth neunzehnte negentiende",
    "twentieth vingtieme zwanzigste twintigste",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
];
