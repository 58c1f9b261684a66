using System.Buffers.Binary;
using DigitalTwin.Gis.Features;

namespace DigitalTwin.Gis.Shapefile;

/// <summary>Walks the records of a .shp (ESRI White Paper, July 1998) before the library reads it: a count that its record cannot hold would have it ask for gigabytes.</summary>
internal static class ShpCheck
{
    private const int FileHeader = 100, RecordHeader = 8, BytesPerPoint = 16;

    public static void Run(string name, ReadOnlySpan<byte> shp)
    {
        if (shp.Length < FileHeader || BinaryPrimitives.ReadInt32BigEndian(shp) != 9994) throw new FeatureFileException($"'{name}.shp' is no shapefile: its first bytes are not those of one.");
        var type = BinaryPrimitives.ReadInt32LittleEndian(shp[32..]);
        var record = 0;
        for (long at = FileHeader; at + RecordHeader <= shp.Length;)
        {
            record++;
            var length = 2L * BinaryPrimitives.ReadInt32BigEndian(shp[(int)(at + 4)..]);
            var content = at + RecordHeader;
            if (length < 4 || content + length > shp.Length) throw new FeatureFileException($"'{name}.shp' record {record} says that it is {length} bytes long; {shp.Length - content} are left.");
            Counts(name, record, shp.Slice((int)content, (int)length), type);
            at = content + length;
        }
    }

    private static void Counts(string name, int record, ReadOnlySpan<byte> body, int fileType)
    {
        var type = BinaryPrimitives.ReadInt32LittleEndian(body);
        if (type == 0) return;
        if (type != fileType) throw new FeatureFileException($"'{name}.shp' record {record} is of shape type {type}; expected {fileType} as in its head, or 0.");
        var (parts, points, head) = (type % 10) switch
        {
            1 => (0, 1, 4),
            8 when body.Length >= 40 => (0, BinaryPrimitives.ReadInt32LittleEndian(body[36..]), 40),
            3 or 5 when body.Length >= 44 => (BinaryPrimitives.ReadInt32LittleEndian(body[36..]), BinaryPrimitives.ReadInt32LittleEndian(body[40..]), 44),
            _ => (-1, -1, 0),
        };
        if (parts < 0 || points < 0 || head + 4L * parts + (long)BytesPerPoint * points > body.Length)
            throw new FeatureFileException($"'{name}.shp' record {record} counts {points} points in {parts} parts, which its {body.Length} bytes cannot hold.");
        var before = 0;
        for (var i = 0; i < parts; i++)
        {
            var start = BinaryPrimitives.ReadInt32LittleEndian(body[(44 + 4 * i)..]);
            if (start < before || start > points) throw new FeatureFileException($"'{name}.shp' record {record}: part {i + 1} begins at point {start} of {points}.");
            before = start;
        }
    }
}
