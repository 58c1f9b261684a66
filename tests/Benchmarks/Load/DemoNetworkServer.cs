using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Startup;
using DigitalTwin.Simulation.City;
using DigitalTwin.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Benchmarks.Load;

/// <summary>The whole server as its own process over the network of a demo city whose water does not run: nothing happens in it but what the bench reports.</summary>
public static class DemoNetworkServer
{
    public const string Command = "demo-network-server";
    private const string SizeVariable = "BENCH_DEMO_SEGMENTS";

    public static async Task<ServerProcess> Start(int segments)
    {
        Environment.SetEnvironmentVariable(SizeVariable, $"{segments}"); // The program's own arguments are the server's.
        var (folder, name) = (AppContext.BaseDirectory, typeof(DemoNetworkServer).Assembly.GetName().Name);
        return await ServerProcess.StartProgram(["exec", "--runtimeconfig", Path.Combine(folder, "DigitalTwin.Host.runtimeconfig.json"), Path.Combine(folder, $"{name}.dll"), Command], null,
            "--empty", "--DigitalTwin:RequestsPerSecond=100000");
    }

    /// <summary>What the process runs.</summary>
    public static async Task<int> Run(string[] args)
    {
        var segments = int.Parse(Environment.GetEnvironmentVariable(SizeVariable)!, System.Globalization.CultureInfo.InvariantCulture);
        await using var app = TwinHost.Create(args, replace: services => services.AddHostedService(p =>
            new Network(p.GetRequiredService<IRegistry>(), p.GetRequiredService<CityClock>(), segments)));
        await app.RunAsync();
        return 0;
    }

    private sealed class Network(IRegistry registry, CityClock clock, int segments) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Task.Run(() => registry.Save(DemoCity.Build(1, segments), clock.Now, stoppingToken), stoppingToken);
    }
}
