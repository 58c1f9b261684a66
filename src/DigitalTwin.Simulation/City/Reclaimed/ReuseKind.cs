namespace DigitalTwin.Simulation.City.Reclaimed;

/// <summary>A kind of reclaimed-water user, from <c>reuse.json</c>. Flow in m³/d.</summary>
internal sealed record ReuseKind(string Key, string Chinese, string Standard, double Weight, double LeastFlow, double MostFlow, string Pattern, string[] Names)
{
    public static IReadOnlyList<ReuseKind> All { get; } = Load();

    /// <summary>One of all kinds by weight, so that every run of <paramref name="of"/> holds each in proportion.</summary>
    public static ReuseKind Spread(int index, int of)
    {
        var left = (index + 0.5) / of * All.Sum(k => k.Weight);
        return All.FirstOrDefault(k => (left -= k.Weight) < 0) ?? All[^1];
    }

    private static ReuseKind[] Load()
    {
        using var document = EmbeddedData.Open("reuse.json");
        return [.. document.RootElement.GetProperty("uses").EnumerateArray().Select(e => new ReuseKind(
            e.Text("key"), e.Text("zh"), e.Text("standard"), e.Number("weight"), e.GetProperty("flow")[0].GetDouble(), e.GetProperty("flow")[1].GetDouble(), e.Text("pattern"), e.Texts("names")))];
    }
}
