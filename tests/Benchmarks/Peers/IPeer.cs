namespace Benchmarks.Peers;

/// <summary>Measures one other program at work that ours does too.</summary>
public interface IPeer
{
    /// <summary>As in <c>--only peers.NAME</c>.</summary>
    string Name { get; }
    IReadOnlyList<Figure> Figures { get; }

    /// <summary>The suite that measures ours.</summary>
    ISuite Ours { get; }

    /// <exception cref="PeerMissing">It can't be had on this machine.</exception>
    Task Measure(BenchOptions options, Report report);
}
