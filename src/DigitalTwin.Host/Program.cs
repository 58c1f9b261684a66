using DigitalTwin.Host.Startup;
using DigitalTwin.Storage.Folder;

try
{
    await using var app = TwinHost.Create(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or DataFolderInUseException)
{
    // What the person who started it can put right needs no stack trace.
    Console.Error.WriteLine(e.Message);
    return 2;
}
