using DigitalTwin.Storage.GrainState;
using DigitalTwin.Storage.Tests.Testing;
using Orleans.Storage;

namespace DigitalTwin.Storage.Tests.GrainState;

public sealed class SqliteGrainStorageTests : GrainStorageConformance
{
    private readonly CityFolder _folder = new();

    public SqliteGrainStorageTests() => Storage = new SqliteGrainStorage(_folder.City);

    protected override IGrainStorage Storage { get; private protected set; }

    protected override IGrainStorage Reopen() => Storage = new SqliteGrainStorage(_folder.Reopen());

    public override void Dispose() => _folder.Dispose();
}
