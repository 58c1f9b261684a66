using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Questions;

namespace DigitalTwin.Host.Http.Questions;

/// <summary>One page of an answer in the form asked for.</summary>
internal sealed class QuestionAnswer(string text, Instant? asOf, QuestionTable table, AssetPage page, List<QuestionColumn> columns, IRegistry registry, int count)
{
    private readonly object?[][] _values = [.. columns.Select(c => c.Values(table, page.Rows, registry))];

    public IResult Json() => Results.Ok(new
    {
        text, asOf = asOf?.ToString(), count,
        columns = columns.Select(c => new { c.Name, title = new { zh = c.Title.Chinese, en = c.Title.English }, c.Unit }),
        items = page.Rows.Select((row, i) => new
        {
            id = registry.Find(table.Table.KeyOf(row))?.Id.Value, key = table.Table.KeyOf(row).Value, kind = table.Table.KindOf(row).WireName(),
            position = (double[])[table.Table.PositionOf(row).Longitude, table.Table.PositionOf(row).Latitude], values = _values.Select(v => v[i]),
        }),
        next = page.Next,
    });

    /// <summary>RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8; a text that would be taken for a formula gets an apostrophe.</summary>
    public IResult Csv()
    {
        var csv = new StringBuilder("\uFEFF");
        csv.AppendJoin(',', columns.Select(c => Field(c.Unit is null ? c.Name : $"{c.Name} ({c.Unit})"))).Append("\r\n");
        for (var i = 0; i < page.Rows.Count; i++) csv.AppendJoin(',', _values.Select(v => Field(v[i]))).Append("\r\n");
        return Results.Text(csv.ToString(), "text/csv; charset=utf-8");
    }

    public IResult GeoJson()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            for (var i = 0; i < page.Rows.Count; i++) WriteFeature(json, i);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Results.Bytes(body.ToArray(), "application/geo+json");
    }

    private void WriteFeature(Utf8JsonWriter json, int i)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", registry.Find(table.Table.KeyOf(page.Rows[i]))?.Id.Value);
        json.WritePropertyName("geometry");
        AssetShapes.Write(json, table.Table, page.Rows[i], table.Networks);
        json.WriteStartObject("properties");
        for (var c = 0; c < columns.Count; c++)
        {
            json.WritePropertyName(columns[c].Name);
            JsonSerializer.Serialize(json, _values[c][i]);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Field(object? value)
    {
        if (value is double number) return number.ToString("R", CultureInfo.InvariantCulture);
        var text = value as string ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
