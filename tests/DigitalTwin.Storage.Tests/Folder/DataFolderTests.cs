using DigitalTwin.Storage.Folder;
using DigitalTwin.Storage.Tests.Testing;

namespace DigitalTwin.Storage.Tests.Folder;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_opening_is_refused_and_told_which_folder_and_who_holds_it()
    {
        using var held = DataFolder.Open(Data, TimeProvider.System);
        var refused = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(Data, TimeProvider.System));
        Assert.Equal(Data, refused.Folder);
        Assert.Contains($"'{Data}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} since 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_let_go_can_be_opened_again()
    {
        DataFolder.Open(Data, TimeProvider.System).Dispose();
        DataFolder.Open(Data, TimeProvider.System).Dispose();
    }

    [Fact]
    public void A_lock_file_that_a_dead_process_left_is_no_obstacle()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "lock"), "");
        File.WriteAllText(Path.Combine(Data, "lock.holder"), "process 1 since long ago");
        DataFolder.Open(Data, TimeProvider.System).Dispose();
    }

    [Fact]
    public void The_folder_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return; // There, the user's profile protects it.
        using var held = DataFolder.Open(Data, TimeProvider.System);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
    }
}
