namespace DigitalTwin.Domain.PipeCondition;

/// <summary>A defect as it counts: those that lie closer together than a metre are one, with their scores added up to the highest there is.</summary>
/// <param name="IsNear">Its net distance to the nearest other one is between the two bounds, which weighs it up.</param>
internal sealed record SeenDefect(double Score, double From, double To, double Length, bool IsNear)
{
    /// <remarks>The net distance is from the end of one to the beginning of the next along the pipe. Which of a close pair the standard weighs is not said; both are.</remarks>
    public static IReadOnlyList<SeenDefect> Merge(IReadOnlyList<Defect> defects, DefectCatalogue catalogue)
    {
        var rules = catalogue.Rules;
        var merged = new List<SeenDefect>();
        foreach (var d in defects.OrderBy(d => d.From).ThenBy(d => d.To ?? d.From))
        {
            var score = catalogue.Find(d.Code)!.ScoreOf(d.Grade)!.Value;
            if (score == 0) continue; // Scum is noted and not scored.
            var (to, length) = (d.To ?? d.From, Math.Max(rules.PointLength, (d.To ?? d.From) - d.From));
            if (merged.Count > 0 && d.From - merged[^1].To <= rules.MergeBelow)
            {
                var last = merged[^1];
                var end = Math.Max(last.To, to);
                merged[^1] = last with { Score = Math.Min(rules.HighestScore, last.Score + score), To = end, Length = Math.Max(Math.Max(last.Length, length), end - last.From) };
            }
            else merged.Add(new SeenDefect(score, d.From, to, length, false));
        }
        for (var i = 0; i < merged.Count; i++)
        {
            var before = i > 0 ? merged[i].From - merged[i - 1].To : double.PositiveInfinity;
            var after = i + 1 < merged.Count ? merged[i + 1].From - merged[i].To : double.PositiveInfinity;
            merged[i] = merged[i] with { IsNear = Math.Min(before, after) <= rules.FullAbove };
        }
        return merged;
    }
}
