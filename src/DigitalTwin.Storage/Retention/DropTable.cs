using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Retention;

/// <summary>What was dropped, a row a segment and class, written in the transaction that dropped it.</summary>
internal static class DropTable
{
    private const string Columns = "id, segment, class, hours, first_at, last_at, known_until, readings, series, held, dropped_at";

    public static List<(long Segment, Drop Drop)> All(Database database)
    {
        var rows = database.Statement($"SELECT {Columns} FROM dropped ORDER BY id");
        var drops = new List<(long, Drop)>();
        while (rows.Step())
            drops.Add((rows.Int64(1), new Drop(rows.Int64(0), rows.Text(2), rows.Int64(3) != 0, new Instant(rows.Int64(4)), new Instant(rows.Int64(5)), new Instant(rows.Int64(6)),
                rows.Int64(7), (int)rows.Int64(8), rows.Int64(9), new Instant(rows.Int64(10)))));
        rows.Reset();
        return drops;
    }

    public static long NextId(Database database) => database.Scalar("SELECT max(id) FROM dropped") + 1;

    public static void Insert(Database database, long segment, Drop drop) =>
        database.Statement($"INSERT INTO dropped ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .Bind(1, drop.Id).Bind(2, segment).Bind(3, drop.Class).Bind(4, drop.Hours ? 1 : 0).Bind(5, drop.From.UnixMilliseconds).Bind(6, drop.To.UnixMilliseconds)
            .Bind(7, drop.KnownUntil.UnixMilliseconds).Bind(8, drop.Readings).Bind(9, drop.Series).Bind(10, drop.Held).Bind(11, drop.DroppedAt.UnixMilliseconds).Run();

    /// <summary>Says that a segment was written anew under another number.</summary>
    public static void Follow(Database database, long from, long to) =>
        database.Statement("UPDATE dropped SET segment = ?1 WHERE segment = ?2").Bind(1, to).Bind(2, from).Run();
}
