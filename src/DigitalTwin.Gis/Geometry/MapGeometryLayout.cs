namespace DigitalTwin.Gis.Geometry;

/// <summary>The JSON header of a geometry file.</summary>
/// <param name="Origin">Longitude and latitude in degrees.</param>
/// <param name="VertexCount">Line points of all links, both ends included.</param>
public sealed record MapGeometryHeader(
    string Network, int Revision, double[] Origin, int NodeCount, int LinkCount, int PointCount, int VertexCount, IReadOnlyList<MapGeometrySection> Sections);

/// <param name="Type"><c>u8|i8|u16|i16|u32|i32|f32</c></param>
/// <param name="Offset">Bytes from the end of the padded header.</param>
/// <param name="Length">In elements.</param>
public sealed record MapGeometrySection(string Name, string Type, int Offset, int Length)
{
    public static int SizeOf(string type) => type switch
    {
        "u8" or "i8" => 1,
        "u16" or "i16" => 2,
        "u32" or "i32" or "f32" => 4,
        _ => throw new ArgumentException($"Section type '{type}' must be u8, i8, u16, i16, u32, i32 or f32."),
    };
}

/// <summary>Lays sections one behind the other, each at a multiple of 8 bytes.</summary>
internal sealed class MapGeometryLayout
{
    public List<MapGeometrySection> Sections { get; } = [];
    public int Length { get; private set; }

    public MapGeometrySection Add(string name, string type, int elements)
    {
        var section = new MapGeometrySection(name, type, Length, elements);
        Sections.Add(section);
        Length = Pad(checked(Length + elements * MapGeometrySection.SizeOf(type)));
        return section;
    }

    public static int Pad(int bytes) => (bytes + 7) & ~7;
}
