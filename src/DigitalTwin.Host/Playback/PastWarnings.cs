using DigitalTwin.Contracts;

namespace DigitalTwin.Host.Playback;

/// <summary>The warnings that were open at a past moment, and what they say of assets: the level at their cause, and what is on its way where.</summary>
internal sealed class PastWarnings
{
    private readonly Dictionary<string, WarningRecord> _open;
    private readonly Dictionary<string, List<WarningRecord>> _byCause = [];
    private readonly Dictionary<int, int> _effects = [];

    public PastWarnings(IEnumerable<WarningRecord> open)
    {
        _open = [];
        foreach (var warning in open) Take(warning, new HashSet<string>(), new HashSet<int>());
    }

    public IReadOnlyCollection<WarningRecord> Open => _open.Values;

    /// <summary>Takes a version in; what looks different after it is added to <paramref name="causes"/> (ids) and <paramref name="affected"/> (keys).</summary>
    public void Take(WarningRecord warning, ISet<string> causes, ISet<int> affected)
    {
        if (_open.TryGetValue(warning.Id, out var before))
        {
            if (before.Version >= warning.Version) return;
            Count(before, -1, causes, affected);
            _open.Remove(warning.Id);
        }
        if (warning.EndedAt is not null) return;
        _open[warning.Id] = warning;
        Count(warning, +1, causes, affected);
    }

    public bool IsEffectComing(int key) => _effects.ContainsKey(key);

    /// <summary>What is gravest at an asset, as its rules found it; null where nothing is. A warning that came in over a border tells of an asset elsewhere, and one from a forecast of what is not there yet.</summary>
    public SymptomReport? CauseAt(string asset) => _byCause.TryGetValue(asset, out var here) ? here.MaxBy(w => w.Cause.Level)!.Cause : null;

    private void Count(WarningRecord warning, int by, ISet<string> causes, ISet<int> affected)
    {
        // What is only expected is on its way; its asset has no symptom yet.
        if (warning.Entry is null && warning.Cause.Expected is null)
        {
            causes.Add(warning.Cause.Asset);
            if (!_byCause.TryGetValue(warning.Cause.Asset, out var here)) _byCause[warning.Cause.Asset] = here = [];
            if (by > 0) here.Add(warning);
            else if (here.Remove(warning) && here.Count == 0) _byCause.Remove(warning.Cause.Asset);
        }
        foreach (var key in warning.Affected.Distinct())
        {
            affected.Add(key);
            var count = _effects.GetValueOrDefault(key) + by;
            if (count > 0) _effects[key] = count;
            else _effects.Remove(key);
        }
    }
}
