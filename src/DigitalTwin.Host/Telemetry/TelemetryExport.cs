using DigitalTwin.Contracts.Telemetry;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Startup;
using DigitalTwin.Host.Warnings;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DigitalTwin.Host.Telemetry;

/// <summary>Sends traces and meters by OTLP where an endpoint is configured (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>), and otherwise measures nothing.</summary>
internal sealed class TelemetryExport(IConfiguration configuration, Viewers viewers, WarningBoard warnings, ILogger<TelemetryExport> log) : IHostedService, IDisposable
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // ASP.NET Core's and the HTTP server's own sources and meters need no instrumentation package.
    private static readonly string[] Sources = [TwinTelemetry.Name, "Microsoft.AspNetCore"];
    private static readonly string[] Meters = [TwinTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime"];

    private TracerProvider? _traces;
    private MeterProvider? _meters;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        TwinTelemetry.Meter.CreateObservableGauge("digitaltwin.viewers", () => viewers.Count, "{viewer}", "Browsers connected to this host.");
        TwinTelemetry.Meter.CreateObservableGauge("digitaltwin.warnings.open", () => warnings.Count, "{warning}", "Warnings that are open.");
        if (configuration[Endpoint] is not { Length: > 0 } endpoint) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("digitaltwin", serviceVersion: Build.Version);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build();
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build();
        log.LogInformation("Traces and meters go to {Endpoint}.", endpoint);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _meters?.Dispose();
    }
}
