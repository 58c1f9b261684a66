namespace DigitalTwin.Simulation.City.Streets;

internal static class Crossings
{
    /// <summary>The two streets of highest rank that meet at a crossing; the second is −1 where only one passes.</summary>
    public static (int First, int Second) NamesAt(StreetGraph streets, int crossing)
    {
        var (first, second) = (-1, -1);
        var (firstRank, secondRank) = (StreetClass.Local + 1, StreetClass.Local + 1);
        foreach (var e in streets.EdgesAt(crossing))
        {
            var edge = streets.Edges[e];
            if (edge.Name == first) continue;
            if (edge.Rank < firstRank) (second, secondRank, first, firstRank) = (first, firstRank, edge.Name, edge.Rank);
            else if (edge.Rank < secondRank && edge.Name != second) (second, secondRank) = (edge.Name, edge.Rank);
        }
        return (first, second);
    }
}
