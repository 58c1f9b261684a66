using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;

namespace DigitalTwin.Storage.Tests.Retention;

/// <summary>A process that drops ever younger readings, and says when it begins, until it is killed.</summary>
internal static class DropUntilKilled
{
    public static readonly HistoryOptions Options = new() { PartitionReadings = 200, GroupReadings = 64 };
    public static readonly Instant Start = new(1_700_000_000_000 / 3_600_000 * 3_600_000);
    public const int Hours = 200;

    public static RetentionClass Class { get; } =
        new("raw", "", "", TimeSpan.FromHours(2), null, null, null, false) { Quantities = new HashSet<Quantity>(), Kinds = new HashSet<AssetKind>() };

    public static RetentionPlan Plan(int hour) => new([Class], (_, _) => Class, () => Array.Empty<Hold>(), Start + TimeSpan.FromHours(hour));

    public static async Task<int> Run(string folder)
    {
        using var data = DataFolder.Open(folder, TimeProvider.System);
        await using var history = SegmentedHistory.Open(data, Options, TimeProvider.System);
        for (var hour = 1; hour <= Hours; hour++)
        {
            Console.Out.WriteLine($"{hour}");
            Console.Out.Flush();
            await history.Apply(Plan(hour));
        }
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
