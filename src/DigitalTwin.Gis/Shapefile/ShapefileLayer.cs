using System.Buffers.Binary;
using System.Text;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Features;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;
using Esri = NetTopologySuite.IO.Esri;

namespace DigitalTwin.Gis.Shapefile;

/// <summary>A shapefile: geometry (.shp), table (.dbf), reference system (.prj) and encoding (.cpg).</summary>
internal static class ShapefileLayer
{
    private const int LanguageByte = 29;

    public static FeatureLayer Read(string name, byte[] shp, byte[]? dbf, byte[]? prj, byte[]? cpg, FeatureLimits limits)
    {
        if (dbf is null) throw new FeatureFileException($"Beside '{name}.shp' there is no '{name}.dbf'; expected .shp, .dbf and, better, .prj in the archive.");
        var encoding = EncodingOf(dbf, cpg, out var note);
        var notes = new List<string>();
        if (note is not null) notes.Add(note);
        var crs = prj is null ? null : PrjText.Name(FileText.Decode(prj), out note);
        if (prj is not null && note is not null) notes.Add(note);
        ShpCheck.Run(name, shp);
        DbfCheck(name, dbf, limits);
        try
        {
            using var reader = Esri.Shapefile.OpenRead(new MemoryStream(shp), new MemoryStream(dbf), new ShapefileReaderOptions { Encoding = encoding, GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes });
            var fields = reader.Fields.Select(f => f.Name).ToArray();
            if (fields.Length > limits.MostFields) throw new FeatureFileException($"'{name}' has {fields.Length} fields; expected at most {limits.MostFields}.");
            var features = new List<SourceFeature>();
            while (reader.Read(out var isDeleted))
            {
                if (isDeleted) continue;
                if (features.Count == limits.MostFeatures) throw new FeatureFileException($"'{name}' has more than {limits.MostFeatures} features; split it.");
                var (shape, parts) = Shapes.Of(reader.Geometry);
                features.Add(new SourceFeature(features.Count + 1, shape, parts, [.. reader.Fields.Select(f => Shapes.Text(f.Value))]));
            }
            return new FeatureLayer { Name = name, Format = "shapefile", Shape = Shapes.Most(features), Crs = crs, Fields = fields, Features = features, Notes = notes };
        }
        catch (Exception e) when (e is not FeatureFileException and not OutOfMemoryException)
        {
            // The library throws whatever the bytes lead it to.
            throw new FeatureFileException($"Shapefile '{name}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="ShpCheck"/>, for the head of the table.</summary>
    private static void DbfCheck(string name, ReadOnlySpan<byte> dbf, FeatureLimits limits)
    {
        const int head = 32;
        if (dbf.Length < head) throw new FeatureFileException($"'{name}.dbf' is {dbf.Length} bytes long, shorter than its head.");
        var (records, headLength, recordLength) = (BinaryPrimitives.ReadUInt32LittleEndian(dbf[4..]), BinaryPrimitives.ReadUInt16LittleEndian(dbf[8..]), BinaryPrimitives.ReadUInt16LittleEndian(dbf[10..]));
        if (records > limits.MostFeatures) throw new FeatureFileException($"'{name}.dbf' counts {records} records; expected at most {limits.MostFeatures}.");
        if (headLength > dbf.Length || recordLength == 0 || headLength + (long)records * recordLength > dbf.Length + 1) throw new FeatureFileException($"'{name}.dbf' counts {records} records of {recordLength} bytes, which its {dbf.Length} bytes cannot hold.");
    }

    private static Encoding EncodingOf(byte[] dbf, byte[]? cpg, out string? note)
    {
        note = null;
        if (cpg is not null && FileText.Named(Encoding.ASCII.GetString(cpg)) is { } declared) return declared;
        if (dbf.Length > LanguageByte && dbf[LanguageByte] is 0x4D or 0x7A) return FileText.Gb18030; // Code page 936.
        var guessed = FileText.Of(dbf.AsSpan(Math.Min(dbf.Length, 32)));
        if (guessed != Encoding.UTF8) note = "No .cpg names the encoding; the table was read as GB 18030.";
        return guessed;
    }
}
