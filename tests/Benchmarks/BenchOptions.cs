using System.Globalization;

namespace Benchmarks;

/// <summary>What the caller asked for. <paramref name="Runs"/> is how often a figure is measured; the median is printed.</summary>
public sealed record BenchOptions(string? Json, string? Only, bool Peers, int Runs)
{
    private static IEnumerable<ISuite> Known => [.. Suites.All, Suites.Peers];

    public bool Wants(string suite) => Only is null || Only.Split('.')[0] == suite;

    /// <summary>Of a part of a suite: <c>--only peers.mosquitto</c> or <c>--only push.cores_at_200k_changes</c> wants that alone.</summary>
    public bool WantsPart(string part) => Only?.Split('.') is not [_, var wanted, ..] || wanted == part;

    public static BenchOptions? Parse(string[] args)
    {
        string? json = null, only = null;
        var (peers, runs) = (false, 5);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--json" when value is not null: json = value; i++; break;
                case "--only" when value is not null: only = value; i++; break;
                case "--runs" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 100: runs = n; i++; break;
                case "--peers": peers = true; break;
                default:
                    Console.Error.WriteLine($"bench: '{args[i]}' is not understood. Usage: bench [--json FILE] [--only NAME] [--peers] [--runs 1..100]; names: {string.Join(", ", Known.Select(s => s.Name))}");
                    return null;
            }
        }
        if (only is not null && !Known.Any(s => s.Name == only.Split('.')[0]))
        {
            Console.Error.WriteLine($"bench: there is no '{only}'; names: {string.Join(", ", Known.Select(s => s.Name))}");
            return null;
        }
        return new BenchOptions(json, only, peers, runs);
    }
}
