using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Relations;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Assets;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Playback;

namespace DigitalTwin.Host.Questions;

/// <summary>A table that one question can be put to: of now, or of a moment of the past.</summary>
internal sealed record QuestionTable(AssetTable Table, AssetQueryEngine Engine, IReadOnlyList<CompiledNetwork> Networks, QuestionTable.ReadLive TryRead)
{
    /// <summary>What the map shows of an asset; false where nothing is known of it.</summary>
    public delegate bool ReadLive(AssetKey asset, out LiveRow row);

    /// <summary>The map's bits of state.</summary>
    public byte StateOf(int row) => TryRead(Table.KeyOf(row), out var live) ? live.State : (byte)0;
}

/// <summary>Works out what a question needs beside the table, and hands the table over with it.</summary>
internal sealed class QuestionDesk(AssetIndex index, NetworkCatalogue catalogue, PastAssets past, PeriodReader periods, LiveBoard board, CityClock clock)
{
    /// <summary>Null, and what is wrong, where a name in the question is not known or too much history would have to be read.</summary>
    public async Task<(QuestionTable? Table, FilterError? Error)> Open(AssetQuery query, IEnumerable<NumberExpression> numbers, Instant? asOf, CancellationToken cancel)
    {
        var table = asOf is { } then ? Past(await past.Table(then, cancel)) : Present();
        var parts = new QuestionParts().Add(query.Where?.Condition).Add(query.OrderBy);
        foreach (var number in numbers) parts.Add(number);
        if (parts.IsEmpty) return (table, null);
        FilterError? error = null;
        var prepared = await Task.Run(() => new SetFinder(table.Table, table.Networks).Prepare(parts, out error), cancel);
        if (prepared is null) return (null, error);
        var engine = table.Engine.With(prepared);
        error = await periods.Prepare(parts, prepared, query, table.Table, engine, asOf ?? clock.Now, asOf, cancel);
        return error is null ? (table with { Engine = engine }, null) : (null, error);
    }

    private QuestionTable Present()
    {
        var (table, _, engine) = index.Current;
        return new QuestionTable(table, engine, [.. catalogue.All.Select(n => n.Compiled)], board.TryRead);
    }

    private static QuestionTable Past(PastTable known) =>
        new(known.Table, known.Engine, [.. known.Folds.Select(f => f.Network)], known.TryRead);
}
