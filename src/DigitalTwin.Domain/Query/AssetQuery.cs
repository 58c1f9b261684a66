using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query;

/// <summary>Which assets are asked for, in what order and how many. All parts must hold.</summary>
public sealed record AssetQuery
{
    public const int HighestLimit = 10_000;

    public Filter? Where { get; init; }
    /// <summary>Any of these; empty for all.</summary>
    public IReadOnlyList<AssetKind> Kinds { get; init; } = [];
    /// <summary>By place; a link's place is the middle of its line.</summary>
    public Box? Within { get; init; }
    /// <summary>Region and catchment ids, without regard to letter case.</summary>
    public string? Region { get; init; }
    public string? Catchment { get; init; }
    /// <summary>A part of an id or a name.</summary>
    public string? Search { get; init; }
    /// <summary>Orders by distance from here.</summary>
    public Position? Near { get; init; }
    /// <summary>Only with <see cref="Near"/>.</summary>
    public double? WithinMetres { get; init; }
    /// <summary>Orders by this number; unknown ones come last. <see cref="Near"/> goes before it.</summary>
    public NumberExpression? OrderBy { get; init; }
    public bool Descending { get; init; }
    /// <summary>1 to <see cref="HighestLimit"/>.</summary>
    public int Limit { get; init; } = 100;
    /// <summary>What <see cref="AssetPage.Next"/> of the page before said, with the same question.</summary>
    public string? Cursor { get; init; }

    /// <summary>The question without limit and cursor, for telling whether a cursor belongs to it.</summary>
    internal string Question => string.Create(CultureInfo.InvariantCulture,
        $"{Where?.Text}|{string.Join(',', Kinds)}|{Within}|{Region}|{Catchment}|{Search}|{Near}|{WithinMetres}|{OrderBy}|{Descending}");

    /// <summary>All parts but box and distance as one condition.</summary>
    public Condition Condition
    {
        get
        {
            var all = new List<Condition>();
            if (Kinds.Count > 0) all.Add(new ByteIn(ByteColumn.Kind, 0xFF, [.. Kinds.Select(k => (byte)k)]));
            if (Region is not null) all.Add(new TextIn(TextField.Region, [Region], false));
            if (Catchment is not null) all.Add(new TextIn(TextField.Catchment, [Catchment], false));
            if (Where is not null) all.Add(Where.Condition);
            if (!string.IsNullOrEmpty(Search))
            {
                var pattern = "%" + string.Concat(Search.Where(c => !char.IsControl(c)).Select(c => $"\\{c}")) + "%";
                all.Add(new Or([new TextLike(TextField.Id, pattern, false), new TextLike(TextField.Name, pattern, false)]));
            }
            return new And(all);
        }
    }
}

/// <summary>Rows of the table in the order asked for.</summary>
/// <param name="DistancesMetres">As long as <paramref name="Rows"/>; empty where not ordered by distance.</param>
/// <param name="Next">For the next page; null at the end.</param>
public sealed record AssetPage(IReadOnlyList<int> Rows, IReadOnlyList<double> DistancesMetres, string? Next);
