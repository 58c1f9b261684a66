namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>A kind of licensed discharger, from <c>drainers.json</c>. Flow in m³/d, strength in mg/L, conductivity in µS/cm.</summary>
internal sealed record DrainerKind(string Key, string Chinese, bool IsIndustrial, double Weight, double LeastFlow, double MostFlow, double[] Strength, string Pattern, string[] Names)
{
    public static IReadOnlyList<DrainerKind> All { get; } = Load();

    public static DrainerKind? Find(string key) => All.FirstOrDefault(k => k.Key == key);

    /// <summary>One of all kinds by weight, at a share 0–1 of the whole.</summary>
    public static DrainerKind Pick(bool industrial, double share)
    {
        var kinds = All.Where(k => k.IsIndustrial == industrial).ToArray();
        var left = share * kinds.Sum(k => k.Weight);
        return kinds.FirstOrDefault(k => (left -= k.Weight) < 0) ?? kinds[^1];
    }

    private static DrainerKind[] Load()
    {
        using var document = EmbeddedData.Open("drainers.json");
        return [.. document.RootElement.GetProperty("drainers").EnumerateArray().Select(e => new DrainerKind(
            e.Text("key"), e.Text("zh"), e.GetProperty("industrial").GetBoolean(), e.Number("weight"), e.GetProperty("flow")[0].GetDouble(), e.GetProperty("flow")[1].GetDouble(),
            [e.Number("cod"), e.Number("nh3n"), e.Number("tn"), e.Number("tp"), e.Number("ss"), e.Number("conductivity"), 0],
            e.Text("pattern"), e.Texts("names")))];
    }
}
