namespace DigitalTwin.Domain.Networks.Topology;

/// <summary>Surveyed lines become pipes whose ends are still open.</summary>
internal static class Lines
{
    public static void Take(Work work)
    {
        foreach (var line in work.Survey.Lines)
        {
            if (line.Retired is { } why)
            {
                work.Keep(line.LocalId, line.Source, line.Path[0], $"不属于在用管网：{why}", $"Not part of the living network: {why}");
                continue;
            }
            var path = Distinct([.. line.Path.Select(work.Plane.Of)]);
            if (path.Length < 2)
            {
                work.Keep(line.LocalId, line.Source, line.Path[0], "线的各点在同一位置", "All positions of the line are one place");
                continue;
            }
            work.Pipes.Add(new WorkPipe
            {
                Id = work.Claim(line.LocalId), Line = line, Path = path, Kind = line.Kind, Class = line.Class, Section = line.Section, FromInvert = line.FromInvert, ToInvert = line.ToInvert,
                Slope = line.Slope, GivenLength = line.Length, IsPressurised = line.IsPressurised, NamesItsEnds = line.From is not null && line.To is not null,
            });
        }
    }

    private static Spot[] Distinct(Spot[] path)
    {
        var kept = new List<Spot>(path.Length);
        foreach (var spot in path)
            if (kept.Count == 0 || kept[^1].To(spot) > 0.001) kept.Add(spot);
        return [.. kept];
    }
}
