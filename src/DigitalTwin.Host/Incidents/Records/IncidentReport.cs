using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Incidents.Records;

/// <summary>An incident as a document that prints: one page of HTML without any script, its style named by hash in its own policy.</summary>
internal sealed class IncidentReport(CityCalendar calendar, MapPicture picture)
{
    private const string Style = """
        @page{size:A4;margin:16mm 14mm}*{box-sizing:border-box}body{font:13px/1.55 "Noto Sans SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif;color:#1c2430;max-width:820px;margin:24px auto;padding:0 16px;overflow-wrap:anywhere}
        h1{font-size:22px;margin:0 0 4px}h2{font-size:15px;margin:22px 0 6px;border-bottom:1px solid #c9d1da;padding-bottom:3px;break-after:avoid}p{margin:4px 0}.sub{color:#5b6675}.drill{border:2px solid #b3261e;color:#b3261e;font-weight:700;text-align:center;padding:4px;margin:0 0 10px}
        table{border-collapse:collapse;width:100%;margin:4px 0}th,td{border:1px solid #d5dce4;padding:4px 6px;text-align:left;vertical-align:top}th{background:#eef2f6;font-weight:600;white-space:nowrap}tr{break-inside:avoid}td.t{white-space:nowrap;font-variant-numeric:tabular-nums}
        .bad{color:#b3261e;font-weight:600}.good{color:#1a7f37}.hash{font:11px/1.4 ui-monospace,monospace;color:#5b6675}figure{margin:8px 0;border:1px solid #d5dce4;break-inside:avoid}svg{display:block}
        @media print{body{margin:0;padding:0;max-width:none}}
        """;

