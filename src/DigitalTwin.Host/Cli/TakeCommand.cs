using System.Globalization;
using System.Text.Json;

namespace DigitalTwin.Host.Cli;

/// <summary><c>take FILE --profile NAME</c>: sends a table of values to the running server, or only tries it, and prints what came of each part.</summary>
internal static class TakeCommand
{
    public const string Usage = "Usage: twin take FILE --profile NAME|PROFILE.json [--dry-run] [--url URL]";
    private const string DryRun = "--dry-run";
    private const int RefusalsShown = 50;

    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var given = new Arguments([.. args.Where(a => a != DryRun)], Usage, "profile", "url");
        var file = given.File ?? throw new CommandException($"A file is missing. {Usage}");
        if (!File.Exists(file)) throw new CommandException($"There is no file '{file}'.");
        var (profile, isDryRun) = (given.Get("profile"), args.Contains(DryRun));
        var mapping = profile.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? await ReadMapping(profile) : null;
        using var server = await ServerClient.Connect(given.Find("url"));
        using var answer = await server.Send(() => new HttpRequestMessage(HttpMethod.Post, isDryRun ? "/api/v1/files/check" : "/api/v1/files") { Content = Form(file, profile, mapping) });
        if (!answer.IsSuccessStatusCode) return await Refused(answer);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Print(report.RootElement);
        return 0;
    }

    private static async Task<string> ReadMapping(string path)
    {
        if (!File.Exists(path)) throw new CommandException($"There is no profile '{path}'.");
        return await File.ReadAllTextAsync(path);
    }

    // What says how the file is read stands before it, so that the server need not hold the file.
    private static MultipartFormDataContent Form(string file, string profile, string? mapping)
    {
        var form = new MultipartFormDataContent { { new StringContent(mapping ?? profile), mapping is null ? "profile" : "mapping" } };
        form.Add(new StreamContent(File.OpenRead(file)), "file", Path.GetFileName(file));
        return form;
    }

    private static async Task<int> Refused(HttpResponseMessage answer)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        if (problem.RootElement.TryGetProperty("report", out var report)) Print(report);
        Console.Error.WriteLine($"Not taken: {problem.RootElement.GetProperty("detail").GetString()}");
        return 1;
    }

    private static void Print(JsonElement report)
    {
        long Number(string name) => report.GetProperty(name).GetInt64();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.GetProperty("file").GetString()}: {Number("rows")} rows, {report.GetProperty("from").GetString()} to {report.GetProperty("to").GetString()}"));
        Console.WriteLine(report.GetProperty("isDryRun").GetBoolean()
            ? $"Would be taken: {Number("readings")} readings, {Number("unchanged")} of them held already."
            : $"Stored: {Number("stored")} readings; {Number("unchanged")} more were held already.");
        foreach (var series in report.GetProperty("series").EnumerateArray())
            Console.WriteLine($"  {series.GetProperty("asset").GetString(),-24} {series.GetProperty("quantity").GetString(),-16} {series.GetProperty("readings"),9} readings, {series.GetProperty("lowest"),12} to {series.GetProperty("highest"),-12} {series.GetProperty("unit").GetString()}");
        var refused = Number("refusedCount");
        Console.WriteLine(refused == 0 ? "No cell was refused." : $"{refused} cells refused:");
        foreach (var cell in report.GetProperty("refused").EnumerateArray().Take(RefusalsShown))
            Console.WriteLine($"  row {cell.GetProperty("row")}, column {cell.GetProperty("column")} ({cell.GetProperty("heading").GetString()}): {cell.GetProperty("why").GetString()}");
        if (refused > RefusalsShown) Console.WriteLine($"  … and {refused - RefusalsShown} more.");
    }
}
