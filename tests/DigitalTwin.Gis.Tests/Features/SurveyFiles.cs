using System.IO.Compression;
using System.Text;
using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Features;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Esri = NetTopologySuite.IO.Esri;

namespace DigitalTwin.Gis.Tests.Features;

/// <summary>Files as cities send them, written by the libraries that such files are written with.</summary>
internal static class SurveyFiles
{
    public static IReadOnlyList<FeatureLayer> Read(string name, byte[] bytes, FeatureLimits? limits = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return FeatureFile.Read(path, name, limits);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        return buffer.ToArray();
    }

    /// <summary>.shp, .shx, .dbf, .prj and, where asked, .cpg.</summary>
    public static (string Name, byte[] Bytes)[] ShapefileOf(string name, Encoding encoding, string prj, bool withCpg, params Feature[] features)
    {
        MemoryStream shp = new(), shx = new(), dbf = new(), prjStream = new();
        Esri.Shapefile.WriteAllFeatures(features, shp, shx, dbf, prjStream, prj, encoding);
        var files = new List<(string, byte[])> { (name + ".shp", shp.ToArray()), (name + ".shx", shx.ToArray()), (name + ".dbf", dbf.ToArray()), (name + ".prj", Encoding.ASCII.GetBytes(prj)) };
        if (withCpg) files.Add((name + ".cpg", Encoding.ASCII.GetBytes(encoding.WebName)));
        return [.. files];
    }

    public static Feature Feature(AnyGeometry geometry, params (string Field, object Value)[] values)
    {
        var table = new AttributesTable();
        foreach (var (field, value) in values) table.Add(field, value);
        return new Feature(geometry.Value, table);
    }

    public static AnyGeometry Point(double x, double y) => new(new Point(x, y));

    public static AnyGeometry Line(params (double X, double Y)[] path) => new(new LineString([.. path.Select(p => new Coordinate(p.X, p.Y))]));

    /// <summary>A place near Changzhi, some metres from a fixed one, in a reference system.</summary>
    public static (double X, double Y) At(string crs, double east, double north) => CrsCatalogue.Get(crs).FromWgs84(new(113.1 + east / 89_500, 36.2 + north / 111_000));

    public static byte[] GeoPackageOf(string table, int srs, params Feature[] features)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var database = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                database.Open();
                Run(database, """
                    CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
                    CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
                    CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);
                    """);
                Run(database, "INSERT INTO gpkg_spatial_ref_sys VALUES('x', $s, 'EPSG', $s, 'undefined'); INSERT INTO gpkg_contents VALUES($t, 'features', $s); INSERT INTO gpkg_geometry_columns VALUES($t, 'geom', 'GEOMETRY', $s);", ("$s", srs), ("$t", table));
                var quoted = $"\"{table.Replace("\"", "\"\"")}\"";
                Run(database, $"CREATE TABLE {quoted}(fid INTEGER PRIMARY KEY, geom BLOB, {string.Join(", ", features[0].Attributes.GetNames().Select(n => $"\"{n}\""))})");
                var writer = new GeoPackageGeoWriter();
                foreach (var f in features)
                {
                    var names = f.Attributes.GetNames();
                    Run(database, $"INSERT INTO {quoted}(geom, {string.Join(", ", names.Select(n => $"\"{n}\""))}) VALUES($g, {string.Join(", ", names.Select((_, i) => $"$v{i}"))})",
                        [("$g", writer.Write(f.Geometry)), .. names.Select((n, i) => ($"$v{i}", f.Attributes[n]))]);
                }
            }
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Run(SqliteConnection database, string sql, params (string Name, object Value)[] values)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}

/// <summary>A geometry of the library, whose name is a namespace here.</summary>
internal sealed record AnyGeometry(NetTopologySuite.Geometries.Geometry Value);
