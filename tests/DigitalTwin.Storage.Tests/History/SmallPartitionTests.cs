using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Tests.History;

/// <summary>The same promises where partitions close after a few readings, so that nearly all is read from segments.</summary>
public sealed class SmallPartitionTests() : SqliteHistoryTests(new HistoryOptions { PartitionReadings = 3, GroupReadings = 2 });
