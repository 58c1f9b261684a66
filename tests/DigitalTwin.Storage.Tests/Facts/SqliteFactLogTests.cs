using DigitalTwin.Domain.Assets;
using DigitalTwin.Storage.Facts;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Facts;

public sealed class SqliteFactLogTests : FactLogConformance
{
    private readonly CityFolder _folder = new();

    public SqliteFactLogTests() => Log = new SqliteFactLog(_folder.City);

    protected override IFactLog Log { get; }

    protected override IFactLog Reopen() => new SqliteFactLog(_folder.Reopen());

    public override void Dispose() => _folder.Dispose();
}
