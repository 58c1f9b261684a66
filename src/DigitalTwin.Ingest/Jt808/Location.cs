using System.Buffers.Binary;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Jt808;

/// <summary>Where a terminal is (message 0x0200). WGS 84, which equals CGCS2000 at the map's scale.</summary>
/// <param name="IsFixed">The terminal knows where it is; else the place is the last one known, or none.</param>
/// <param name="Heading">Degrees clockwise from north, 0 to 359.</param>
/// <param name="At">By the terminal's clock, which runs on GMT+8 everywhere.</param>
public readonly record struct Location(Position Position, bool IsFixed, uint Alarms, uint Status, int AltitudeM, double SpeedKmh, int Heading, Instant At)
{
    /// <summary>Without the further items that may follow.</summary>
    public const int Length = 28;
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static bool TryRead(ReadOnlySpan<byte> body, out Location location)
    {
        location = default;
        if (body.Length < Length) return false;
        var status = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var (latitude, longitude) = (BinaryPrimitives.ReadUInt32BigEndian(body[8..]) / 1e6, BinaryPrimitives.ReadUInt32BigEndian(body[12..]) / 1e6);
        if (latitude > 90 || longitude > 180) return false;
        var heading = BinaryPrimitives.ReadUInt16BigEndian(body[20..]);
        if (heading > 359 || !TryTime(body.Slice(22, 6), out var at)) return false;
        const uint fixedBit = 2, southBit = 4, westBit = 8;
        location = new(new((status & westBit) != 0 ? -longitude : longitude, (status & southBit) != 0 ? -latitude : latitude), (status & fixedBit) != 0, BinaryPrimitives.ReadUInt32BigEndian(body), status,
            BinaryPrimitives.ReadInt16BigEndian(body[16..]), BinaryPrimitives.ReadUInt16BigEndian(body[18..]) / 10.0, heading, at);
        return true;
    }

    /// <summary>Many of them (message 0x0704): a count, a kind, then each with its length. False where it is not whole.</summary>
    public static bool TryReadBatch(ReadOnlySpan<byte> body, List<Location> into)
    {
        if (body.Length < 3) return false;
        var count = BinaryPrimitives.ReadUInt16BigEndian(body);
        for (body = body[3..]; count > 0; count--)
        {
            if (body.Length < 2) return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(body);
            if (body.Length < 2 + length || !TryRead(body.Slice(2, length), out var location)) return false;
            into.Add(location);
            body = body[(2 + length)..];
        }
        return body.IsEmpty;
    }

    private static bool TryTime(ReadOnlySpan<byte> bcd, out Instant at)
    {
        at = default;
        if (!Bcd.TryRead(bcd, out var t)) return false;
        int Two(int i) => (t[i] - '0') * 10 + t[i + 1] - '0';
        var (year, month, day, hour, minute, second) = (2000 + Two(0), Two(2), Two(4), Two(6), Two(8), Two(10));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        at = Instant.From(new DateTimeOffset(year, month, day, hour, minute, second, Offset));
        return true;
    }
}
