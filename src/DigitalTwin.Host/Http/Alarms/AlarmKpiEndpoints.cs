using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Alarms.Kpis;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Alarms;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Http.Alarms;

/// <summary><c>GET /api/v1/alarms/kpis</c>: how the alarms have served the operator, by EEMUA 191, computed from their facts.</summary>
internal static class AlarmKpiEndpoints
{
    private const int FactsAtOnce = 10_000;
    private const int MostFacts = 300_000;

    public static void MapKpis(this RouteGroupBuilder alarms) => alarms.MapGet("/kpis", Get).RequireAuthorization(Scopes.Read).WithSummary("Alarm indicators by EEMUA 191")
        .WithDescription($"Query: from, to (the last 24 h where absent), every (10m), network. At most {KpiFold.MostSlots} steps. 'announced' is what the operator was called for, 'ungrouped' what it would have been one by one.")
        .ProducesProblem(400);

    private static async Task<IResult> Get(IFactLog facts, AlarmLog log, AlarmRules rules, AlarmViews views, CityClock clock, string? from, string? to, string? every, string? network, CancellationToken cancel)
    {
        if (!QueryText.TryInstant(from, out var start)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        var until = end ?? clock.Now;
        var begin = start ?? until - TimeSpan.FromHours(24);
        if (begin >= until) return Problems.BadField("from", $"from is {begin} and to is {until}; expected from before to.");
        var step = TimeSpan.FromMinutes(10);
        if (!string.IsNullOrEmpty(every) && !QueryText.TrySpan(every, out step)) return Problems.BadField("every", $"every is '{every}'; expected a span such as 10m, 1h or 1d.");
        if ((until - begin) / step > KpiFold.MostSlots) return Problems.BadField("every", $"From {begin} to {until} in steps of {step} are more than {KpiFold.MostSlots}; expected a shorter span or longer steps.");
        bool Wanted(Contracts.AlarmRecord a) => string.IsNullOrEmpty(network) || AlarmLog.IsOf(a, network);
        var fold = new KpiFold(rules.Settings, begin, until, step, (await log.Open(begin - TimeSpan.FromMilliseconds(1), cancel)).Where(Wanted).Select(AlarmRecords.ToAlarm));
        var (last, read, next) = (0L, 0, begin);
        while (true)
        {
            var page = await facts.Read(AlarmLog.Stream, next, until, FactsAtOnce, cancel);
            foreach (var fact in page.Where(f => f.Sequence > last))
            {
                last = fact.Sequence;
                if (AlarmLog.Read(fact) is var version && Wanted(version)) fold.Take(AlarmRecords.ToAlarm(version));
            }
            if (page.Count < FactsAtOnce) break;
            if ((read += page.Count) > MostFacts) return Problems.BadField("from", $"There are more than {MostFacts} facts from {begin} to {until}; expected a shorter span.");
            next = page[^1].KnownAt;
        }
        return Results.Ok(KpiView.Of(fold.Conclude(), step, rules.Settings, views));
    }
}

/// <summary>The indicators as the API shows them. Spans in seconds; shares 0 to 1; null where there is nothing to say.</summary>
internal sealed record KpiView(string From, string To, double EverySeconds, KpiSlotView[] Series, AlarmRate Announced, AlarmRate Ungrouped, FloodSpanView[] Floods, double TimeInFlood, AlarmCountView[] Worst, double? WorstShare,
    AlarmCountView[] Chattering, int Standing, string[] Stale, int Held, Dictionary<string, int> ByPriority, AcknowledgementView Acknowledgement, KpiTargetView Targets)
{
    public static KpiView Of(AlarmKpis k, TimeSpan every, AlarmSettings settings, AlarmViews views) => new(k.From.ToString(), k.To.ToString(), every.TotalSeconds,
        [.. k.Series.Select(s => new KpiSlotView(s.At.ToString(), s.Announced, s.Ungrouped, s.Standing, s.IsFlood))], k.Announced, k.Ungrouped,
        [.. k.Floods.Select(f => new FloodSpanView(f.Since.ToString(), f.Until?.ToString(), f.Announced))], k.TimeInFlood, [.. k.Worst.Select(c => AlarmCountView.Of(c, views))], WireNames.Finite(k.WorstShare),
        [.. k.Chattering.Select(c => AlarmCountView.Of(c, views))], k.Standing, [.. k.Stale], k.Held, ByName(k.ByPriority),
        new AcknowledgementView(k.Acknowledgement.Count, k.Acknowledgement.Median?.TotalSeconds, k.Acknowledgement.Percentile90?.TotalSeconds, WireNames.Finite(k.Acknowledgement.WithinResponse), k.Acknowledgement.Waiting),
        KpiTargetView.Of(settings));

    internal static Dictionary<string, T> ByName<T>(IReadOnlyList<T> byPriority) => byPriority.Select((value, i) => (Name: WireNames.Of((AlarmPriority)(i + 1)), value)).ToDictionary(p => p.Name, p => p.value);
}

internal sealed record KpiSlotView(string At, int Announced, int Ungrouped, int Standing, bool Flood);
internal sealed record FloodSpanView(string Since, string? Until, int Announced);
internal sealed record AcknowledgementView(int Count, double? MedianSeconds, double? Percentile90Seconds, double? WithinResponse, int Waiting);

internal sealed record AlarmCountView(string Alarm, TitleView Title, string Subject, int Count)
{
    public static AlarmCountView Of(AlarmCount c, AlarmViews views)
    {
        var parts = c.Alarm.Split('~', 3);
        return new AlarmCountView(c.Alarm, views.TitleOf(parts.Length > 1 ? parts[1] : c.Alarm, parts.Length > 2 ? parts[2] : null), parts[0], c.Count);
    }
}

/// <summary>What the figures are held against, for the whole book: EEMUA 191's figures for an operator times the operators.</summary>
internal sealed record KpiTargetView(double AveragePerTenMinutes, double MostPerTenMinutes, double PeakPerTenMinutes, double FloodStart, double TimeInFlood, int Stale, int Chattering, double TopTenShare, Dictionary<string, double> Shares, int Operators, string Source, bool Verified)
{
    public static KpiTargetView Of(AlarmSettings s) => new(s.Targets.AveragePerTenMinutes * s.Operators, s.Targets.MostPerTenMinutes * s.Operators, s.Targets.PeakPerTenMinutes * s.Operators, s.FloodStart * s.Operators,
        s.Targets.TimeInFlood, s.Targets.StandingStale, s.Targets.Chattering, s.Targets.TopTenShare, KpiView.ByName(s.Targets.Shares), s.Operators, s.Targets.Source, s.Targets.Verified);
}
