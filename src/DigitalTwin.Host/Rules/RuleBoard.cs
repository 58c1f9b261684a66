using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Rules.Running;

namespace DigitalTwin.Host.Rules;

/// <summary>What rules say now, by asset, from the fact log; read anew when someone asks and a second has passed.</summary>
/// <remarks>The log and not the grains is asked, so that every host of a cluster sees the same. Alarm books read the same stream: <see cref="RuleRaise.Stream"/>.</remarks>
internal sealed class RuleBoard(IFactLog facts, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private IReadOnlyList<RuleRaise> _open = [];
    private long? _readAt;

    /// <summary>Gravest first, then newest.</summary>
    public async Task<IReadOnlyList<RuleRaise>> Open(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            if (_readAt is { } at && time.GetElapsedTime(at) < KeepFor) return _open;
            _open = [.. (await facts.Open(RuleRaise.Stream, null, cancel)).Select(RuleRaise.Read).OrderByDescending(r => r.Level).ThenByDescending(r => r.Since)];
            _readAt = time.GetTimestamp();
            return _open;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
