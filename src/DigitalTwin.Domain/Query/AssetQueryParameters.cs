using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query;

/// <summary>One parameter that cannot be used, by its name, with what was expected.</summary>
public sealed record ParameterError(string Parameter, string Message);

/// <summary>The parameters of <c>GET /assets</c> as texts, null where absent.</summary>
public sealed record AssetQueryParameters
{
    public const int DefaultLimit = 100;

    /// <summary>Kinds by outside name, with commas.</summary>
    public string? Kind { get; init; }
    /// <summary><c>west,south,east,north</c> in degrees.</summary>
    public string? Bbox { get; init; }
    public string? Region { get; init; }
    public string? Catchment { get; init; }
    /// <summary>See <see cref="Filter"/>.</summary>
    public string? Where { get; init; }
    /// <summary><c>longitude,latitude[,metres]</c></summary>
    public string? Near { get; init; }
    /// <summary>A number to order by, as <c>fill</c> or <c>level/full</c>; a minus before it, as in <c>-fill</c>, puts the largest first.</summary>
    public string? Order { get; init; }
    /// <summary>A part of an id or name.</summary>
    public string? Q { get; init; }
    public string? Limit { get; init; }
    public string? Cursor { get; init; }

    /// <summary>Null, and every error, where one of them cannot be used.</summary>
    public AssetQuery? Read(out IReadOnlyList<ParameterError> errors)
    {
        var found = new List<ParameterError>();
        var query = new AssetQuery
        {
            Kinds = ReadKinds(found),
            Within = ReadBox(found),
            Region = Empty(Region),
            Catchment = Empty(Catchment),
            Where = ReadWhere(found),
            Search = Empty(Q),
            Limit = ReadLimit(found),
            Cursor = Empty(Cursor),
        };
        query = ReadOrder(ReadNear(query, found), found);
        if (query.Search is { Length: > 200 }) found.Add(new ParameterError("q", "is longer than 200 characters."));
        if (query.Cursor is not null && !PageCursor.TryRead(query.Cursor, query, out _))
            found.Add(new ParameterError("cursor", "is not one that this question's last page gave; ask again without it."));
        errors = found;
        return found.Count == 0 ? query : null;
    }

    private AssetKind[] ReadKinds(List<ParameterError> errors)
    {
        var kinds = new List<AssetKind>();
        foreach (var name in (Kind ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (AssetKinds.TryParse(name, out var kind)) kinds.Add(kind);
            else errors.Add(new ParameterError("kind", $"'{name}' is not a kind; expected {string.Join(", ", Enum.GetValues<AssetKind>().Select(k => k.WireName()))}."));
        return [.. kinds];
    }

    private Box? ReadBox(List<ParameterError> errors)
    {
        if (string.IsNullOrWhiteSpace(Bbox)) return null;
        if (Numbers(Bbox) is [var w, var s, var e, var n] && w <= e && s <= n && Math.Abs(s) <= 90 && Math.Abs(n) <= 90 && Math.Abs(w) <= 180 && Math.Abs(e) <= 180)
            return new Box(w, s, e, n);
        errors.Add(new ParameterError("bbox", $"is '{Bbox}'; expected west,south,east,north in degrees with west ≤ east and south ≤ north."));
        return null;
    }

    private Filter? ReadWhere(List<ParameterError> errors)
    {
        if (string.IsNullOrWhiteSpace(Where)) return null;
        var filter = Filter.Parse(Where, out var error);
        if (error is not null) errors.Add(new ParameterError("where", error.ToString()));
        return filter;
    }

    private AssetQuery ReadNear(AssetQuery query, List<ParameterError> errors)
    {
        if (string.IsNullOrWhiteSpace(Near)) return query;
        if (Numbers(Near) is [var lon, var lat, .. var rest] && Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90 && rest is [] or [> 0])
            return query with { Near = new Position(lon, lat), WithinMetres = rest is [var metres] ? metres : null };
        errors.Add(new ParameterError("near", $"is '{Near}'; expected longitude,latitude or longitude,latitude,metres with metres above 0."));
        return query;
    }

    private AssetQuery ReadOrder(AssetQuery query, List<ParameterError> errors)
    {
        if (string.IsNullOrWhiteSpace(Order)) return query;
        var text = Order.Trim();
        var descending = text[0] == '-';
        var number = Filter.ParseNumber(descending ? text[1..] : text, out var error);
        if (error is not null) errors.Add(new ParameterError("order", (error with { Column = error.Column + (descending ? 1 : 0) }).ToString()));
        else if (query.Near is not null) errors.Add(new ParameterError("order", "cannot go with near, which orders by distance."));
        return query with { OrderBy = number, Descending = descending };
    }

    private int ReadLimit(List<ParameterError> errors)
    {
        if (string.IsNullOrWhiteSpace(Limit)) return DefaultLimit;
        if (int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= AssetQuery.HighestLimit) return limit;
        errors.Add(new ParameterError("limit", $"is '{Limit}'; expected a whole number from 1 to {AssetQuery.HighestLimit}."));
        return DefaultLimit;
    }

    /// <summary>Finite numbers between commas; null where one is not.</summary>
    private static double[]? Numbers(string text)
    {
        var parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i])) return null;
        return numbers;
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
