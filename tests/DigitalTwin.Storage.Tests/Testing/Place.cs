using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Postgres;
using DigitalTwin.Testing;

namespace DigitalTwin.Storage.Tests.Testing;

/// <summary>Where a test keeps its data: a folder with SQLite, or a database of a real PostgreSQL server. Opened and left as a process does.</summary>
public abstract class Place : IDisposable
{
    public static Place Sqlite() => new InFolder();
    public static Place Postgres() => new InPostgres();

    public abstract CityDatabase OpenCity();
    public abstract SegmentedHistory OpenHistory(HistoryOptions options);

    /// <summary>Lets go, as when the process ends; the next opening takes it again.</summary>
    public abstract void Leave();

    public virtual void Dispose() => Leave();

    private sealed class InFolder : Place
    {
        private readonly TemporaryFolder _folder = new();
        private DataFolder? _data;

        public override CityDatabase OpenCity() => CityDatabase.Open(Data(), TimeProvider.System);
        public override SegmentedHistory OpenHistory(HistoryOptions options) => SegmentedHistory.Open(Data(), options, TimeProvider.System);

        public override void Leave()
        {
            _data?.Dispose();
            _data = null;
        }

        public override void Dispose()
        {
            base.Dispose();
            _folder.Dispose();
        }

        private DataFolder Data() => _data ??= DataFolder.Open(_folder.Path, TimeProvider.System);
    }

    private sealed class InPostgres : Place
    {
        private readonly string _settings = ThrowawayPostgres.Shared.NewDatabase();
        private PostgresServer? _server;

        public override CityDatabase OpenCity() => CityDatabase.Open(Server(), TimeProvider.System);
        public override SegmentedHistory OpenHistory(HistoryOptions options) => SegmentedHistory.Open(Server(), options, TimeProvider.System);

        public override void Leave()
        {
            _server?.Dispose();
            _server = null;
        }

        private PostgresServer Server() => _server ??= PostgresServer.Open(_settings, TimeProvider.System);
    }
}
