using System.Buffers;
using System.Globalization;
using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http;

/// <summary>Readings as CSV, of one asset or many: written while they are read, so that an export of years holds no more memory than one of a day.</summary>
internal static class ExportEndpoints
{
    private const int ReadingsInPage = 10_000;
    private const int MostAssets = 1_000;
    private const string Header = "asset,quantity,unit,at,value,quality,provenance,knownAt\r\n";
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static void MapExport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/{id}/readings/export", One).RequireAuthorization(Scopes.Read).WithSummary("Readings of an asset as CSV")
            .WithDescription("Query: quantity (several separated by commas; all by default); from, to (by default the last 24 hours); asOf. UTF-8, RFC 4180, times in UTC, values in the canonical unit; compressed where Accept-Encoding allows.")
            .Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(404);
        routes.MapGet("/readings/export", Many).RequireAuthorization(Scopes.Read).WithSummary("Readings of many assets as CSV")
            .WithDescription("As for one asset; assets = ids separated by commas, at most 1,000.")
            .Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(404);
    }

    private static IResult One(IRegistry registry, IHistory history, QuantityCatalogue quantities, CityClock clock, string id, string? quantity, string? from, string? to, string? asOf) =>
        Export(registry, history, quantities, clock, [id], quantity, from, to, asOf);

    private static IResult Many(IRegistry registry, IHistory history, QuantityCatalogue quantities, CityClock clock, string? assets, string? quantity, string? from, string? to, string? asOf)
    {
        var ids = (assets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ids.Length is 0 or > MostAssets
            ? Problems.BadField("assets", $"assets names {ids.Length} assets; expected 1 to {MostAssets} ids separated by commas.")
            : Export(registry, history, quantities, clock, ids, quantity, from, to, asOf);
    }

    private static IResult Export(IRegistry registry, IHistory history, QuantityCatalogue quantities, CityClock clock, string[] ids, string? quantity, string? from, string? to, string? asOf)
    {
        if (!QueryText.TryInstant(from, out var begin)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        if (!QueryText.TryInstant(asOf, out var knownBy)) return QueryText.BadInstant("asOf", asOf);
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
        return new CsvResult(async (http, cancel) =>
        {
            await http.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(Header), cancel);
            foreach (var asset in assets)
                foreach (var known in history.Latest(asset.Key).OrderBy(k => k.Reading.Quantity.Code))
                    if (only.Count == 0 || only.Contains(known.Reading.Quantity))
                        await Write(http, history, asset, quantities.Of(known.Reading.Quantity), first, last, knownBy, cancel);
        }, assets.Count == 1 ? assets[0].Id.Value : "readings");
    }

    private static async Task Write(HttpResponse http, IHistory history, AssetEntry asset, QuantityDefinition definition, Instant from, Instant to, Instant? asOf, CancellationToken cancel)
    {
        var head = $"{Field(asset.Id.Value)},{Field(definition.Name)},{Field(definition.Unit)},";
        var text = new StringBuilder();
        while (true)
        {
            var page = await history.Read(asset.Key, definition.Quantity, from, to, asOf, ReadingsInPage, cancel);
            text.Clear();
            foreach (var (reading, knownAt) in page)
                text.Append(head).Append(CultureInfo.InvariantCulture, $"{reading.At},{reading.Value:R},{WireNames.Of(reading.Quality)},{WireNames.Of(reading.Provenance)},{knownAt}\r\n");
            // A slow reader holds the writer back here, so nothing piles up.
            await http.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel);
            if (page.Count < ReadingsInPage) return;
            from = page[^1].Reading.At + TimeSpan.FromMilliseconds(1);
        }
    }

    private static string Field(string text) => text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private sealed class CsvResult(Func<HttpResponse, CancellationToken, Task> write, string name) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = new System.Net.Mime.ContentDisposition { FileName = $"{string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}.csv" }.ToString();
            await write(http.Response, http.RequestAborted);
        }
    }
}
