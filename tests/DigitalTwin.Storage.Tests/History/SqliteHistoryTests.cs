using DigitalTwin.Domain.Readings;
using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.History;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.History;

public class SqliteHistoryTests : HistoryConformance
{
    private readonly TemporaryFolder _folder = new();
    private readonly HistoryOptions _options;
    private DataFolder _data;
    private SqliteHistory _history;

    public SqliteHistoryTests() : this(new HistoryOptions()) { }

    protected SqliteHistoryTests(HistoryOptions options)
    {
        _options = options;
        (_data, _history) = Open();
    }

    protected override IHistory History => _history;

    protected override IHistory Reopen()
    {
        Close();
        (_data, _history) = Open();
        return _history;
    }

    public override void Dispose()
    {
        Close();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private (DataFolder, SqliteHistory) Open()
    {
        var data = DataFolder.Open(_folder.Path, TimeProvider.System);
        return (data, SqliteHistory.Open(data, _options, TimeProvider.System));
    }

    private void Close()
    {
        _history.Dispose();
        _data.Dispose();
    }
}
