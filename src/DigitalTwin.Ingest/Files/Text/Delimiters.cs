namespace DigitalTwin.Ingest.Files.Text;

/// <summary>What stands between cells.</summary>
internal static class Delimiters
{
    public const string Expected = "auto, ',', ';', '|' or tab";
    private const int MostLines = 30;
    private static readonly (string Name, char Sign)[] Known = [(",", ','), (";", ';'), ("tab", '\t'), ("|", '|')];

    public static bool IsKnown(string name) => name == "auto" || Known.Any(k => k.Name == name);

    public static string NameOf(char sign) => Known.First(k => k.Sign == sign).Name;

    /// <summary>The sign of a name; for <c>auto</c>, the one that cuts the most of the sample's lines into the same number of cells, at least two.</summary>
    public static char Choose(string name, ReadOnlySpan<char> sample)
    {
        if (name != "auto") return Known.First(k => k.Name == name).Sign;
        var (best, bestScore) = (',', 0.0);
        foreach (var (_, sign) in Known)
        {
            var score = Score(sample, sign);
            if (score > bestScore) (best, bestScore) = (sign, score);
        }
        return best;
    }

    private static double Score(ReadOnlySpan<char> sample, char sign)
    {
        var counts = new List<int>();
        var (cells, inQuotes) = (1, false);
        foreach (var c in sample)
        {
            if (c == '"') inQuotes = !inQuotes;
            else if (inQuotes) continue;
            else if (c == sign) cells++;
            else if (c == '\n')
            {
                counts.Add(cells);
                if (counts.Count == MostLines) break;
                cells = 1;
            }
        }
        if (counts.Count == 0) counts.Add(cells); // One line, and no end to it.
        var common = counts.GroupBy(n => n).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First();
        return common.Key < 2 ? 0 : common.Count() / (double)counts.Count + Math.Min(common.Key, 100) / 1000.0;
    }
}
