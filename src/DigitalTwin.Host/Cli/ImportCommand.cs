using System.Text.Json;

namespace DigitalTwin.Host.Cli;

/// <summary><c>import FILE --crs EPSG:n --as NAME</c>: sends a plan to the running server and prints the report.</summary>
internal static class ImportCommand
{
    public const string Usage = "Usage: twin import FILE --crs EPSG:n --as NAME [--format swmm|epanet|geojson] [--title TITLE] [--url URL]; a survey (.zip, .gpkg, .csv) becomes a draft and needs no --crs where it says";
    private const int DefectsShown = 200;

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var given = new Arguments(args, Usage, "crs", "as", "format", "title", "url");
        var file = given.File ?? throw new CommandException($"A file is missing. {Usage}");
        if (!File.Exists(file)) throw new CommandException($"There is no file '{file}'.");
        if (DraftImport.IsFor(file))
        {
            using var desk = await ServerClient.Connect(given.Find("url"));
            return await DraftImport.Run(file, given.Get("as"), given.Find("crs"), given.Find("title"), desk);
        }
        var (crs, name) = (given.Get("crs"), given.Get("as"));
        var format = given.Find("format") ?? Guess(file);
        using var server = await ServerClient.Connect(given.Find("url"));
        var title = given.Find("title") is { } t ? $"&title={Uri.EscapeDataString(t)}" : "";
        var path = $"/api/v1/networks?format={Uri.EscapeDataString(format)}&crs={Uri.EscapeDataString(crs)}&as={Uri.EscapeDataString(name)}{title}";
        using var answer = await server.Send(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(File.OpenRead(file)) });
        using var body = JsonDocument.Parse(await ReadJson(answer));
        if (body.RootElement.TryGetProperty("report", out var report)) Print(report);
        if (!answer.IsSuccessStatusCode)
        {
            Console.Error.WriteLine($"Not imported: {body.RootElement.GetProperty("detail").GetString()}");
            return 1;
        }
        var network = body.RootElement.GetProperty("network");
        Console.WriteLine($"Imported as {network.GetProperty("name").GetString()}, revision {network.GetProperty("revision").GetInt32()}: {server.Url}");
        return 0;
    }

    private static async Task<string> ReadJson(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json"
            ? await answer.Content.ReadAsStringAsync()
            : throw new CommandException($"The server answered {(int)answer.StatusCode} and no JSON.");

    /// <summary>By what the file is called and, for .inp, by a section that only one of the two programs has.</summary>
    private static string Guess(string file)
    {
        if (Path.GetExtension(file).ToLowerInvariant() is ".geojson" or ".json") return "geojson";
        if (DigitalTwin.Gis.Import.InpKind.TryTell(file) is { } format) return format;
        throw new CommandException($"What '{file}' is cannot be told from its content; name it with --format. {Usage}");
    }

    private static void Print(JsonElement report)
    {
        Console.WriteLine($"{report.GetProperty("format").GetString()} in {report.GetProperty("crs").GetString()}: {report.GetProperty("nodes")} nodes, {report.GetProperty("links")} links, "
            + $"{report.GetProperty("points")} points, {report.GetProperty("subcatchments")} subcatchments");
        foreach (var kind in report.GetProperty("kinds").EnumerateObject()) Console.WriteLine($"  {kind.Name,-16} {kind.Value,8}");
        foreach (var section in report.GetProperty("sections").EnumerateArray())
            if (section.GetProperty("use").GetString() != "imported" || section.GetProperty("leftOut").GetInt32() > 0)
                Console.WriteLine($"  [{section.GetProperty("section").GetString()}] {section.GetProperty("use").GetString()}, {section.GetProperty("elements")} elements, {section.GetProperty("leftOut")} left out");
        var count = report.GetProperty("defectCount").GetInt32();
        Console.WriteLine(count == 0 ? "No defects." : $"{count} defects:");
        foreach (var defect in report.GetProperty("defects").EnumerateArray().Take(DefectsShown))
            Console.WriteLine($"  line {defect.GetProperty("line")} [{defect.GetProperty("section").GetString()}] {defect.GetProperty("id").GetString()}: {defect.GetProperty("message").GetString()} ({defect.GetProperty("code").GetString()}, {defect.GetProperty("remedy").GetString()})");
        if (count > DefectsShown) Console.WriteLine($"  … and {count - DefectsShown} more; the API's answer lists them all.");
    }
}