    /// <summary>All that this page may do: nothing but its own style.</summary>
    public static string Policy { get; } = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public string Write(Incident i, IReadOnlyList<ChainedEntry> entries, ChainCheck check, IReadOnlyCollection<int> affected, bool isChinese)
    {
        string L(string zh, string en) => isChinese ? zh : en;
        string T(Label label) => E(isChinese ? label.Zh : label.En);
        string D(string department) => E(PeopleCatalogue.Default.Departments.FirstOrDefault(d => d.Id == department) is { } known ? isChinese ? known.Chinese : known.English : department);
        string Who(By by) => E(by.FullName ?? by.Name) + (by.Department is { Length: > 0 } department ? $"（{D(department)}）" : "");
        var html = new StringBuilder($"<!doctype html><html lang=\"{L("zh-CN", "en")}\"><head><meta charset=\"utf-8\"><title>{E(i.Id)} {E(i.Title)}</title><style>{Style}</style></head><body>");
        if (i.IsDrill) html.Append($"<p class=\"drill\">{L("演 练 · 非真实事件", "DRILL · not a real event")}</p>");
        html.Append($"<h1>{E(i.Title)}</h1><p class=\"sub\">{E(i.Id)} · {L("级别", "grade")} {i.Grade?.ToString() ?? "—"} · {L(ReportWords.Stage(i.Stage).Zh, ReportWords.Stage(i.Stage).En)} · {L("发现", "discovered")} {Time(i.DiscoveredAt)}{(i.ClosedAt is { } closed ? $" · {L("归档", "closed")} {Time(closed)}" : "")}</p>");
        if (i.Text is { Length: > 0 } text) html.Append($"<p>{E(text)}</p>");
        html.Append($"<p>{L("指挥长", "Commander")}：{(i.Commander is { } c ? E(c.FullName ?? c.Name) : "—")} · {L("牵头", "Lead")}：{D(i.Lead)} · {L("参与", "With")}：{string.Join(L("、", ", "), i.Departments.Select(d => d.Department).Where(d => d != i.Lead).Select(D))}</p>");
        if (picture.Draw(i, affected) is { } map) html.Append($"<figure>{map}</figure>");

        Heading(html, L("经过", "Steps"));
        Table(html, [L("步骤", "Step"), L("时间", "Time"), L("自发现起（分）", "Minutes from discovery"), L("何人", "By")],
            IncidentEvaluation.Of(i).Steps.Select(s => (string[])[L(ReportWords.Step(s.Step).Zh, ReportWords.Step(s.Step).En), Time(s.KnownAt), N(s.Minutes), Who(s.By)]));
        Heading(html, L("级别依据", "Grounds of the grade"));
        Table(html, [L("指标", "Criterion"), L("数值", "Value"), L("对应级别", "Grade"), L("依据", "Document")], i.Proposal.Reasons.Select(r => (string[])[T(r.Title), E(r.Value), $"{r.Grade}", $"{E(r.Document)} {E(r.Clause)}"]));
        Heading(html, L("报告时限", "Reporting clocks"));
        Table(html, [L("时限", "Clock"), L("开始", "From"), L("截止", "Due"), L("完成", "Done"), L("结果", "Outcome")], i.Clocks.Select(k => (string[])[T(k.Title), Time(k.StartedAt), Time(k.DueAt), k.StoppedAt is { } at ? Time(at) : "—",
            k.LapsedAt is { } lapsed ? $"<span class=\"bad\">{L("超时", "lapsed")} {Time(lapsed)}</span>" : k.StoppedAt is null ? L("进行中", "running") : $"<span class=\"good\">{L("按时", "kept")}</span>"]));
        Heading(html, L("上报", "Reports upward"));
        Table(html, [L("类型", "Type"), L("时间", "Time"), L("对象", "To"), L("内容", "Text"), L("何人", "By")], i.Reports.Select(r => (string[])[L(ReportWords.Report(r.Type).Zh, ReportWords.Report(r.Type).En), Time(r.KnownAt),
            string.Join("<br>", r.To.Select(t => Domain.Incidents.Workflow.WorkflowCatalogue.Default.Recipients.FirstOrDefault(x => x.Id == t) is { } to ? T(to.Title) : E(t))), E(r.Text), Who(r.By)]));
        Heading(html, L("任务", "Tasks"));
        Table(html, ["", L("任务", "Task"), L("责任单位", "Owner"), L("负责人", "Assignee"), L("截止", "Due"), L("完成", "Done"), L("证据与说明", "Evidence")], i.Tasks.Select(t => (string[])[E(t.Id), T(t.Title), D(t.Department), E(t.Assignee ?? "—"), t.DueAt is { } due ? Time(due) : "—",
            t.State == TaskState.Done ? Time(t.DoneAt!.Value) + (t.LapsedAt is null ? "" : $" <span class=\"bad\">{L("超时", "late")}</span>") : L(ReportWords.Task(t.State).Zh, ReportWords.Task(t.State).En),
            string.Join("<br>", new[] { t.Note, t.Measurement, t.Refusal }.OfType<string>().Distinct().Select(E).Concat(t.Attachments.Select(a => E(i.FindAttachment(a)?.Name ?? a))))]));
        Heading(html, L("决定", "Decisions"));
        Table(html, [L("时间", "Time"), L("决定", "Decision"), L("何人", "By")], i.Decisions.Select(d => (string[])[Time(d.KnownAt), E(d.Text), Who(d.By)]));
        Heading(html, L("终止条件", "Closing conditions"));
        Table(html, [L("条件", "Condition"), L("结论", "Holds"), L("说明", "Remark")], i.Conditions.Select(d => (string[])[T(d.Title), d.IsMet ? L("满足", "yes") : d.IsWaived ? L("豁免", "waived") : L("未满足", "no"), E(d.Text ?? "") + (d.By is { } by ? $" — {Who(by)}" : "")]));
        if (i.Review is { } review)
        {
            Heading(html, L("评估", "Review"));
            html.Append($"<p>{E(review.Summary)}</p>{(review.Causes is { } causes ? $"<p><b>{L("原因", "Causes")}</b>：{E(causes)}</p>" : "")}");
            Table(html, [L("费用", "Cost"), L("元", "Yuan")], review.Costs.Select(k => (string[])[E(k.Item), N(k.Yuan)]).Append([$"<b>{L("合计", "Total")}</b>", $"<b>{N(review.Costs.Sum(k => k.Yuan))}</b>"]));
            html.Append($"<p><b>{L("经验教训", "Lessons")}</b></p><ul>{string.Concat(review.Lessons.Concat(review.Improvements).Select(l => $"<li>{E(l)}</li>"))}</ul>");
        }
        Heading(html, L("附件", "Files"));
        Table(html, [L("文件", "File"), L("类型", "Type"), L("字节", "Bytes"), "SHA-256", L("何人", "By")], i.Attachments.Select(a => (string[])[E(a.Name), E(a.Type), N(a.Bytes), $"<span class=\"hash\">{E(a.Id)}</span>", a.By is { } by ? Who(by) : ""]));
        Heading(html, L("全部记录", "The whole record"));
        Table(html, ["#", L("时间", "Time"), L("何人", "By"), L("记录", "Entry"), L("哈希", "Hash")], entries.Select(e => (string[])[$"{e.Entry.Number}", Time(e.Entry.KnownAt), Who(e.Entry.By), E(ReportWords.Line(e.Entry.Data, isChinese)), $"<span class=\"hash\">{e.Hash[..12]}</span>"]));
        html.Append($"<p class=\"{(check.IsWhole ? "good" : "bad")}\">{(check.IsWhole ? L($"记录完整：{check.Entries} 条，逐条哈希相扣。", $"The record is whole: {check.Entries} entries, each bound to the one before.") : E(check.Fault!))}</p><p class=\"hash\">{L("末条哈希", "last hash")} {check.LastHash}</p></body></html>");
        return html.ToString();
    }

    private static void Heading(StringBuilder html, string text) => html.Append($"<h2>{text}</h2>");

    /// <param name="rows">Encoded already.</param>
    private static void Table(StringBuilder html, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
        {
            html.Append("<p class=\"sub\">—</p>");
            return;
        }
        html.Append($"<table><thead><tr>{string.Concat(head.Select(h => $"<th>{h}</th>"))}</tr></thead><tbody>");
        foreach (var row in all) html.Append($"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>");
        html.Append("</tbody></table>");
    }

    private string Time(Instant at) => calendar.LocalTime(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string N(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string E(string text) => Encoder.Encode(text);
}
