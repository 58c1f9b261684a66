using DigitalTwin.Domain.Indicators.Targets;

namespace DigitalTwin.Host.Indicators;

/// <summary>Settings of the ledger.</summary>
public sealed class LedgerOptions
{
    private string[]? _documents;

    /// <summary>Ids of the documents whose targets bind this city; by default those of the demo city.</summary>
    public string[] Documents { get => _documents ?? ["shanxi-145", "xinzhou-2024-11"]; set => _documents = value; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Fault() => Documents.FirstOrDefault(d => TargetCatalogue.Default.Documents.All(known => known.Id != d)) is { } unknown
        ? $"Ledger:Documents has '{unknown}'; expected some of {string.Join(", ", TargetCatalogue.Default.Documents.Select(d => d.Id))}." : null;
}
