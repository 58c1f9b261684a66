using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Configuration;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Simulation.Sensors;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Demo.Stations;

/// <summary>Lets some assets of the demo city report as in life: by HJ 212, over the server's own port.</summary>
internal sealed class DemoStations(IDeviceRegistry devices, Hj212Server server, CityCalendar calendar, TimeProvider time, IOptions<TwinOptions> options, ILogger<DemoStations> log)
{
    private readonly Dictionary<string, (DemoStation Station, StationLogger Logger)> _byAsset = new(StringComparer.Ordinal);
    private long _numbers;

    /// <summary>Registers the stations and lets their loggers run until <paramref name="stop"/>. Without an HJ 212 port, or where it is switched off, there are none.</summary>
    public async Task Open(Network city, CancellationToken stop)
    {
        if (!options.Value.DemoStations || !options.Value.Hj212.Enabled) return;
        foreach (var station in DemoStation.Of(city))
        {
            if (station.IsRegistered && devices.Find(station.Device.Id) is null && await devices.Save(station.Device, new DeviceSecrets(DemoStation.Password), "demo", cancel: stop) is not DeviceOutcome.Saved)
                continue; // Somebody else's device has its address.
            var logger = new StationLogger(station, () => server.Status.Port, time);
            _byAsset[station.Device.Asset!.Value.Local] = (station, logger);
            _ = logger.Run(stop);
        }
        log.LogInformation("{Stations} stations of the demo city report by HJ 212.", _byAsset.Count);
    }

    /// <summary>Takes what stations report out of the readings; in order of time, as they are.</summary>
    public void Take(List<SensorReading> readings)
    {
        if (_byAsset.Count == 0 || server.Status.Port == 0) return;
        var packets = new Dictionary<(string Asset, Instant At), List<string>>();
        readings.RemoveAll(reading =>
        {
            if (!_byAsset.TryGetValue(reading.LocalId, out var found) || !FactorSheet.Knows(reading.Quantity)) return false;
            if (!packets.TryGetValue((reading.LocalId, reading.At), out var factors)) packets[(reading.LocalId, reading.At)] = factors = [];
            factors.Add(FactorSheet.Write(reading));
            // What nobody has registered is refused, so it also goes the usual way.
            return found.Station.IsRegistered;
        });
        foreach (var ((asset, at), factors) in packets.OrderBy(p => p.Key.At))
        {
            var number = LocalTime.Write(at, calendar) + (_numbers++ % 1000).ToString("D3", System.Globalization.CultureInfo.InvariantCulture);
            _byAsset[asset].Logger.Report(number, $"DataTime={LocalTime.Write(at, calendar)};{string.Join(';', factors)}");
        }
    }
}
