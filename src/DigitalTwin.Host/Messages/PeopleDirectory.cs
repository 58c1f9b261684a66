using DigitalTwin.Contracts;
using DigitalTwin.Host.People;
using Orleans;

namespace DigitalTwin.Host.Messages;

/// <summary>Everybody with an account that is not disabled, read anew when one has changed.</summary>
internal sealed class PeopleDirectory
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private volatile Task<IReadOnlyDictionary<string, AccountRecord>>? _people;
    private long _readAt;

    public PeopleDirectory(IGrainFactory grains, AccountChanges changes, TimeProvider time)
    {
        (_grains, _time) = (grains, time);
        changes.Changed += _ => _people = null;
    }

    public Task<IReadOnlyDictionary<string, AccountRecord>> All()
    {
        if (_people is { IsFaulted: false } known && _time.GetElapsedTime(Volatile.Read(ref _readAt)) < Fresh) return known;
        Volatile.Write(ref _readAt, _time.GetTimestamp());
        return _people = Read();
    }

    private async Task<IReadOnlyDictionary<string, AccountRecord>> Read()
    {
        var names = await _grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Names();
        var people = await Task.WhenAll(names.Select(n => _grains.GetGrain<IAccountGrain>(n).Read()));
        return people.OfType<AccountRecord>().Where(p => !p.IsDisabled).ToDictionary(p => p.Name);
    }
}
