using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Export;
using DigitalTwin.Host.Retention;

namespace DigitalTwin.Host.Http;

/// <summary>Readings as a file, of one asset or many: written while they are read.</summary>
internal static class ExportEndpoints
{
    private const int ReadingsInPage = 10_000;
    private const int MostAssets = 1_000;

    public static void MapExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{id}/readings/export", One).RequireAuthorization(Scopes.Read).WithSummary("Readings of an asset as a file")
            .WithDescription("Query: format = csv (default) or parquet; quantity (several separated by commas; all by default); from, to (by default the last 24 hours); asOf. CSV: UTF-8, RFC 4180, times in UTC, values in the canonical unit; compressed where Accept-Encoding allows. Parquet: the same columns. Where retention has dropped readings of that time, the header Twin-Dropped says of which span, and the file's end (CSV: lines that begin with #; Parquet: metadata twin.dropped) of which series.")
            .Produces(200, contentType: "text/csv").Produces(200, contentType: "application/vnd.apache.parquet").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/readings/export", Many).RequireAuthorization(Scopes.Read).WithSummary("Readings of many assets as a file")
            .WithDescription("As for one asset; assets = ids separated by commas, at most 1,000.")
            .Produces(200, contentType: "text/csv").Produces(200, contentType: "application/vnd.apache.parquet").ProducesProblem(400).ProducesProblem(404);
    }

    internal static IResult One(IRegistry registry, IHistory history, RetentionNotes notes, QuantityCatalogue quantities, CityClock clock, string id, string? quantity, string? from, string? to, string? asOf, string? format) =>
        Export(registry, history, notes, quantities, clock, [id], quantity, from, to, asOf, format);

    private static IResult Many(IRegistry registry, IHistory history, RetentionNotes notes, QuantityCatalogue quantities, CityClock clock, string? assets, string? quantity, string? from, string? to, string? asOf, string? format)
    {
        var ids = (assets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ids.Length is 0 or > MostAssets
            ? Problems.BadField("assets", $"assets names {ids.Length} assets; expected 1 to {MostAssets} ids separated by commas.")
            : Export(registry, history, notes, quantities, clock, ids, quantity, from, to, asOf, format);
    }

    private static IResult Export(IRegistry registry, IHistory history, RetentionNotes notes, QuantityCatalogue quantities, CityClock clock, string[] ids, string? quantity, string? from, string? to, string? asOf, string? format)
    {
        if (!QueryText.TryInstant(from, out var begin)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
        if (format is not (null or "" or "csv" or "parquet")) return Problems.BadField("format", $"format is '{format}'; expected csv or parquet.");
        var only = new List<Quantity>();
        foreach (var name in (quantity ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (quantities.Find(name) is { } definition) only.Add(definition.Quantity);
            else return Problems.BadField("quantity", $"quantity is '{name}'; expected some of {string.Join(", ", quantities.All.Select(d => d.Name))}.");
        var assets = new List<AssetEntry>();
        foreach (var id in ids)
            if (AssetEndpoints.FindAsset(registry, id) is { } asset) assets.Add(asset);
            else return AssetEndpoints.NoAsset(id);

        var last = end ?? clock.Now + TimeSpan.FromMinutes(10);
        var first = begin ?? last - TimeSpan.FromHours(24);
        var series = new List<(AssetEntry Asset, QuantityDefinition Quantity)>();
        foreach (var asset in assets)
            foreach (var known in history.Latest(asset.Key).OrderBy(k => k.Reading.Quantity.Code))
                if (only.Count == 0 || only.Contains(known.Reading.Quantity)) series.Add((asset, quantities.Of(known.Reading.Quantity)));
        return new ExportResult(format == "parquet", assets.Count == 1 ? assets[0].Id.Value : "readings", Dropped, async (writer, cancel) =>
        {
            foreach (var (asset, definition) in series) await Write(writer, history, asset, definition, first, last, knownBy, cancel);
        });

        List<DroppedNote> Dropped()
        {
            var found = new List<DroppedNote>();
            foreach (var (asset, definition) in series)
                if (notes.Of(asset.Kind, definition.Quantity, first, last) is { } drop) found.Add(new DroppedNote(asset.Id.Value, definition.Name, drop));
            return found;
        }
    }

    private static async Task Write(IReadingsWriter writer, IHistory history, AssetEntry asset, QuantityDefinition definition, Instant from, Instant to, Instant? asOf, CancellationToken cancel)
    {
        while (true)
        {
            var page = await history.Read(asset.Key, definition.Quantity, from, to, asOf, ReadingsInPage, cancel);
            await writer.Write(asset, definition, page, cancel);
            if (page.Count < ReadingsInPage) return;
            from = page[^1].Reading.At + TimeSpan.FromMilliseconds(1);
        }
    }

    private sealed class ExportResult(bool parquet, string name, Func<List<DroppedNote>> dropped, Func<IReadingsWriter, CancellationToken, Task> write) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            http.Response.ContentType = parquet ? "application/vnd.apache.parquet" : "text/csv; charset=utf-8";
            var file = $"{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}.{(parquet ? "parquet" : "csv")}";
            http.Response.Headers.ContentDisposition = new System.Net.Mime.ContentDisposition { FileName = file }.ToString();
            if (dropped() is { Count: > 0 } known) http.Response.Headers[DroppedNote.Header] = DroppedNote.Span(known);
            await using IReadingsWriter writer = parquet ? new ParquetWriter(new CountingStream(http.Response.Body)) : new CsvWriter(http.Response.BodyWriter);
            await write(writer, http.RequestAborted);
            await writer.Finish(dropped(), http.RequestAborted); // Asked again: what was dropped while it was written may be missing, too.
        }
    }
}
