using Benchmarks.Peers;

namespace Benchmarks;

/// <summary>Measures the figures of one area.</summary>
public interface ISuite
{
    /// <summary>First part of its figures' names, as in <c>propagation</c>.</summary>
    string Name { get; }
    IReadOnlyList<Figure> Figures { get; }
    Task Run(BenchOptions options, Report report);
}

public static class Suites
{
    public static IReadOnlyList<ISuite> All { get; } =
    [
        new IngestSuite(),
        new HistorySuite(),
        new Hj212Suite(),
        new MqttSuite(),
        new PushSuite(),
        new PropagationSuite(),
        new SpillSuite(),
        new CauseSuite(),
        new StormSuite(),
        new BellingeSuite(),
        new NowcastSuite(),
        new ScalingSuite(),
        new MapSuite(),
        new QuerySuite(),
        new StartSuite(),
        new MemorySuite(),
        new ImportSuite(),
        new IncidentSuite(),
    ];

    /// <summary>Other people's programs measured in the same run, with <c>--peers</c>.</summary>
    public static PeersSuite Peers { get; } = new();
}

/// <summary>An area that later work brings; its figures print as n/a.</summary>
public sealed class NotYet(string name, params Figure[] figures) : ISuite
{
    public string Name => name;
    public IReadOnlyList<Figure> Figures => figures;
    public Task Run(BenchOptions options, Report report) => Task.CompletedTask;
}
