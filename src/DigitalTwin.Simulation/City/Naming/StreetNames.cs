using System.Text.Json;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Naming;

/// <summary>Gives every street its name: 路 runs north, 街 runs across, small ones are 巷.</summary>
internal sealed class StreetNames
{
    private readonly string[] _names;

    public StreetNames(StreetGraph streets, JsonElement words)
    {
        var count = streets.Edges.Count == 0 ? 0 : streets.Edges.Max(e => e.Name) + 1;
        _names = new string[count];
        var (along, across, first, second) = (words.Texts("along"), words.Texts("across"), words.Texts("first"), words.Texts("second"));
        var (north, east, small) = (0, 0, 0);
        foreach (var edge in streets.Edges)
        {
            if (_names[edge.Name] is not null) continue;
            _names[edge.Name] = edge.Rank switch
            {
                StreetClass.Riverside => streets.Nodes[edge.A].U < 0 ? "滨河西路" : "滨河东路",
                StreetClass.Arterial when edge.RunsNorth => Numbered(along, north++, "路"),
                StreetClass.Arterial => Numbered(across, east++, "街"),
                StreetClass.Collector => Small(first, second, small++, edge.RunsNorth ? "路" : "街"),
                _ => Small(first, second, small++, "巷"),
            };
        }
    }

    public string Of(int street) => street >= 0 ? _names[street] : "";

    private static string Numbered(string[] stems, int n, string suffix) => stems[n % stems.Length] + Turn(n / stems.Length) + suffix;

    private static string Small(string[] first, string[] second, int n, string suffix)
    {
        // Stepping by numbers without a common factor visits every pair before the first repeats.
        var pairs = first.Length * second.Length;
        var pair = (int)((long)n * 101 % pairs);
        return first[pair % first.Length] + second[pair / first.Length] + Turn(n / pairs) + suffix;
    }

    private static string Turn(int turn) => turn == 0 ? "" : ChineseNumber.Of(turn + 1);
}
