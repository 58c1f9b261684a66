using DigitalTwin.Host.Cli;
using DigitalTwin.Host.Startup;

try
{
    switch (args)
    {
        case ["import", ..]: return await ImportCommand.Run(args[1..]);
        case ["take", ..]: return await TakeCommand.Run(args[1..]);
        case ["export", ..]: return await ExportCommand.Run(args[1..]);
        case ["audit", ..]: return await AuditCommand.Run(args[1..]);
        case ["replay", ..]: return await ReplayCommand.Run(args[1..]);
    }
    await using var app = TwinHost.Create(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is InvalidOperationException or IOException or CommandException or ArgumentException { ParamName: "connectionString" })
{
    // What the person who started it can put right needs no stack trace.
    Console.Error.WriteLine(e.Message);
    return 2;
}
