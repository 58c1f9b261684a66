using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DigitalTwin.Host.Tests.Files;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Drills.Routes;

/// <summary>One reading a request.</summary>
internal sealed class HttpFeeder(HttpClient http) : Feeder("HTTP", "town:M3", "level")
{
    protected override async Task<bool> Send(int first, CancellationToken cancel)
    {
        using var answer = await http.PostAsync("/api/v1/readings", new StringContent(Readings.One(Asset, Quantity, At(first), Value(first)), Encoding.UTF8, "application/json"), cancel);
        return answer.StatusCode == HttpStatusCode.Accepted;
    }
}

/// <summary>A station's packets over a connection that it opens again whenever no answer comes.</summary>
internal sealed class StationFeeder(HttpClient http) : Feeder("HJ 212", "town:M5", "cod")
{
    public const string Mn = "ROUTE";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private Hj212Station? _station;

    protected override async Task<bool> Send(int first, CancellationToken cancel)
    {
        _station ??= await Hj212Station.Connect(await Port(http));
        await _station.Send(Hj212Station.Data(Mn, At(first), string.Create(CultureInfo.InvariantCulture, $"w01018-Rtd={Value(first)},w01018-Flag=N")));
        if (await _station.Receive(Patience) is { } answer) return answer.Contains("CN=9014", StringComparison.Ordinal);
        await Disconnect();
        return false;
    }

    protected override ValueTask Disconnect()
    {
        _station?.Dispose();
        _station = null;
        return ValueTask.CompletedTask;
    }

    public static async Task<int> Port(HttpClient http) => (await http.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("hj212").GetProperty("port").GetInt32();
}

/// <summary>A device's messages at QoS 1: acknowledged by the broker, which then owes them to the platform.</summary>
internal sealed class BrokerFeeder(ThrowawayBroker broker) : Feeder("MQTT", "town:M1", "level")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private MqttPublisher? _device;

    protected override async Task<bool> Send(int first, CancellationToken cancel)
    {
        _device ??= await broker.Publisher("route").WaitAsync(Patience, cancel);
        await _device.Publish("json/m1/level", string.Create(CultureInfo.InvariantCulture, $$"""{"at":"{{At(first):O}}","value":{{Value(first)}}}""")).WaitAsync(Patience, cancel);
        return true;
    }

    protected override async ValueTask Disconnect()
    {
        if (_device is not null) await _device.DisposeAsync();
        _device = null;
    }
}

/// <summary>Files of some rows, sent as a form.</summary>
internal sealed class UploadFeeder(HttpClient http) : Feeder("upload", "town:M2", "level")
{
    private const string Mapping = """{"asset":"town:M2","time":{"column":"t","format":"unix"},"columns":[{"column":"v","quantity":"level"}]}""";

    protected override int Together => 200;

    protected override async Task<bool> Send(int first, CancellationToken cancel)
    {
        var (status, report) = await http.Send("/api/v1/files", "mapping", Mapping, Rows(first, Together), $"upload-{first}.csv");
        if (status != 200) return false;
        Assert.Equal(Together, report.Number("stored") + report.Number("unchanged"));
        return true;
    }

    internal static string Rows(int first, int count)
    {
        var text = new StringBuilder("t,v\n");
        for (var i = first; i < first + count; i++) text.Append(CultureInfo.InvariantCulture, $"{At(i).ToUnixTimeSeconds()},{Value(i)}\n");
        return text.ToString();
    }
}

/// <summary>Files of some rows, dropped into a folder: taken once they lie among those that are done.</summary>
internal sealed class FolderFeeder(string folder) : Feeder("folder", "town:M4", "level")
{
    public const string Profile = """{"asset":"town:M4","time":{"column":"t","format":"unix"},"columns":[{"column":"v","quantity":"level"}]}""";

    protected override int Together => 200;

    protected override async Task<bool> Send(int first, CancellationToken cancel)
    {
        var file = $"route-{first:D7}.csv";
        if (File.Exists(Path.Combine(folder, "done", file))) return true;
        Assert.False(File.Exists(Path.Combine(folder, "refused", file)), $"{file} was refused");
        if (File.Exists(Path.Combine(folder, file))) return false;
        // Written aside and moved, as a control system does that knows who reads.
        var aside = Path.Combine(folder, $"{file}.part");
        await File.WriteAllTextAsync(aside, UploadFeeder.Rows(first, Together), cancel);
        File.Move(aside, Path.Combine(folder, file));
        return false;
    }
}
