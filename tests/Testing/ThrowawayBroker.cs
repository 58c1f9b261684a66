using System.Diagnostics;

namespace DigitalTwin.Testing;

/// <summary>A real RabbitMQ of its own with the platform's queue, started by infra/rabbitmq/rabbitmq.sh on free ports in a temporary folder; gone when disposed, or when this process ends.</summary>
public sealed class ThrowawayBroker : IDisposable
{
    public const string DeviceUser = "device";
    public const string DevicePassword = "device";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"twin-mq-{Environment.ProcessId}-{ServerProcess.FreePort()}");
    private readonly int _amqp = ServerProcess.FreePort();

    public ThrowawayBroker()
    {
        MqttPort = ServerProcess.FreePort();
        Start();
    }

    public int MqttPort { get; }

    /// <summary>As the platform's setting names it.</summary>
    public string Address => $"amqp://twin:twin@127.0.0.1:{_amqp}/%2F";

    public Task<MqttPublisher> Publisher(string clientId = "test") => MqttPublisher.Open(MqttPort, DeviceUser, DevicePassword, clientId);

    public void Start() => Script("start", _folder, $"{_amqp}", $"{MqttPort}", $"{Environment.ProcessId}");

    /// <summary>As by an administrator; <see cref="Start"/> brings it back with what it held.</summary>
    public void Stop() => Script("stop", _folder);

    public void Dispose()
    {
        Script("kill", _folder);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
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
