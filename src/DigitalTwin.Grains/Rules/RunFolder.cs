using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Rules.Running;

namespace DigitalTwin.Grains.Rules;

/// <summary>Folds history into a run: what it would know had it been there all along.</summary>
public static class RunFolder
{
    /// <summary>Readings of one series that are folded at most, the newest of them; a week at one a half minute.</summary>
    private const int MostReadings = 20_000;
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>Readings of all its series as far back as the rule reaches, in the order of their times.</summary>
    public static async Task<List<Reading>> Past(IHistory history, RuleRun run, Instant now, CancellationToken cancel = default)
    {
        var readings = new List<Reading>();
        var from = now - run.Rule.Horizon - run.Rule.RaiseAfter - Margin;
        foreach (var series in run.Series)
        {
            var known = await history.Read(series.Asset, series.Quantity, from, now + TimeSpan.FromMilliseconds(1), null, MostReadings + 1, cancel);
            // A crowd of readings: the oldest are given up rather than the newest.
            for (var start = from; known.Count > MostReadings;)
            {
                start += (now - start) / 2;
                known = await history.Read(series.Asset, series.Quantity, start, now + TimeSpan.FromMilliseconds(1), null, MostReadings + 1, cancel);
            }
            if (known.Count > 0) readings.AddRange(known.Select(k => k.Reading));
            else readings.AddRange(history.Latest(series.Asset).Where(k => k.Reading.Quantity == series.Quantity && k.Reading.At <= now).Select(k => k.Reading));
        }
        readings.Sort((a, b) => a.At.CompareTo(b.At));
        return readings;
    }

    /// <summary>Folds without telling of what came to pass on the way; the level at the end is what counts.</summary>
    public static void Fold(RuleRun run, List<Reading> past, Instant now)
    {
        var turns = new List<RuleTurn>();
        foreach (var reading in past)
        {
            run.Observe(reading, turns);
            turns.Clear();
        }
        run.Look(now, turns);
    }
}
