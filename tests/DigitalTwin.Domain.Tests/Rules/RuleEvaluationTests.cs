using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules;
using DigitalTwin.Domain.Rules.Evaluation;

namespace DigitalTwin.Domain.Tests.Rules;

public class RuleEvaluationTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 5, 13, 0, 0, 0, TimeSpan.Zero));
    private static readonly RuleSubject Subject = new(new AssetProfile(new AssetKey(1), AssetKind.PumpStation, CrownDepth: 1, FullDepth: 4, StartDepth: 2, IntervalSeconds: 60), LocalRules.Default);
    private static long FreshMs => (long)LocalRules.Default.Silence(Subject.Profile).TotalMilliseconds;

    [Fact]
    public void What_is_evaluated_as_readings_come_is_what_the_whole_history_says()
    {
        var truths = new int[3];
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var meaning = Meaning(random, 3);
            var readings = Readings(random);
            var end = readings[^1].At + random.Next(600_000);
            var expected = new RuleOracle(FreshMs).Run(meaning, readings, end);
            var actual = Evaluate(meaning.Text, readings, end, random);
            Assert.True(expected == actual, $"seed {seed}: {meaning.Text} is {actual?.ToString() ?? "unknown"}, by the history {expected?.ToString() ?? "unknown"}");
            truths[expected switch { true => 0, false => 1, null => 2 }]++;
        }
        Assert.All(truths, n => Assert.True(n > 400, $"Only {n} of one truth: the test looks at too little."));
    }

    [Fact]
    public void What_cannot_hold_at_a_glance_does_not_hold_whatever_the_past()
    {
        var excluded = 0;
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var meaning = Meaning(random, 3);
            var readings = Readings(random);
            var condition = RuleCondition.Parse(meaning.Text, out _)!;
            var truth = Evaluate(meaning.Text, readings, readings[^1].At + random.Next(100_000), random);
            foreach (var banded in new[] { false, true })
            {
                var inputs = condition.Inputs.Select(i => readings.Where(r => r.Series == QuantityCatalogue.Default.Of(i.Quantity).Name).Select(r => r.Value).ToArray())
                    .Select(v => v.Length == 0 ? GlanceValue.NeverSeen : banded ? new GlanceValue(Band.Of(v[^1]), new Band(v.Min(), v.Max()), TimeSpan.FromDays(1)) : GlanceValue.Of(v[^1])).ToArray();
                var possible = condition.Root.AtAGlance(new Glance(condition, Subject, inputs));
                if (truth is { } known) Assert.True(possible.HasFlag(known ? Possible.True : Possible.False), $"seed {seed}, {(banded ? "with" : "without")} band: {meaning.Text} is {truth}, at a glance {possible}");
                if (!possible.HasFlag(Possible.True)) excluded++;
            }
        }
        Assert.True(excluded > 800, $"Only {excluded} of 8000 excluded: a glance tells too little.");
    }

    [Fact]
    public void A_late_or_corrected_reading_asks_for_a_fold_of_history_and_a_repeated_one_does_not()
    {
        var state = State("mean(level, 10min) > 1 m");
        for (var i = 0; i < 10; i++) state.Observe(0, 0, Level(i * 60, 0.5));
        state.Observe(0, 0, Level(540, 0.5));
        Assert.False(state.NeedsRefold);
        state.Observe(0, 0, Level(540, 9));
        Assert.True(state.NeedsRefold);
        var late = State("mean(level, 10min) > 1 m");
        late.Observe(0, 0, Level(60, 0.5));
        late.Observe(0, 0, Level(0, 0.5));
        Assert.True(late.NeedsRefold);
    }

    [Fact]
    public void What_has_grown_stale_is_unknown_and_not_false()
    {
        var state = State("level > 1 m or flow > 1 m3/s");
        state.Observe(0, 0, Level(0, 0.5));
        Assert.Equal(Truth.Unknown, state.Truth); // The flow is not known, and may be high.
        state.Observe(0, 0, Level(60, 1.5));
        Assert.Equal(Truth.True, state.Truth);
        state.Look(Start + TimeSpan.FromMinutes(10));
        Assert.Equal(Truth.Unknown, state.Truth);
    }

    [Theory]
    [InlineData("level > 1 m for 5min", 300, Truth.True)]
    [InlineData("level > 1 m for 5min", 299, Truth.False)]
    public void A_delay_is_over_at_its_own_moment_also_between_two_readings(string text, int seconds, Truth expected)
    {
        var state = State(text, TimeSpan.FromHours(1));
        state.Observe(0, 0, Level(0, 2));
        state.Look(Start + TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, state.Truth);
    }

    [Fact]
    public void A_window_of_a_month_takes_no_more_room_however_often_readings_come()
    {
        var state = State("mean(level, 30d) > 1 m");
        state.Observe(0, 0, Level(0, 2));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 100_000; i++) state.Observe(0, 0, Level(i * 40, 2));
        Assert.Equal(Truth.True, state.Truth);
        // All that was ever taken, not only what was kept: sixty parts of some eighty bytes, moved along a few times.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static ConditionState State(string text, TimeSpan? fresh = null)
    {
        var condition = RuleCondition.Parse(text, out var fault);
        Assert.True(condition is not null, $"{text}: {fault}");
        return new ConditionState(condition, Subject, [.. condition.Inputs.Select(_ => new[] { Subject })], fresh);
    }

    private static Reading Level(int seconds, double value) => new(Subject.Asset, Quantity.Level, Start + TimeSpan.FromSeconds(seconds), value, Quality.Good, Provenance.Measured);

    private static bool? Evaluate(string text, List<(string Series, long At, double Value)> readings, long end, Random random)
    {
        var state = State(text);
        var condition = RuleCondition.Parse(text, out _)!;
        foreach (var (series, at, value) in readings)
        {
            var quantity = QuantityCatalogue.Default.Find(series)!.Quantity;
            // Looking in between must not change anything that is to come.
            if (random.Next(4) == 0 && state.NextChange is { } next && next.UnixMilliseconds < at) state.Advance(new Instant(at));
            var input = condition.Inputs.Select((x, i) => (x, i)).FirstOrDefault(p => p.x.Quantity == quantity, (default, -1)).Item2;
            var reading = new Reading(Subject.Asset, quantity, new Instant(at), value, Quality.Good, Provenance.Measured);
            if (input >= 0) state.Observe(input, 0, reading);
        }
        state.Look(new Instant(end));
        Assert.False(state.NeedsRefold);
        return state.Truth switch { Truth.True => true, Truth.False => false, _ => null };
    }

    /// <summary>Level and flow at times of their own, with silences now and then.</summary>
    private static List<(string Series, long At, double Value)> Readings(Random random)
    {
        var readings = new List<(string, long, double)>();
        var at = Start.UnixMilliseconds + random.Next(1000);
        var values = new Dictionary<string, double> { ["level"] = random.Next(6), ["flow"] = random.Next(6) };
        for (var i = 0; i < 60; i++)
        {
            at += random.Next(30) == 0 ? random.Next(1_200_000) : 1 + random.Next(45_000);
            var series = random.Next(2) == 0 ? "level" : "flow";
            values[series] = Math.Clamp(values[series] + random.Next(-2, 3), 0, 6);
            readings.Add((series, at, values[series]));
        }
        return readings;
    }

    private static RuleOracle.Meaning Meaning(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0) return Leaf(random);
        switch (random.Next(5))
        {
            case 0:
                var of = Meaning(random, depth - 1);
                return new RuleOracle.Opposite($"not ({of.Text})", of);
            case 1 or 2:
                var (a, b, isOr) = (Meaning(random, depth - 1), Meaning(random, depth - 1), random.Next(2) == 0);
                return new RuleOracle.Both($"({a.Text}) {(isOr ? "or" : "and")} ({b.Text})", a, b, isOr);
            case 3:
                var held = Meaning(random, depth - 1);
                var seconds = random.Next(10, 400);
                return new RuleOracle.Past($"({held.Text}) for {seconds}s", held, "for", 0, seconds * 1000, "", 0);
            default:
                var counted = Meaning(random, depth - 1);
                var (measure, span) = (new[] { "count", "starts", "duration" }[random.Next(3)], random.Next(60, 1800));
                var (op, bound) = (random.Next(2) == 0 ? ">" : "<", measure == "duration" ? random.Next(10, 400) + 0.5 : random.Next(6) + 0.5);
                return new RuleOracle.Past($"{measure}({counted.Text}, {span}s) {op} {bound.ToString(CultureInfo.InvariantCulture)}{(measure == "duration" ? " s" : "")}", counted, measure, span * 1000, null, op, bound);
        }
    }

    private static RuleOracle.Compare Leaf(Random random)
    {
        var (series, unit) = random.Next(2) == 0 ? ("level", "m") : ("flow", "m3/s");
        var (measure, op, span) = (new[] { "newest", "newest", "mean", "min", "max", "change", "stdev", "rate" }[random.Next(8)], random.Next(2) == 0 ? ">" : "<", random.Next(60, 1800));
        var bound = measure switch { "change" => random.Next(-3, 3) + 0.37, "rate" => (random.Next(-3, 3) + 0.37) / 300, "stdev" => random.Next(2) + 0.37, _ => random.Next(5) + 0.37 };
        var left = measure == "newest" ? series : $"{measure}({series}, {span}s)";
        return new RuleOracle.Compare($"{left} {op} {bound.ToString("F9", CultureInfo.InvariantCulture)} {unit}{(measure == "rate" ? "/s" : "")}", series, measure, span * 1000, op, Math.Round(bound, 9));
    }
}
