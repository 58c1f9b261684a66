using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DigitalTwin.Gis.Geometry;

/// <summary>Reads what <see cref="MapGeometry"/> wrote, as the page does; used to check it.</summary>
public sealed class MapGeometryReader
{
    private static readonly JsonSerializerOptions HeaderJson = new(JsonSerializerDefaults.Web);
    private readonly byte[] _bytes;
    private readonly int _start;

    /// <exception cref="FormatException">The bytes are no geometry, or a section does not lie inside them.</exception>
    public MapGeometryReader(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 8 || !bytes.AsSpan(0, 4).SequenceEqual(MapGeometry.Magic)) throw new FormatException("A geometry starts with DTG1 and a header length.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        if (length > bytes.Length - 8) throw new FormatException($"The header of {length} bytes is longer than the file.");
        Header = JsonSerializer.Deserialize<MapGeometryHeader>(bytes.AsSpan(8, (int)length), HeaderJson) ?? throw new FormatException("The header is null.");
        _start = MapGeometryLayout.Pad(8 + (int)length);
        foreach (var s in Header.Sections)
            if (s.Offset % 8 != 0 || s.Offset < 0 || s.Length < 0 || _start + s.Offset + (long)s.Length * MapGeometrySection.SizeOf(s.Type) > bytes.Length)
                throw new FormatException($"Section {s.Name} does not lie inside the file at a multiple of 8.");
    }

    public MapGeometryHeader Header { get; }

    public ReadOnlySpan<T> Section<T>(string name) where T : struct
    {
        var s = Header.Sections.FirstOrDefault(s => s.Name == name) ?? throw new ArgumentException($"There is no section {name}.");
        if (Marshal.SizeOf<T>() != MapGeometrySection.SizeOf(s.Type)) throw new ArgumentException($"Section {name} is {s.Type}, not {typeof(T).Name}.");
        return MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(_start + s.Offset))[..s.Length];
    }
}
