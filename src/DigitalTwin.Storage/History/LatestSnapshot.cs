using System.Runtime.InteropServices;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.History;

/// <summary>The newest reading of every series, saved, so that a start need not read all of history.</summary>
/// <remarks>
/// Pages are written one by one while appends go on, so the whole may hold readings newer than the partition it names. That does no harm:
/// those are on disk, and folding them in once more changes nothing.
/// </remarks>
internal static class LatestSnapshot
{
    private const int RowsInPage = 16_384;

    public static void Write(Database database, Lock gate, LatestTable latest, long throughPartition)
    {
        var generation = 1 + Math.Max(database.Scalar("SELECT max(generation) FROM latest"), database.Scalar("SELECT max(generation) FROM latest_page"));
        var count = latest.Count;
        for (var start = 0; start < count; start += RowsInPage)
        {
            var page = Encode(latest, start, Math.Min(count, start + RowsInPage));
            lock (gate)
                database.InTransaction(() => database.Statement("INSERT INTO latest_page (generation, body) VALUES (?, ?)").Bind(1, generation).Bind(2, page).Run());
        }
        lock (gate)
            database.InTransaction(() =>
            {
                database.Execute("DELETE FROM latest");
                database.Statement("INSERT INTO latest (generation, partition) VALUES (?, ?)").Bind(1, generation).Bind(2, throughPartition).Run();
            });
        RemoveOld(database, gate);
    }

    /// <summary>Folds the saved readings in; returns through which partition they are complete, 0 where none are saved.</summary>
    public static long Load(Database database, LatestTable latest)
    {
        var pages = database.Statement("SELECT body FROM latest_page WHERE generation = (SELECT generation FROM latest) ORDER BY id");
        while (pages.Step())
        {
            var rows = MemoryMarshal.Cast<byte, Row>(Checked(pages.Blob(0)));
            foreach (ref readonly var row in rows) latest.Fold(row.ToReading(), new Instant(row.KnownAt));
        }
        pages.Reset();
        return database.Scalar("SELECT partition FROM latest");
    }

    private static void RemoveOld(Database database, Lock gate)
    {
        for (var removed = 1; removed > 0;)
            lock (gate)
            {
                database.InTransaction(() => database.Statement("DELETE FROM latest_page WHERE id IN (SELECT id FROM latest_page WHERE generation <> (SELECT generation FROM latest) LIMIT 4)").Run());
                removed = database.Changes;
            }
    }

    private static byte[] Encode(LatestTable latest, int start, int end)
    {
        var page = new byte[sizeof(ulong) + (end - start) * Row.Length];
        var rows = MemoryMarshal.Cast<byte, Row>(page.AsSpan(sizeof(ulong)));
        for (var series = start; series < end; series++) rows[series - start] = new Row(latest[series]);
        BitConverter.TryWriteBytes(page, (ulong)CheckSum.Of(page.AsSpan(sizeof(ulong))));
        return page;
    }

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> page) =>
        page.Length >= sizeof(ulong) && BitConverter.ToUInt64(page) == CheckSum.Of(page[sizeof(ulong)..])
            ? page[sizeof(ulong)..]
            : throw new InvalidDataException("A page of the newest readings does not match its check sum.");

    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private readonly struct Row(in KnownReading known)
    {
        public const int Length = 32;

        public readonly long KnownAt = known.KnownAt.UnixMilliseconds;
        private readonly long _at = known.Reading.At.UnixMilliseconds;
        private readonly double _value = known.Reading.Value;
        private readonly int _asset = known.Reading.Asset.Value;
        private readonly ushort _quantity = known.Reading.Quantity.Code;
        private readonly Quality _quality = known.Reading.Quality;
        private readonly Provenance _provenance = known.Reading.Provenance;

        public Reading ToReading() => new(new AssetKey(_asset), new Quantity(_quantity), new Instant(_at), _value, _quality, _provenance);
    }
}
