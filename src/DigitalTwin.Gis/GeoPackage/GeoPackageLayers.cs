using DigitalTwin.Gis.Coordinates;
using DigitalTwin.Gis.Features;
using Microsoft.Data.Sqlite;
using NetTopologySuite.IO;

namespace DigitalTwin.Gis.GeoPackage;

/// <summary>The feature tables of a GeoPackage (OGC 12-128), which is an SQLite database.</summary>
internal static class GeoPackageLayers
{
    public static IReadOnlyList<FeatureLayer> Read(string path, FeatureLimits limits)
    {
        try
        {
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            database.Open();
            Run(database, "PRAGMA trusted_schema = OFF"); // A sent file's views and triggers may call nothing.
            var tables = Tables(database);
            return tables.Count > 0 ? [.. tables.Select(t => Table(database, t, limits))] : throw new FeatureFileException("The GeoPackage has no table of features; expected gpkg_contents to name one.");
        }
        catch (SqliteException e)
        {
            throw new FeatureFileException($"The file is not a GeoPackage that can be read: {e.Message}", e);
        }
    }

    private static List<(string Table, string Column, string? Crs)> Tables(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = """
            SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition FROM gpkg_contents c
            JOIN gpkg_geometry_columns g ON g.table_name = c.table_name LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
            WHERE c.data_type = 'features' ORDER BY c.table_name
            """;
        using var rows = command.ExecuteReader();
        var tables = new List<(string, string, string?)>();
        while (rows.Read())
        {
            var code = !rows.IsDBNull(2) && rows.GetString(2).Equals("EPSG", StringComparison.OrdinalIgnoreCase) ? $"EPSG:{rows.GetInt64(3)}" : null;
            if (code is not null && CrsCatalogue.Find(code, out _) is null) code = null;
            tables.Add((rows.GetString(0), rows.GetString(1), code ?? (rows.IsDBNull(4) ? null : PrjText.Name(rows.GetString(4), out _))));
        }
        return tables;
    }

    private static FeatureLayer Table(SqliteConnection database, (string Name, string Column, string? Crs) table, FeatureLimits limits)
    {
        using var command = database.CreateCommand();
        // Names cannot be parameters; quoted by doubling, they cannot end the name either.
        command.CommandText = $"SELECT * FROM {Quoted(table.Name)}";
        using var rows = command.ExecuteReader();
        var geometry = rows.GetOrdinal(table.Column);
        var columns = Enumerable.Range(0, rows.FieldCount).Where(i => i != geometry).ToArray();
        if (columns.Length > limits.MostFields) throw new FeatureFileException($"'{table.Name}' has {columns.Length} columns; expected at most {limits.MostFields}.");
        var reader = new GeoPackageGeoReader();
        var features = new List<SourceFeature>();
        var broken = 0;
        while (rows.Read())
        {
            if (features.Count == limits.MostFeatures) throw new FeatureFileException($"'{table.Name}' has more than {limits.MostFeatures} features; split it.");
            var (shape, parts) = (LayerShape.Table, (IReadOnlyList<(double, double)[]>)[]);
            try
            {
                if (!rows.IsDBNull(geometry)) (shape, parts) = Shapes.Of(reader.Read(rows.GetFieldValue<byte[]>(geometry)));
            }
            catch (Exception e) when (e is ParseException or ArgumentException or IOException or InvalidCastException or IndexOutOfRangeException)
            {
                broken++;
            }
            features.Add(new SourceFeature(features.Count + 1, shape, parts, [.. columns.Select(i => rows.IsDBNull(i) ? null : Shapes.Text(rows.GetValue(i)))]));
        }
        return new FeatureLayer
        {
            Name = table.Name, Format = "geopackage", Shape = Shapes.Most(features), Crs = table.Crs, Fields = [.. columns.Select(rows.GetName)], Features = features,
            Notes = broken > 0 ? [$"{broken} geometries are not valid and count as absent."] : [],
        };
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    private static void Run(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
