using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Storage;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.Files;

/// <summary>Files that a control system drops into a folder, taken by the real server, also when it is killed in the middle.</summary>
public class WatchedFolderTests : IAsyncLifetime
{
    private const int Rows = 30_000;
    private const string Profile = """{"network":"town","time":{"column":"t","format":"unix"},"columns":[{"column":"M1","quantity":"level","asset":"M1"},{"column":"M2","quantity":"level","asset":"M2"}]}""";

    private readonly string _drop = Directory.CreateTempSubdirectory("twin-drop-").FullName;
    private readonly string _data = Directory.CreateTempSubdirectory("twin-").FullName;
    private ServerProcess _server = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.Start(_data, "--empty", $"--DigitalTwin:Files:Watch:0:Folder={_drop}", "--DigitalTwin:Files:Watch:0:Rules:0:Pattern=scada*.csv",
            "--DigitalTwin:Files:Watch:0:Rules:0:Profile=scada", "--DigitalTwin:Files:Watch:0:Every=00:00:00.2", "--DigitalTwin:Files:Watch:0:Still=00:00:00.5", "--DigitalTwin:Files:BatchReadings=500");
        using var imported = await _server.Http.PostAsync($"api/v1/networks?format=swmm&crs={TestPlan.Crs}&as=town", new StringContent(TestPlan.Swmm));
        Assert.True(imported.IsSuccessStatusCode);
        await _server.Http.Save("scada", Profile);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_drop, recursive: true);
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_kill_in_the_middle_neither_loses_nor_doubles_anything()
    {
        await Drop("scada-1.csv", Enumerable.Range(0, Rows));
        await Until(async () => (await Taken("scada-1.csv"))?.Text("state") == "begun" && (await Series("M1")).Length > 100);
        await _server.Kill();
        Assert.True(File.Exists(Path.Combine(_drop, "scada-1.csv")), "The file was taken whole before the kill; it needs to be longer.");
        await _server.Start();
        await Until(() => Task.FromResult(File.Exists(Path.Combine(_drop, "done", "scada-1.csv"))));

        var report = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(_drop, "done", "scada-1.csv.report.json"))).RootElement;
        Assert.Equal(Rows * 2, report.Number("stored") + report.Number("unchanged"));
        Assert.True(report.Number("unchanged") > 0, "Nothing was stored before the kill.");
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => i / 1000.0), await Series("M1"));
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => i / 2000.0), await Series("M2"));
        await _server.Kill();
        // In the store itself: not one reading more than the file has.
        await using var storage = new ServiceCollection().AddSqliteStorage(_data).BuildServiceProvider();
        Assert.Equal(Rows * 2, storage.GetRequiredService<IHistory>().Count);
    }

    [Fact]
    public async Task A_file_counts_once_it_is_still_and_what_cannot_be_read_is_put_aside_with_the_reason()
    {
        await File.WriteAllTextAsync(Path.Combine(_drop, "scada-bad.csv"), "time,level\n1,2\n");
        await File.WriteAllTextAsync(Path.Combine(_drop, "notes.txt"), "not ours");
        var growing = Path.Combine(_drop, "scada-grows.csv");
        await File.WriteAllTextAsync(growing, "t,M1,M2\n");
        for (var i = 0; i < 12; i++)
        {
            await File.AppendAllTextAsync(growing, $"{1_700_000_000 + i},{i},{i}\n");
            await Task.Delay(150);
        }
        await Until(() => Task.FromResult(File.Exists(Path.Combine(_drop, "done", "scada-grows.csv")) && File.Exists(Path.Combine(_drop, "refused", "scada-bad.csv"))));
        var taken = (await _server.Http.GetFromJsonAsync<JsonElement>("api/v1/files")).GetProperty("items").EnumerateArray().Where(f => f.Text("file") == "scada-grows.csv").ToArray();
        Assert.Equal(24, Assert.Single(taken).Number("stored"));
        Assert.Contains("time.column", await File.ReadAllTextAsync(Path.Combine(_drop, "refused", "scada-bad.csv.report.json")));
        Assert.True(File.Exists(Path.Combine(_drop, "notes.txt")));
    }

    private Task Drop(string name, IEnumerable<int> rows)
    {
        var text = new StringBuilder("t,M1,M2\n");
        foreach (var i in rows) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{1_700_000_000 + i},{i / 1000.0},{i / 2000.0}\n");
        return File.WriteAllTextAsync(Path.Combine(_drop, name), text.ToString());
    }

    private async Task<JsonElement?> Taken(string file) =>
        (await _server.Http.GetFromJsonAsync<JsonElement>("api/v1/files")).GetProperty("items").EnumerateArray().Where(f => f.Text("file") == file).Select(f => (JsonElement?)f).FirstOrDefault();

    private async Task<double[]> Series(string local)
    {
        var values = new List<double>();
        string? cursor = null;
        do
        {
            var page = await _server.Http.GetFromJsonAsync<JsonElement>($"api/v1/assets/town:{local}/readings?quantity=level&limit=50000&from=1699999999000&cursor={cursor}");
            values.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("value").GetDouble()));
            cursor = page.Text("next");
        }
        while (cursor is not null);
        return [.. values];
    }

    private async Task Until(Func<Task<bool>> wanted)
    {
        for (var tries = 0; !await wanted(); tries++)
        {
            Assert.True(tries < 1200, $"It never came; the folder holds {string.Join(", ", Directory.GetFiles(_drop, "*", SearchOption.AllDirectories))}.\n{_server.Output}");
            await Task.Delay(50);
        }
    }
}
