namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Surveyed points become nodes; two at one place become one.</summary>
internal static class Points
{
    /// <summary>Nearer than this no two manholes are dug, m.</summary>
    private const double OnePlace = 0.05;

    /// <returns>Nodes by what lines call them.</returns>
    public static Dictionary<string, WorkNode> Take(Work work, SpotGrid<WorkNode> grid)
    {
        var named = new Dictionary<string, WorkNode>(StringComparer.Ordinal);
        foreach (var point in work.Survey.Points)
        {
            if (point.Retired is { } why)
            {
                work.Keep(point.LocalId, point.Source, point.Position, $"不属于在用管网：{why}", $"Not part of the living network: {why}");
                continue;
            }
            var at = work.Plane.Of(point.Position);
            if (work.Mending != Mending.AsDrawn && grid.Within(at, OnePlace).Where(p => p.Item.Kind == point.Kind).Select(p => p.Item).FirstOrDefault() is { } twin
                && work.Findings.Add(FindingKind.DuplicatePoint, Severity.Low, "", [point.LocalId, twin.Id], at,
                    new($"与 {twin.Id} 位置相同（5 cm 内），种类相同", $"At the place of {twin.Id} (within 5 cm) and of its kind"),
                    new($"并入 {twin.Id}", $"Merge into {twin.Id}"), auto: true))
            {
                named.TryAdd(point.SourceId ?? point.LocalId, twin);
                work.Keep(point.LocalId, point.Source, point.Position, $"并入 {twin.Id}", $"Merged into {twin.Id}");
                if (double.IsNaN(twin.Invert)) twin.Invert = point.Bottom;
                continue;
            }
            var node = new WorkNode { Id = work.Claim(point.LocalId), At = at, Kind = point.Kind, Class = point.Class, Point = point, Invert = point.Bottom };
            work.Nodes.Add(node);
            grid.Add(at, node);
            named.TryAdd(point.SourceId ?? point.LocalId, node);
        }
        return named;
    }
}
