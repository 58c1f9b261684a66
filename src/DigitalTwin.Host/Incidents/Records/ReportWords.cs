using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Incidents.Tasks;
using DigitalTwin.Domain.Incidents.Workflow;

namespace DigitalTwin.Host.Incidents.Records;

/// <summary>Words of the report.</summary>
internal static class ReportWords
{
    public static Label Stage(IncidentStage stage) => stage switch
    {
        IncidentStage.Received => new("已接警", "received"), IncidentStage.Verified => new("已核实", "verified"), IncidentStage.Assessed => new("已研判", "assessed"), IncidentStage.Responding => new("响应中", "responding"),
        IncidentStage.StoodDown => new("已终止", "stood down"), IncidentStage.Closed => new("已归档", "closed"), _ => new("核实为误报", "dismissed"),
    };

    public static Label Step(string step) => step switch
    {
        "report" => new("接警", "Report"), "verify" => new("核实", "Verify"), "assess" => new("研判", "Assess"), "reportUpward" => new("上报", "Report upward"), "respond" => new("启动响应", "Respond"), "update" => new("续报情况", "Update"),
        "standDown" => new("终止响应", "Stand down"), "reopen" => new("重新启动", "Reopen"), "review" => new("评估归档", "Review"), _ => new("撤销", "Dismiss"),
    };

    public static Label Report(string type) => type switch { "initial" => new("初报", "First report"), "update" => new("续报", "Update"), _ => new("处理结果报告", "Final report") };

    public static Label Task(TaskState state) => state switch
    {
        TaskState.Open => new("待接受", "open"), TaskState.Accepted => new("已接受", "accepted"), TaskState.Started => new("进行中", "started"), TaskState.Done => new("完成", "done"), TaskState.Refused => new("退回", "refused"), _ => new("取消", "cancelled"),
    };

    private static Label Change(TaskChange change) => change switch
    {
        TaskChange.Accept => new("接受", "accepted"), TaskChange.Start => new("开始", "started"), TaskChange.Progress => new("进展", "progress"), TaskChange.Done => new("完成", "done"), TaskChange.Refuse => new("退回", "refused"),
        TaskChange.Reassign => new("改派", "reassigned"), TaskChange.Cancel => new("取消", "cancelled"), _ => new("重新打开", "reopened"),
    };

    /// <summary>One entry in one line; not yet encoded.</summary>
    public static string Line(IncidentEvent data, bool zh)
    {
        string L(string chinese, string english) => zh ? chinese : english;
        string T(Label label) => zh ? label.Zh : label.En;
        return data switch
        {
            IncidentEvent.Opened e => $"{L("接警", "Opened")}：{e.Title}",
            IncidentEvent.Verified e => $"{L("核实", "Verified")}：{e.Text}",
            IncidentEvent.Dismissed e => $"{L("误报", "Dismissed")}：{e.Reason}",
            IncidentEvent.Assessed e => $"{L("研判", "Assessed")} {e.Grade}：{e.Reason}",
            IncidentEvent.Reported e => $"{T(Report(e.Type))} → {string.Join(", ", e.To)}：{e.Text}",
            IncidentEvent.Commanded e => $"{L("指挥长", "Commander")}：{e.Person.FullName ?? e.Person.Name}",
            IncidentEvent.Responded e => $"{L("启动响应", "Response")}：{e.Text}",
            IncidentEvent.Updated e => $"{L("续报", "Update")}：{e.Text}",
            IncidentEvent.Graded e => $"{L("级别", "Grade")} {e.Before} → {e.Grade}：{e.Reason}",
            IncidentEvent.FactsSet => L("损失与影响更新", "Figures set"),
            IncidentEvent.Decided e => $"{L("决定", "Decision")}：{e.Text}",
            IncidentEvent.Noted e => e.Text,
            IncidentEvent.Grouped e => $"{L("工作组", "Group")}：{T(e.Group.Title)}",
            IncidentEvent.ConditionSet e => $"{L("终止条件", "Condition")} {e.Condition}：{(e.IsWaived ? L("豁免", "waived") : e.IsMet ? L("满足", "holds") : L("未满足", "does not hold"))}，{e.Text}",
            IncidentEvent.StoodDown e => $"{L("终止响应", "Stood down")}：{e.Text}",
            IncidentEvent.Reopened e => $"{L("重新启动", "Reopened")}：{e.Reason}",
            IncidentEvent.Reviewed => L("评估归档", "Reviewed and closed"),
            IncidentEvent.Linked e => $"{L("关联", "Linked")} {e.Link.Relation} {e.Link.Incident}",
            IncidentEvent.WarningsSet e => $"{L("预警", "Warnings")} +{e.Added.Count} −{e.Removed.Count}",
            IncidentEvent.Planned e => $"{L("启用预案", "Plan")} {e.Plan}，{e.Tasks.Count} {L("项任务", "tasks")}",
            IncidentEvent.TasksAdded e => $"{L("下达任务", "Tasks")}：{string.Join("；", e.Tasks.Select(t => $"{t.Id} {T(t.Title)}"))}",
            IncidentEvent.TaskChanged e => $"{e.Order.Task} {T(Change(e.Order.Change))}{(e.Order.Percent is { } percent ? $" {percent}%" : "")}{(e.Order.Text is { } text ? $"：{text}" : "")}{(e.Order.Measurement is { } measured ? $"（{measured}）" : "")}",
            IncidentEvent.Attached e => $"{L("附件", "File")}：{e.Attachment.Name}",
            IncidentEvent.Marked e => $"{L("标绘", "Mark")} {e.Mark.Shape} {e.Mark.Text}",
            IncidentEvent.Unmarked => L("擦除标绘", "Mark erased"),
            IncidentEvent.OutlookTaken e => $"{L("影响", "Reach")}：{e.Outlook.Affected} {L("处设施，未解除预警", "assets, open warnings")} {e.Outlook.OpenWarnings}",
            IncidentEvent.ClockWarned e => $"{L("时限将到", "Soon due")}：{e.Clock ?? e.Task}",
            IncidentEvent.ClockLapsed e => $"{L("超时，上报", "Lapsed, escalated to")} {string.Join(", ", e.EscalateTo.Departments)}：{e.Clock ?? e.Task}",
            _ => "",
        };
    }
}
