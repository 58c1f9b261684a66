namespace DigitalTwin.Host.Http;

/// <summary><c>/docs</c>: the API for people, drawn from its own description by a page without foreign code.</summary>
internal static class DocsEndpoints
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["docs.html"] = "text/html; charset=utf-8",
        ["docs.css"] = "text/css; charset=utf-8",
        ["docs.js"] = "text/javascript; charset=utf-8",
    };

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs", () => Serve("docs.html")).ExcludeFromDescription();
        routes.MapGet("/docs/{file}", (string file) => Serve(file)).ExcludeFromDescription();
    }

    private static IResult Serve(string file)
    {
        if (!Files.TryGetValue(file, out var type)) return Problems.NotFound($"There is no {file} here; see /docs.");
        var stream = typeof(DocsEndpoints).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not embedded.");
        return Results.Stream(stream, type);
    }
}
