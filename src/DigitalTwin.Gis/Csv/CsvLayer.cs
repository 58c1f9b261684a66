using System.Text;
using DigitalTwin.Gis.Features;

namespace DigitalTwin.Gis.Csv;

/// <summary>A table as text (RFC 4180; separated by comma, semicolon or tab). Where its geometry is, its mapping says.</summary>
internal static class CsvLayer
{
    public static FeatureLayer Read(string name, byte[] bytes, FeatureLimits limits)
    {
        var text = FileText.Decode(bytes);
        var separator = Separator(text);
        var (fields, features) = (Array.Empty<string>(), new List<SourceFeature>());
        foreach (var row in Rows(text, separator))
        {
            if (row.All(cell => cell.Length == 0)) continue;
            if (fields.Length == 0)
            {
                if (row.Length > limits.MostFields) throw new FeatureFileException($"'{name}' has {row.Length} columns; expected at most {limits.MostFields}.");
                fields = Unique(row);
                continue;
            }
            if (features.Count == limits.MostFeatures) throw new FeatureFileException($"'{name}' has more than {limits.MostFeatures} rows; split it.");
            var values = new string?[fields.Length];
            for (var i = 0; i < fields.Length && i < row.Length; i++) values[i] = row[i].Trim() is { Length: > 0 } cell ? cell : null;
            features.Add(new SourceFeature(features.Count + 1, LayerShape.Table, [], values));
        }
        if (fields.Length < 2) throw new FeatureFileException($"'{name}' is no table: its first line has {fields.Length} columns; expected names separated by comma, semicolon or tab.");
        return new FeatureLayer { Name = name, Format = "csv", Shape = LayerShape.Table, Fields = fields, Features = features };
    }

    private static char Separator(string text)
    {
        var end = text.IndexOf('\n');
        var head = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(c => head.Count(h => h == c));
    }

    private static string[] Unique(string[] names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select((n, i) =>
        {
            var name = n.Trim() is { Length: > 0 } given ? given : $"column {i + 1}";
            while (!seen.Add(name)) name += "'";
            return name;
        })];
    }

    private static IEnumerable<string[]> Rows(string text, char separator)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == separator) End();
            else if (c == '\n')
            {
                End();
                yield return [.. row];
                row.Clear();
            }
            else if (c != '\r') cell.Append(c);
        }
        if (cell.Length > 0 || row.Count > 0)
        {
            End();
            yield return [.. row];
        }

        void End()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
