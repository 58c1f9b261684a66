using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace DigitalTwin.Domain.Readings;

/// <summary>What the platform knows of one quantity. <see cref="Minimum"/> and <see cref="Maximum"/> are both still plausible.</summary>
public sealed record QuantityDefinition(Quantity Quantity, string Name, string Unit, double Minimum, double Maximum, string Chinese, string English, IReadOnlyList<string> Aliases)
{
    /// <summary>What it does between two readings, so that its mean counts each moment the same; null where it is sampled now and then, and each reading counts the same.</summary>
    public Between? Between { get; init; }
}

/// <summary>Names and units of quantities: those of <c>quantities.json</c>, those learned from sources, and the statistics of either. Names and aliases are found without regard to case.</summary>
/// <remarks>Safe from any thread; learning is rare and copies.</remarks>
public sealed class QuantityCatalogue
{
    private readonly Lock _gate = new();
    private volatile Tables _tables;

    public QuantityCatalogue(IEnumerable<QuantityDefinition> definitions) => _tables = new Tables([.. definitions]);

    /// <summary>What every city knows from the start. Nothing is learned into it; a host learns into a <see cref="Copy"/>.</summary>
    public static QuantityCatalogue Default { get; } = LoadEmbedded();

    /// <summary>Without the statistics that devices compute, which each of these has.</summary>
    public IEnumerable<QuantityDefinition> All => _tables.ByCode.Values;

    public QuantityCatalogue Copy() => new(All);

    public QuantityDefinition? Find(string name)
    {
        if (_tables.ByName.TryGetValue(name, out var found)) return found;
        return IntervalQuantity.Parse(name) is { } statistic && Find(statistic.Base) is { } of && IntervalQuantity.CanBeBase(of.Quantity)
            ? Of(new IntervalQuantity(of.Quantity, statistic.Span, statistic.Statistic).Quantity) : null;
    }

    /// <summary>A quantity that nothing is known of has a made-up definition: its code as name, no unit, no range.</summary>
    public QuantityDefinition Of(Quantity quantity)
    {
        var tables = _tables;
        if (tables.ByCode.TryGetValue(quantity.Code, out var found)) return found;
        if (IntervalQuantity.Of(quantity) is { } statistic && tables.ByCode.TryGetValue(statistic.Base.Code, out var of))
            return tables.Statistics.GetOrAdd(quantity.Code, static (_, s) => s.statistic.Define(s.of), (statistic, of));
        return new QuantityDefinition(quantity, $"q{quantity.Code}", "", double.NegativeInfinity, double.PositiveInfinity, $"q{quantity.Code}", $"q{quantity.Code}", []);
    }

    /// <summary>Adds a quantity that a source brought along.</summary>
    /// <exception cref="ArgumentException">Its code or one of its names is taken by another.</exception>
    public void Learn(QuantityDefinition definition)
    {
        lock (_gate)
        {
            if (_tables.ByCode.ContainsKey(definition.Quantity.Code)) throw new ArgumentException($"Code {definition.Quantity.Code} is taken.", nameof(definition));
            if (definition.Aliases.Append(definition.Name).FirstOrDefault(n => Find(n) is not null) is { } taken) throw new ArgumentException($"'{taken}' is taken.", nameof(definition));
            _tables = new Tables([.. All, definition]);
        }
    }

    private sealed class Tables(QuantityDefinition[] all)
    {
        public readonly FrozenDictionary<ushort, QuantityDefinition> ByCode = all.ToFrozenDictionary(d => d.Quantity.Code);
        public readonly FrozenDictionary<string, QuantityDefinition> ByName = all.SelectMany(d => d.Aliases.Append(d.Name).Select(name => (name, d)))
            .ToFrozenDictionary(p => p.name, p => p.d, StringComparer.OrdinalIgnoreCase);
        public readonly ConcurrentDictionary<ushort, QuantityDefinition> Statistics = new();
    }

    private static QuantityCatalogue LoadEmbedded()
    {
        using var stream = typeof(QuantityCatalogue).Assembly.GetManifestResourceStream("quantities.json")
            ?? throw new InvalidOperationException("quantities.json is not embedded in DigitalTwin.Domain.");
        using var document = JsonDocument.Parse(stream);
        return new QuantityCatalogue(document.RootElement.GetProperty("quantities").EnumerateArray().Select(Read).ToArray());
    }

    private static QuantityDefinition Read(JsonElement e) => new(
        new Quantity(e.GetProperty("code").GetUInt16()), e.GetProperty("name").GetString()!, e.GetProperty("unit").GetString()!,
        e.GetProperty("min").GetDouble(), e.GetProperty("max").GetDouble(), e.GetProperty("zh").GetString()!, e.GetProperty("en").GetString()!,
        [.. e.GetProperty("aliases").EnumerateArray().Select(a => a.GetString()!)])
    {
        Between = e.TryGetProperty("between", out var between) ? Enum.Parse<Between>(between.GetString()!, ignoreCase: true) : null,
    };
}
