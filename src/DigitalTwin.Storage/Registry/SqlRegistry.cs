using System.Collections.Immutable;
using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Sql;

namespace DigitalTwin.Storage.Registry;

/// <summary>Networks and asset keys in the city's database; look-ups from an immutable table in memory.</summary>
public sealed class SqlRegistry : IRegistry, IDisposable
{
    private readonly CityDatabase _city;
    private readonly SemaphoreSlim _saving = new(1);
    private readonly RevisionCache _cache = new();
    private volatile State _state;

    private SqlRegistry(CityDatabase city, State state) => (_city, _state) = (city, state);

    public event Action<Network>? Saved;

    public IReadOnlyList<string> Networks => _state.Names;
    public int HighestKey => _state.Table.HighestKey;

    public static SqlRegistry Open(CityDatabase city) => new(city, city.Reads.Read(Load));

    public async Task<Network> Save(Network network, Instant knownAt, CancellationToken cancel = default)
    {
        NetworkCheck.Demand(network);
        await _saving.WaitAsync(cancel).ConfigureAwait(false);
        Network saved;
        try
        {
            var before = _state;
            saved = network with { Revision = before.NewestRevision(network.Name) + 1, KnownAt = knownAt };
            var (body, roll) = await Task.Run(() => (NetworkCodec.Encode(saved),
                AssetRoll.Extend(before.Roll(saved.Name), before.Table, saved, before.Table.HighestKey)), cancel).ConfigureAwait(false);
            var rollBody = AssetRoll.Encode(roll);
            await _city.Writes.Run(database => Insert(database, saved, body, roll, rollBody), cancel).ConfigureAwait(false);
            _cache.Add(saved);
            _state = before.With(saved, roll);
        }
        finally
        {
            _saving.Release();
        }
        Saved?.Invoke(saved);
        return saved;
    }

    public Network? Find(string network, Instant? asOf = null)
    {
        var revision = _state.Revisions.LastOrDefault(r => r.Network == network && (asOf is null || r.KnownAt <= asOf));
        return revision is null ? null : FindRevision(network, revision.Number);
    }

    public Network? FindRevision(string network, int revision)
    {
        if (!_state.Revisions.Any(r => r.Network == network && r.Number == revision)) return null;
        if (_cache.Find(network, revision) is { } known) return known;
        var read = _city.Reads.Read(database => ReadRevision(database, network, revision));
        _cache.Add(read);
        return read;
    }

    public AssetEntry? Find(AssetId id)
    {
        if (id.Value is null) return null;
        Span<byte> utf8 = stackalloc byte[AssetId.MaxLength * 3];
        return Find(FindKey(utf8[..Encoding.UTF8.GetBytes(id.Value, utf8)]));
    }

    public AssetEntry? Find(AssetKey key)
    {
        var table = _state.Table;
        return table.Contains(key.Value) ? table.Entry(key.Value) : null;
    }

    public AssetKey FindKey(ReadOnlySpan<byte> utf8Id) => new(_state.Table.Find(utf8Id));

    public bool IsKey(AssetKey key, ReadOnlySpan<byte> utf8Id) => _state.Table.Is(key.Value, utf8Id);

    public void Dispose() => _saving.Dispose();

    private static bool Insert(Database database, Network network, byte[] body, List<StoredAsset> roll, byte[] rollBody)
    {
        database.Statement("INSERT INTO network_revision (network, revision, known_at, body) VALUES (?, ?, ?, ?)")
            .Bind(1, network.Name).Bind(2, network.Revision).Bind(3, network.KnownAt.UnixMilliseconds).Bind(4, body).Run();
        database.Statement("INSERT INTO asset (network, highest_key, body) VALUES (?1, ?2, ?3) ON CONFLICT (network) DO UPDATE SET highest_key = ?2, body = ?3")
            .Bind(1, network.Name).Bind(2, roll.Count == 0 ? 0 : roll.Max(a => a.Key)).Bind(3, rollBody).Run();
        return true;
    }

    private static Network ReadRevision(Database database, string network, int revision)
    {
        var row = database.Statement("SELECT body FROM network_revision WHERE network = ? AND revision = ?").Bind(1, network).Bind(2, revision);
        if (!row.Step()) throw new InvalidDataException($"Revision {revision} of network '{network}' is gone from the store.");
        var read = NetworkCodec.Decode(row.Blob(0));
        row.Reset();
        return read;
    }

    private static State Load(Database database) => database.Snapshot(() =>
    {
        var revisions = ImmutableArray.CreateBuilder<Revision>();
        var rows = database.Statement("SELECT network, revision, known_at FROM network_revision ORDER BY rowid");
        while (rows.Step()) revisions.Add(new Revision(rows.Text(0), (int)rows.Int64(1), new Instant(rows.Int64(2))));
        var assets = new List<StoredAsset>();
        rows = database.Statement("SELECT body FROM asset");
        while (rows.Step()) assets.AddRange(AssetRoll.Decode(rows.Blob(0)));
        return State.Of(revisions.ToImmutable(), assets);
    });

    private sealed record Revision(string Network, int Number, Instant KnownAt);

    /// <summary>What is known, as one immutable whole. Revisions stand in the order saved.</summary>
    private sealed record State(ImmutableArray<Revision> Revisions, AssetTable Table, ImmutableArray<string> Names)
    {
        public static State Of(ImmutableArray<Revision> revisions, List<StoredAsset> assets)
        {
            assets.Sort((a, b) => a.Key.CompareTo(b.Key));
            return new State(revisions, new AssetTable(assets), [.. revisions.Select(r => r.Network).Distinct(StringComparer.Ordinal)]);
        }

        public int NewestRevision(string network) => Revisions.LastOrDefault(r => r.Network == network)?.Number ?? 0;

        public IEnumerable<StoredAsset> Roll(string network) => All().Where(a => a.Id.StartsWith(network + ":", StringComparison.Ordinal));

        public State With(Network saved, List<StoredAsset> roll)
        {
            var others = All().Where(a => !a.Id.StartsWith(saved.Name + ":", StringComparison.Ordinal));
            return Of(Revisions.Add(new Revision(saved.Name, saved.Revision, saved.KnownAt)), [.. others, .. roll]);
        }

        private IEnumerable<StoredAsset> All()
        {
            for (var key = 1; key <= Table.HighestKey; key++)
                if (Table.Contains(key))
                {
                    var entry = Table.Entry(key);
                    yield return new StoredAsset(key, entry.Id.Value, entry.Kind, entry.Name);
                }
        }
    }
}
