using System.Globalization;
using System.Text;

namespace Benchmarks.Load;

/// <summary>A SWMM model of any size: a comb of short branches that fall to a main sewer with an outfall. Plain, so that only size matters.</summary>
public static class BenchNetwork
{
    public const string Name = "bench";
    private const int Branch = 50;

    /// <summary>Id of node <paramref name="i"/> as the platform knows it.</summary>
    public static string NodeId(int i) => $"{Name}:N{i}";

    public static string Inp(int nodes)
    {
        var text = new StringBuilder(nodes * 160);
        text.AppendLine("[OPTIONS]").AppendLine("FLOW_UNITS CMS").AppendLine("LINK_OFFSETS DEPTH").AppendLine("[JUNCTIONS]");
        for (var i = 0; i < nodes; i++) Line(text, $"N{i} {Invert(i, nodes):0.000} 4 0 0 0");
        text.AppendLine("[OUTFALLS]").AppendLine("OUT -10 FREE NO").AppendLine("[CONDUITS]");
        for (var i = 0; i < nodes; i++) Line(text, $"L{i} N{i} {Below(i)} 30 0.013 0 0 0 0");
        text.AppendLine("[XSECTIONS]");
        for (var i = 0; i < nodes; i++) Line(text, $"L{i} CIRCULAR {(i % Branch == 0 ? "1.2" : "0.4")} 0 0 0 1");
        text.AppendLine("[DWF]");
        for (var i = 0; i < nodes; i++) Line(text, $"N{i} FLOW 0.00002");
        text.AppendLine("[COORDINATES]");
        for (var i = 0; i < nodes; i++) Line(text, $"N{i} {113.0 + i / Branch * 0.0003:0.0000000} {36.2 + i % Branch * 0.0003:0.0000000}");
        return text.AppendLine("OUT 112.99 36.2").ToString();
    }

    // Every 50th node is on the main sewer, which runs to node 0 and out; the others fall to it one by one.
    private static string Below(int i) => i == 0 ? "OUT" : i % Branch == 0 ? $"N{i - Branch}" : $"N{i - 1}";

    private static double Invert(int i, int nodes) => 100 + 0.03 * (i / Branch) + 0.1 * (i % Branch) + 0.0 * nodes;

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
