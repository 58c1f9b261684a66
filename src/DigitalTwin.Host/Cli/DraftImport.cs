using System.Text.Json;

namespace DigitalTwin.Host.Cli;

/// <summary>A survey (.zip, .gpkg, .csv) sent as a draft: prints what it would come to; people review and take it on the page.</summary>
internal static class DraftImport
{
    private static readonly (string Name, string Words)[] Columns = [("asDrawn", "as drawn"), ("now", "now"), ("proposed", "with all proposals")];

    public static bool IsFor(string file) => Path.GetExtension(file).ToLowerInvariant() is ".zip" or ".gpkg" or ".csv";

    public static async Task<int> Run(string file, string name, string? crs, string? title, ServerClient server)
    {
        var path = $"/api/v1/imports?as={Uri.EscapeDataString(name)}&file={Uri.EscapeDataString(Path.GetFileName(file))}"
            + (crs is null ? "" : $"&crs={Uri.EscapeDataString(crs)}") + (title is null ? "" : $"&title={Uri.EscapeDataString(title)}");
        using var answer = await server.Send(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(File.OpenRead(file)) });
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        if (!answer.IsSuccessStatusCode)
        {
            Console.Error.WriteLine($"Not taken in: {body.RootElement.GetProperty("detail").GetString()}");
            return 1;
        }
        Print(body.RootElement);
        Console.WriteLine($"Review and take it: {server.Url}/imports/{body.RootElement.GetProperty("draft").GetProperty("id").GetString()}");
        return 0;
    }

    private static void Print(JsonElement draft)
    {
        foreach (var layer in draft.GetProperty("layers").EnumerateArray())
            Console.WriteLine($"{layer.GetProperty("name").GetString()}: {layer.GetProperty("features")} features as {layer.GetProperty("mapping").GetProperty("use").GetString()} in {(layer.GetProperty("mapping").TryGetProperty("crs", out var crs) ? crs.ToString() : "")}");
        if (draft.TryGetProperty("why", out var why) && why.ValueKind == JsonValueKind.String) Console.WriteLine($"No network can be built yet: {why.GetString()}");
        if (draft.TryGetProperty("figures", out var figures) && figures.ValueKind == JsonValueKind.Object)
            foreach (var (column, words) in Columns)
            {
                var share = figures.GetProperty(column);
                Console.WriteLine(FormattableString.Invariant($"  {words,-20} {share.GetProperty("pipes")} pipes in {share.GetProperty("systems")} systems, {share.GetProperty("largest").GetDouble():P1} in the largest, {share.GetProperty("flowToPlant").GetDouble():P1} flow to a plant"));
            }
        foreach (var kind in draft.GetProperty("findings").EnumerateObject())
            Console.WriteLine($"  {kind.Name,-24} open {kind.Value.GetProperty("open")}, with a fix {kind.Value.GetProperty("fixable")}, fixed {kind.Value.GetProperty("fixed")}");
        Console.WriteLine($"  not in the network: {draft.GetProperty("kept")} features");
    }
}
