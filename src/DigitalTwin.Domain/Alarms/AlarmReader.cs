using System.Text.Json;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Alarms;

/// <summary>Reads <c>alarms.json</c> and <c>alarm-settings.json</c>.</summary>
internal static class AlarmReader
{
    public static AlarmCatalogue LoadCatalogue()
    {
        using var document = EmbeddedData.Open("alarms.json");
        var catalogue = new AlarmCatalogue(document.RootElement.GetProperty("definitions").EnumerateArray().Select(Definition));
        foreach (var definition in catalogue.All)
            if (definition.Fault(AlarmSettings.Default) is { } fault) throw new InvalidOperationException($"alarms.json, {definition.Id}: {fault.Why}");
        return catalogue;
    }

    public static AlarmSettings LoadSettings()
    {
        using var document = EmbeddedData.Open("alarm-settings.json");
        var root = document.RootElement;
        JsonElement chattering = root.GetProperty("chattering"), flood = root.GetProperty("flood"), target = root.GetProperty("targets"), silence = root.GetProperty("silence");
        return new AlarmSettings
        {
            Priorities = new PriorityMatrix(root.GetProperty("priority").GetProperty("rows").EnumerateArray().Select(r =>
                (TimeSpan.FromMinutes(r.GetProperty("withinMinutes").GetDouble()), r.GetProperty("byConsequence").EnumerateArray().Select(Name<AlarmPriority>).ToArray()))),
            RepeatEvery = [.. root.GetProperty("repeat").GetProperty("everyMinutes").EnumerateArray().Select(m => TimeSpan.FromMinutes(m.GetDouble()))],
            Escalation = [.. root.GetProperty("escalation").GetProperty("steps").EnumerateArray().Select(s => new EscalationStep(s.GetProperty("shareOfResponse").GetDouble(), s.GetProperty("to").GetString()!, Words(s)))],
            Conditions = [.. root.GetProperty("conditions").EnumerateArray().Select(c => new AlarmCondition(c.GetProperty("id").GetString()!, Words(c)))],
            LongestShelf = TimeSpan.FromMinutes(root.GetProperty("shelf").GetProperty("longestMinutes").GetDouble()),
            ChatteringRaises = chattering.GetProperty("raises").GetInt32(),
            ChatteringWindow = TimeSpan.FromSeconds(chattering.GetProperty("windowSeconds").GetDouble()),
            ChatteringQuiet = TimeSpan.FromSeconds(chattering.GetProperty("quietSeconds").GetDouble()),
            StaleAfter = TimeSpan.FromHours(root.GetProperty("stale").GetProperty("hours").GetDouble()),
            FloodStart = flood.GetProperty("start").GetInt32(),
            FloodEnd = flood.GetProperty("end").GetInt32(),
            FloodWindow = TimeSpan.FromMinutes(flood.GetProperty("windowMinutes").GetDouble()),
            Operators = flood.GetProperty("operators").GetInt32(),
            Targets = new KpiTargets(target.GetProperty("averagePerTenMinutes").GetDouble(), target.GetProperty("mostPerTenMinutes").GetDouble(), target.GetProperty("peakPerTenMinutes").GetDouble(),
                target.GetProperty("timeInFlood").GetDouble(), target.GetProperty("standingStale").GetInt32(), target.GetProperty("chattering").GetInt32(), target.GetProperty("topTenShare").GetDouble(),
                [.. target.GetProperty("shares").EnumerateArray().Select(s => s.GetDouble())], target.GetProperty("source").GetString()!, target.GetProperty("verified").GetBoolean()),
            Silence = new SilenceSettings(silence.GetProperty("routeShare").GetDouble(), silence.GetProperty("routeLeast").GetInt32(), silence.GetProperty("manyLeast").GetInt32(), TimeSpan.FromDays(silence.GetProperty("retiredDays").GetDouble())),
        };
    }

    private static AlarmDefinition Definition(JsonElement e) => new()
    {
        Id = e.GetProperty("id").GetString()!,
        Title = Words(e),
        Trigger = e.GetProperty("trigger").GetString()!,
        Kinds = [.. e.GetProperty("kinds").EnumerateArray().Select(LimitReader.Kind)],
        Cause = Words(e.GetProperty("cause")),
        Consequence = Words(e.GetProperty("consequence")),
        Action = Words(e.GetProperty("action")),
        Grades = [.. e.GetProperty("grades").EnumerateArray().Select(g => new AlarmGrade(Name<WarningLevel>(g.GetProperty("level")), Name<AlarmConsequence>(g.GetProperty("consequence")), TimeSpan.FromMinutes(g.GetProperty("respondMinutes").GetDouble())))],
        SuppressedWhile = e.TryGetProperty("suppressedWhile", out var conditions) ? [.. conditions.EnumerateArray().Select(c => c.GetString()!)] : [],
        ReturnsQuietly = e.TryGetProperty("returnsQuietly", out var quietly) && quietly.GetBoolean(),
        Source = e.GetProperty("source").GetString()!,
        Verified = e.GetProperty("verified").GetBoolean(),
    };

    private static Title Words(JsonElement e) => new(e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!);

    private static T Name<T>(JsonElement e) where T : struct, Enum => Enum.Parse<T>(e.GetString()!, ignoreCase: true);
}
