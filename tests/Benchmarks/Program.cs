using Benchmarks;
using Benchmarks.Load;

// `./twin bench [--json FILE] [--only NAME] [--peers] [--runs N]`: measures the running build, one line a figure: name value unit.
switch (args)
{
    case [FedServer.Command, .. var rest]: return await FedServer.Run(rest);
    case [DemoNetworkServer.Command, .. var rest]: return await DemoNetworkServer.Run(rest);
    case [HeapServer.Command, .. var rest]: return await HeapServer.Run(rest);
}
var options = BenchOptions.Parse(args);
if (options is null) return 2;
var report = new Report(Console.Out);
foreach (var suite in Suites.All.Where(s => options.Wants(s.Name)).Concat(options.Peers || options.Only is not null && options.Wants(Suites.Peers.Name) ? [Suites.Peers] : []))
{
    try
    {
        await suite.Run(options, report);
    }
    catch (Exception e) when (e is not OutOfMemoryException)
    {
        report.Failed(suite.Name, e);
    }
    foreach (var figure in suite.Figures) report.MissingIfAbsent(figure);
}
if (options.Json is { } path) report.WriteJson(path);
return report.AnyFailed ? 1 : 0;
