using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DigitalTwin.Testing;

/// <summary>A real RabbitMQ of its own with the platform's queue, set up and started by infra/rabbitmq/rabbitmq.sh as a site's is, on free ports in a temporary folder; gone when disposed, or when this process ends.</summary>
public sealed class ThrowawayBroker : IDisposable
{
    public const string DeviceUser = "device";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"twin-mq-{Environment.ProcessId}-{ServerProcess.FreePort()}");
    private readonly int _amqp = ServerProcess.FreePort();

    private readonly string _twinPassword, _devicePassword;

    public ThrowawayBroker()
    {
        MqttPort = ServerProcess.FreePort();
        (_twinPassword, _devicePassword) = Configure();
        Start();
    }

    public int MqttPort { get; }

    /// <summary>As the platform's setting names it.</summary>
    public string Address => $"amqp://twin:{_twinPassword}@127.0.0.1:{_amqp}/%2F";

    public Task<MqttPublisher> Publisher(string clientId = "test") => MqttPublisher.Open(MqttPort, DeviceUser, _devicePassword, clientId);

    public void Start() => Script("start", _folder, $"{_amqp}", $"{MqttPort}", $"{Environment.ProcessId}");

    /// <summary>As by an administrator; <see cref="Start"/> brings it back with what it held.</summary>
    public void Stop() => Script("stop", _folder);

    public void Dispose()
    {
        Script("kill", _folder);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The same step, and the same words, that an administrator gets; the passwords are those that it made.</summary>
    private (string Twin, string Device) Configure()
    {
        var start = new ProcessStartInfo(FindScript(), "configure") { RedirectStandardOutput = true, Environment = { ["RABBITMQ_ETC"] = _folder } };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var twin = Regex.Match(printed, "DigitalTwin__Mqtt__Broker=amqp://twin:([^@]+)@");
        var device = Regex.Match(printed, "MQTT user device, password ([^,]+),");
        return process.ExitCode == 0 && twin.Success && device.Success ? (twin.Groups[1].Value, device.Groups[1].Value)
            : throw new InvalidOperationException($"rabbitmq.sh configure ended with {process.ExitCode} and said: {printed}");
    }

    private static void Script(params string[] arguments)
    {
        // Not redirected: the broker would inherit the pipes, and nobody would ever see their end.
        var start = new ProcessStartInfo(FindScript());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromMinutes(5))) throw new TimeoutException($"rabbitmq.sh {arguments[0]} did not end.");
        if (process.ExitCode != 0) throw new InvalidOperationException($"rabbitmq.sh {arguments[0]} ended with {process.ExitCode}.");
    }

    private static string FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "infra/rabbitmq/rabbitmq.sh") is var script && File.Exists(script)) return script;
        throw new FileNotFoundException("infra/rabbitmq/rabbitmq.sh is not above the program.");
    }
}
