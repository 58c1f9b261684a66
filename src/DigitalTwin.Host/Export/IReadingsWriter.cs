using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Export;

/// <summary>Writes readings in one format, page by page, so that an export of years holds no more memory than one of a day.</summary>
internal interface IReadingsWriter : IAsyncDisposable
{
    /// <summary>Some readings of one series, in order. Completes when the receiver has taken what there was to send.</summary>
    Task Write(AssetEntry asset, QuantityDefinition definition, IReadOnlyList<KnownReading> readings, CancellationToken cancel);

    /// <summary>What belongs at the end, and what the file lacks.</summary>
    Task Finish(IReadOnlyCollection<DroppedNote> dropped, CancellationToken cancel);
}
