using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.DataQuality;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.DataQuality;
using DigitalTwin.Ingest.Json;
using DigitalTwin.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DigitalTwin.Host.Tests.DataQuality;

/// <summary>The marker before a real history in a folder of its own, without the rest of the platform.</summary>
internal sealed class MarkedIntake : IAsyncDisposable
{
    public static readonly CityCalendar Calendar = CityCalendar.China;
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("digitaltwin-test-").FullName;
    private readonly ServiceProvider _services;

    public MarkedIntake()
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSqliteStorage(_folder);
        _services = services.BuildServiceProvider();
        Marker = NewMarker();
    }

    public IHistory History => _services.GetRequiredService<IHistory>();
    public QualityMarker Marker { get; private set; }

    /// <summary>All that memory held is gone, as after a crash.</summary>
    public void Restart() => Marker = NewMarker();

    public async Task<Quality[]> Take(IEnumerable<Reading> readings, Instant knownAt)
    {
        using var buffer = new ReadingBuffer(16);
        foreach (var reading in readings) buffer.Add(reading);
        var late = await Marker.Mark(buffer, knownAt);
        await History.Append(buffer.Memory.ToArray(), knownAt);
        Marker.Stored(late);
        return [.. buffer.Span.ToArray().Select(r => r.Quality)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private QualityMarker NewMarker() => new(History, new SeriesCheck(QualityRules.Default), QualityRules.Default, new Plain(), Calendar, new CityClock(TimeProvider.System), TimeProvider.System);

    private sealed class Plain : ISeriesSettings
    {
        public TimeSpan IntervalOf(AssetKey asset, Quantity quantity) => Interval;
        public SeriesLimits LimitsOf(AssetKey asset, Quantity quantity) => QualityRules.Default.Of(quantity);
        public IReadOnlyList<AssetKey> NeighboursOf(AssetKey asset) => [];
        public int Version => 0;
    }
}
