using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Host.Compliance;

/// <summary>How every limited asset of the city stands, read anew at most every half minute and only when someone asks.</summary>
internal sealed class ComplianceBoard(ComplianceReader reader, IHistory history, IRegistry registry, NetworkCatalogue networks, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(30);
    /// <summary>Read in one go; a city has hundreds of plants, intakes and drainers with analysers, not more.</summary>
    private const int MostAssets = 5000;

    private readonly SemaphoreSlim _reading = new(1, 1);
    private IReadOnlyList<AssetCompliance> _kept = [];
    private long? _readAt;

    public async Task<IReadOnlyList<AssetCompliance>> All(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            if (_readAt is { } at && time.GetElapsedTime(at) < KeepFor) return _kept;
            var all = new List<AssetCompliance>();
            foreach (var asset in Limited())
                if (await reader.Read(asset, null, cancel) is { } compliance) all.Add(compliance);
            (_kept, _readAt) = (all, time.GetTimestamp());
            return all;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    // Manholes share the limits of what drains to them; their analysers are for tracing, not for judging.
    private IEnumerable<AssetEntry> Limited() => history.LatestOfAll().Select(k => k.Reading.Asset).Distinct().Select(registry.Find).OfType<AssetEntry>()
        .Where(a => a.Kind != AssetKind.Manhole && networks.ProfileOf(a).LimitClass is not null).OrderBy(a => a.Key.Value).Take(MostAssets);
}
