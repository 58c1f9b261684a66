using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Domain.Rules.Book;
using DigitalTwin.Domain.Rules.Evaluation;
using DigitalTwin.Domain.Rules.Language;
using DigitalTwin.Domain.Rules.Running;

namespace DigitalTwin.Domain.Tests.Rules;

public class RuleGateTests
{
    private static readonly Quantity[] Asked = [Quantity.Level, Quantity.Flow, Quantity.Velocity, Quantity.Cod, Quantity.Temperature];
    private static readonly Rule[] Book = [.. RuleBook.Drafts.Select(d => Rule.Read(d, out _, out _)!)];

    [Theory]
    [InlineData(AssetKind.Manhole)]
    [InlineData(AssetKind.PipeSegment)]
    public void A_band_known_to_be_quiet_holds_back_nothing_that_a_glance_at_the_reading_would_let_pass(AssetKind kind)
    {
        var (passed, held) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var subject = Subject(kind, random);
            var latest = new Dictionary<Quantity, Reading>();
            var gates = new RuleGates(Book, _ => subject, _ => latest.Values);
            var bands = Asked.ToDictionary(q => q, q => LongestWindow(q) is { } span ? new BandMemory(span) : null);
            var values = Asked.ToDictionary(q => q, _ => random.NextDouble());
            var at = new Instant(1_780_000_000_000);
            for (var i = 0; i < 600; i++)
            {
                var quantity = Asked[random.Next(Asked.Length)];
                // Mostly it drifts by little, at times it jumps.
                values[quantity] = random.Next(40) == 0 ? random.NextDouble() * 8 : Math.Max(0, values[quantity] + (random.NextDouble() - 0.5) * 0.02);
                at += TimeSpan.FromSeconds(random.Next(1, 900));
                var reading = new Reading(subject.Asset, quantity, at, values[quantity], Quality.Good, Provenance.Measured);
                latest[quantity] = reading;
                var value = bands[quantity] is { } band ? new GlanceValue(Band.Of(reading.Value), band.See(reading), band.Span) : GlanceValue.Of(reading.Value);
                var expected = Array.Exists(Book, r => r.Kinds.Contains(kind) && LooksAt(r, quantity) && Glances.MayHold(r, subject, quantity, value, null)
                    && Glances.MayHold(r, subject, quantity, value, other => RuleGates.ByNewest(latest.Values, other, waking: true)));
                var actual = gates.Passes(reading, kind);
                Assert.True(expected == actual, $"seed {seed}, reading {i}: {quantity.Code} = {reading.Value} {(expected ? "was held back" : "passed")}.");
                if (actual) passed++;
                else held++;
            }
        }
        Assert.True(passed > 500 && held > 5000, $"{passed} passed, {held} were held back: the test looks at too little.");
    }

    private static RuleSubject Subject(AssetKind kind, Random random) =>
        new(new AssetProfile(new AssetKey(random.Next(1, 50)), kind, CrownDepth: 0.4f + random.NextSingle(), FullDepth: 2 + 3 * random.NextSingle(), IntervalSeconds: 60), LocalRules.Default, 0.3 + random.NextDouble(), 40, 0.05);

    private static bool LooksAt(Rule rule, Quantity quantity) => rule.Steps.Any(s => s.When.OwnInput(quantity) >= 0);

    /// <summary>As the gates keep it: the longest of the windows up to six hours.</summary>
    private static TimeSpan? LongestWindow(Quantity quantity)
    {
        TimeSpan[] spans = [.. Book.Where(r => r.Kinds.Any(RuleGates.AreMany)).SelectMany(r => r.Steps)
            .SelectMany(s => s.When.Windows.Where(w => s.When.Inputs[w.Input] is var i && i.Group == RuleGroup.Own && i.Quantity == quantity).Select(w => w.Span)).Where(s => s <= TimeSpan.FromHours(6))];
        return spans.Length == 0 ? null : spans.Max();
    }
}
