using DigitalTwin.Contracts;
using DigitalTwin.Host.People;
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

    /// <summary>As it is now; null where nobody has an account of that name that is in use.</summary>
    public async Task<ListedPerson?> Find(string name) => name.Length is 0 or > AccountName.Longest ? null
        : await grains.GetGrain<IAccountGrain>(AccountName.Normal(name)).Read() is { IsDisabled: false } a ? Of(a) : null;

    public async Task<IReadOnlyList<ListedPerson>> Read()
    {
        await _turn.WaitAsync();
        try
        {
            if (_readAt != 0 && time.GetElapsedTime(_readAt) < Life) return _people;
            var names = await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Names();
            var accounts = await Task.WhenAll(names.Select(n => grains.GetGrain<IAccountGrain>(n).Read()));
            _people = [.. accounts.OfType<AccountRecord>().Where(a => !a.IsDisabled).Select(Of).OrderBy(p => p.Department).ThenBy(p => p.FullName)];
            _readAt = time.GetTimestamp();
            return _people;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static ListedPerson Of(AccountRecord a) => new(a.Name, a.FullName, a.Department, a.Roles);
}
