using System.IO.Compression;
using DigitalTwin.Gis.Csv;
using DigitalTwin.Gis.GeoJson;
using DigitalTwin.Gis.GeoPackage;
using DigitalTwin.Gis.Shapefile;

namespace DigitalTwin.Gis.Features;

/// <summary>Reads the layers of a file by the ending of its name: GeoJSON, GeoPackage, CSV, Shapefile, or a zip of any of these but GeoPackage.</summary>
public static class FeatureFile
{
    public static readonly IReadOnlyList<string> Endings = [".geojson", ".json", ".gpkg", ".csv", ".txt", ".zip"];

    /// <param name="path">Where it lies.</param>
    /// <param name="name">What it is called by those who sent it.</param>
    /// <exception cref="FeatureFileException">It cannot be read, or is larger than the limits.</exception>
    public static IReadOnlyList<FeatureLayer> Read(string path, string name, FeatureLimits? limits = null)
    {
        limits ??= new();
        var stem = Path.GetFileNameWithoutExtension(name);
        try
        {
            var layers = Path.GetExtension(name).ToLowerInvariant() switch
            {
                ".geojson" or ".json" => [GeoJsonLayer.Read(stem, File.ReadAllBytes(path), limits)],
                ".csv" or ".txt" => [CsvLayer.Read(stem, File.ReadAllBytes(path), limits)],
                ".gpkg" => GeoPackageLayers.Read(path, limits),
                ".zip" => Unpack(path, limits),
                var other => throw new FeatureFileException($"What '{name}' is cannot be told by its ending '{other}'; expected one of {string.Join(", ", Endings)}."),
            };
            if (layers.Sum(l => (long)l.Features.Count) > limits.MostFeatures) throw new FeatureFileException($"The file has more than {limits.MostFeatures} features; split it.");
            return layers;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
        {
            throw new FeatureFileException($"'{name}' cannot be read: {e.Message}", e);
        }
    }

    private static List<FeatureLayer> Unpack(string path, FeatureLimits limits)
    {
        using var zip = ZipFile.OpenRead(path);
        var left = limits.MostUnpackedBytes;
        if (zip.Entries.Count > limits.MostEntries) throw new FeatureFileException($"The archive has {zip.Entries.Count} entries; expected at most {limits.MostEntries}.");
        // Nothing is ever written under an entry's name, so what a name says of folders does not matter.
        var files = zip.Entries.Where(e => e.Length > 0 && !e.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)).ToArray();
        var layers = new List<FeatureLayer>();
        foreach (var file in files)
        {
            var stem = Path.GetFileNameWithoutExtension(file.Name);
            switch (Path.GetExtension(file.Name).ToLowerInvariant())
            {
                case ".shp":
                    byte[]? Beside(string ending) => files.FirstOrDefault(f => f.FullName.Equals(file.FullName[..^4] + ending, StringComparison.OrdinalIgnoreCase)) is { } found ? Bytes(found) : null;
                    layers.Add(ShapefileLayer.Read(stem, Bytes(file), Beside(".dbf"), Beside(".prj"), Beside(".cpg"), limits));
                    break;
                case ".geojson" or ".json": layers.Add(GeoJsonLayer.Read(stem, Bytes(file), limits)); break;
                case ".csv": layers.Add(CsvLayer.Read(stem, Bytes(file), limits)); break;
                case ".zip" or ".gpkg": throw new FeatureFileException($"'{file.Name}' within the archive is not unpacked; send it by itself.");
            }
        }
        return layers.Count > 0 ? layers : throw new FeatureFileException("The archive has no .shp, .geojson or .csv.");

        byte[] Bytes(ZipArchiveEntry entry)
        {
            if (entry.Length > left || entry.Length > 1 << 20 && entry.Length / Math.Max(1, entry.CompressedLength) > limits.MostTimesPacked)
                throw new FeatureFileException($"'{entry.Name}' unpacks to {entry.Length} bytes, {entry.Length / Math.Max(1, entry.CompressedLength)} times its size; expected at most {limits.MostUnpackedBytes} bytes in all and {limits.MostTimesPacked} times.");
            left -= entry.Length;
            var bytes = new byte[entry.Length]; // An entry that says less than it holds is cut here and then cannot be read.
            using var stream = entry.Open();
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
