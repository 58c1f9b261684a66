using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>The same promises on either database, and where partitions close after a few readings, so that nearly all is read from segments.</summary>
public abstract class SegmentedHistoryTests : HistoryConformance
{
    protected static readonly HistoryOptions SmallPartitions = new() { PartitionReadings = 3, GroupReadings = 2 };

    private readonly Place _place;
    private readonly HistoryOptions _options;
    private SegmentedHistory _history;

    protected SegmentedHistoryTests(Place place, HistoryOptions options)
    {
        (_place, _options) = (place, options);
        _history = place.OpenHistory(options);
    }

    protected override IHistory History => _history;

    protected override IHistory Reopen()
    {
        Close();
        return _history = _place.OpenHistory(_options);
    }

    public override void Dispose()
    {
        Close();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Close()
    {
        _history.Dispose();
        _place.Leave();
    }
}

public sealed class SqliteHistoryTests() : SegmentedHistoryTests(Place.Sqlite(), new HistoryOptions());

public sealed class SqliteSmallPartitionTests() : SegmentedHistoryTests(Place.Sqlite(), SmallPartitions);

public sealed class PostgresHistoryTests() : SegmentedHistoryTests(Place.Postgres(), new HistoryOptions());

public sealed class PostgresSmallPartitionTests() : SegmentedHistoryTests(Place.Postgres(), SmallPartitions);
