namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>Water that one gauge's correction added and removed over a span, m³, both 0 or more.</summary>
public sealed record LedgerEntry(string Gauge, DateTime From, DateTime To, double Added, double Removed);

/// <summary>Every drop that state estimation added to a running model or took from it.</summary>
/// <remarks>Its sum is what the run's water balance has as external inflow: in − out − stored + corrections = 0. The newest <see cref="MostEntries"/> entries are kept, the totals for ever.</remarks>
public sealed class AssimilationLedger
{
    public const int MostEntries = 2_000;
    private readonly Queue<LedgerEntry> _entries = [];
    private readonly Dictionary<string, (double Added, double Removed)> _totals = [];

    public IReadOnlyCollection<LedgerEntry> Entries => _entries;
    /// <summary>m³ by gauge since the run's start.</summary>
    public IReadOnlyDictionary<string, (double Added, double Removed)> Totals => _totals;
    /// <summary>Added less removed, m³.</summary>
    public double Net => _totals.Values.Sum(t => t.Added - t.Removed);

    internal void Book(LedgerEntry entry)
    {
        _entries.Enqueue(entry);
        while (_entries.Count > MostEntries) _entries.Dequeue();
        var total = _totals.GetValueOrDefault(entry.Gauge);
        _totals[entry.Gauge] = (total.Added + entry.Added, total.Removed + entry.Removed);
    }
}
