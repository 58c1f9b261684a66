using DigitalTwin.Contracts;
using Orleans;

namespace DigitalTwin.Host.Incidents;

/// <summary>Who can be given a task or a command.</summary>
internal sealed record ListedPerson(string Name, string FullName, string Department, string[] Roles);

/// <summary>People with an account that is in use, kept for some seconds: a page asks whenever it opens a list.</summary>
internal sealed class PeopleList(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<ListedPerson> _people = [];
    private long _readAt;

    public async Task<IReadOnlyList<ListedPerson>> Read()
    {
        await _turn.WaitAsync();
        try
        {
            if (_readAt != 0 && time.GetElapsedTime(_readAt) < Life) return _people;
            var names = await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Names();
            var accounts = await Task.WhenAll(names.Select(n => grains.GetGrain<IAccountGrain>(n).Read()));
            _people = [.. accounts.OfType<AccountRecord>().Where(a => !a.IsDisabled).Select(a => new ListedPerson(a.Name, a.FullName, a.Department, a.Roles)).OrderBy(p => p.Department).ThenBy(p => p.FullName)];
            _readAt = time.GetTimestamp();
            return _people;
        }
        finally
        {
            _turn.Release();
        }
    }
}
