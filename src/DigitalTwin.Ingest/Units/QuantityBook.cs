using System.Collections.Concurrent;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Units;

/// <summary>Gives a durable code to a quantity that a source brings along and the catalogue lacks, such as <c>hj212:w99999</c>, and teaches it to the catalogue.</summary>
/// <remarks>Bound: <see cref="MaxLearned"/> of them; beyond that nothing more is learned, and the caller says what it could not keep.</remarks>
public sealed class QuantityBook
{
    public const string Stream = "quantities";
    public const int MaxLearned = 2000;

    private readonly IFactLog _facts;
    private readonly QuantityCatalogue _catalogue;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _oneWriter = new(1);
    private readonly ConcurrentDictionary<string, Quantity> _learned = new(StringComparer.Ordinal);

    private QuantityBook(IFactLog facts, QuantityCatalogue catalogue, TimeProvider time) => (_facts, _catalogue, _time) = (facts, catalogue, time);

    public static async Task<QuantityBook> Open(IFactLog facts, QuantityCatalogue catalogue, TimeProvider time, CancellationToken cancel = default)
    {
        var book = new QuantityBook(facts, catalogue, time);
        foreach (var fact in await facts.LatestPerSubject(Stream, null, cancel).ConfigureAwait(false))
        {
            var learned = JsonSerializer.Deserialize<Learned>(fact.Body.Span, JsonSerializerOptions.Web)!;
            book.Teach(fact.Subject, learned);
        }
        return book;
    }

    public int Count => _learned.Count;

    /// <summary>Null where it was not learned yet; see <see cref="Learn"/>.</summary>
    public Quantity? Find(string name) => _learned.TryGetValue(name, out var quantity) ? quantity : null;

    /// <summary>The quantity of that name, learned now if need be; durable when it completes. Null at the bound.</summary>
    /// <param name="name">With its source before a colon; at most 100 characters.</param>
    public async Task<Quantity?> Learn(string name, string unit = "", string? chinese = null, string? english = null, CancellationToken cancel = default)
    {
        if (Find(name) is { } known) return known;
        await _oneWriter.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (Find(name) is { } meanwhile) return meanwhile;
            if (_learned.Count >= MaxLearned || name.Length > 100) return null;
            var learned = new Learned((ushort)(IntervalQuantity.FirstLearned + _learned.Count * IntervalQuantity.Places), unit, chinese ?? name, english ?? name);
            var now = Instant.From(_time.GetUtcNow());
            await _facts.Append(Stream, name, now, now, JsonSerializer.SerializeToUtf8Bytes(learned, JsonSerializerOptions.Web), CancellationToken.None).ConfigureAwait(false);
            return Teach(name, learned);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    private Quantity Teach(string name, Learned learned)
    {
        var quantity = new Quantity(learned.Code);
        _catalogue.Learn(new QuantityDefinition(quantity, name, learned.Unit, double.NegativeInfinity, double.PositiveInfinity, learned.Zh, learned.En, []));
        return _learned[name] = quantity;
    }

    private sealed record Learned(ushort Code, string Unit, string Zh, string En);
}
