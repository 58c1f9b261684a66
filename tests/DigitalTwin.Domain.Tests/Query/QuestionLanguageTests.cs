using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Relations;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Query;

/// <summary>A street of ten manholes M0 … M9, 100 m apart, that falls to the plant P1; a branch of two joins at M5; the first half lies in the district 北城.</summary>
public class QuestionLanguageTests
{
    private static readonly Network Source = Street();
    private static readonly Dictionary<string, AssetKey> Keys = Source.Nodes.Select(n => n.LocalId).Concat(Source.Links.Select(l => l.LocalId)).Select((id, i) => (id, new AssetKey(i + 1))).ToDictionary(p => p.id, p => p.Item2);
    private static readonly CompiledNetwork Compiled = CompiledNetwork.Build(Source, id => Keys[id]);
    private static readonly AssetTable Table = new AssetTableBuilder().Add(Source, id => Keys[id], Compiled).Build();
    private static readonly Instant Now = Instant.From(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("manhole where upstream of plant('P1')", "B1 B2 M0 M1 M2 M3 M4 M5 M6 M7 M8 M9")]
    [InlineData("manhole where upstream of plant('P1') within 150 m", "M9")]
    [InlineData("manhole where downstream of manhole('B2')", "B1 M5 M6 M7 M8 M9")]
    [InlineData("manhole where downstream of asset('s:B2') and not upstream of manhole('M7')", "M7 M8 M9")]
    [InlineData("manhole where upstream of manhole('街口')", "M0 M1 M2")]
    [InlineData("manhole where within 120 m of manhole('M2')", "M1 M2 M3")]
    [InlineData("manhole where within 10 m of point(113.0, 36.0)", "M0")]
    [InlineData("manhole where in district('北城')", "M0 M1 M2 M3 M4")]
    [InlineData("manhole where in district('north') and in box(113.002, 35, 114, 37)", "M2 M3 M4")]
    [InlineData("pipeSegment where age > 30 years", "L0 L1 L2 L3 L4")]
    [InlineData("pipeSegment where age <= 30 年 and built >= 2010", "L5 L6 L7 L8 L9")]
    [InlineData("pipeSegment where material = 'PE'", "L1 L3 L5 L7 L9")]
    [InlineData("pipeSegment where attribute('owner') = 'water' and attribute('depth') > 2.5", "L3 L4")]
    [InlineData("pipeSegment, treatmentPlant where downstream of manhole('M8')", "L8 L9 P1")]
    [InlineData("treatmentPlant", "P1")]
    public void A_question_finds_what_it_says(string text, string expected) => Assert.Equal(expected, string.Join(' ', Ask(text)));

    [Theory]
    [InlineData("upstream of plant('P9')", 19, "No plant 'P9' is known")]
    [InlineData("upstream plant('P1')", 10, "expected 'of'")]
    [InlineData("upstream of works('P1')", 13, "expected an asset such as plant('P1')")]
    [InlineData("within 5 L/s of plant('P1')", 8, "expected a distance")]
    [InlineData("in district('nowhere')", 13, "No district 'nowhere' is known")]
    [InlineData("in town('x')", 4, "expected district")]
    [InlineData("in box(1, 2, 0, 3)", 4, "west")]
    [InlineData("surchargeHours(3 m) > 2", 16, "expected a span")]
    [InlineData("surchargeHours(900 d) > 2", 16, "expected a span")]
    [InlineData("mean(kind, 24 h) > 2", 6, "expected a quantity")]
    [InlineData("mean(level, 24 h) > 2 L/s", 21, "number (flow)")]
    [InlineData("upstream of manhole('同名')", 21, "2 assets")]
    [InlineData("manhole where", 14, "the end")]
    public void A_mistake_is_told_at_its_place(string text, int column, string message)
    {
        FilterError? error;
        if (Filter.Parse(text, out error) is { } filter) new SetFinder(Table, [Compiled]).Prepare(new QuestionParts().Add(filter.Condition), out error);
        Assert.Equal(column, error!.Column);
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("", "pipeSegment")]
    [InlineData("pipeS", "pipeSegment")]
    [InlineData("pipeSegment ", "where")]
    [InlineData("pipeSegment where ", "upstream of")]
    [InlineData("pipeSegment where upstream ", "of")]
    [InlineData("pipeSegment where upstream of ", "plant('")]
    [InlineData("pipeSegment where upstream of plant('P", "s:P1')")]
    [InlineData("pipeSegment where in district('北", "北城')")]
    [InlineData("kind = ", "pumpStation")]
    [InlineData("state >= or", "orange")]
    [InlineData("level ", ">")]
    [InlineData("level > 1 and sur", "surchargeHours(90 d)")]
    [InlineData("液", "level")]
    public void What_may_come_at_the_caret_is_offered(string text, string expected) => Assert.Contains(Completer().At(text, text.Length).Items, i => i.Text == expected);

    [Fact]
    public void No_text_breaks_questions_or_their_completion()
    {
        var random = new Random(20261122);
        string[] parts = ["manhole", "pipeSegment", "where", ",", "upstream", "downstream", "of", "plant", "manhole", "('P1')", "('", "within", "500 m", "2 km", "in", "district", "box", "(", ")", "point", "113.0", "36", "-", "surchargeHours",
            "(90d)", "mean", "level", "24 h", "age", ">", "30 years", "and", "or", "not", "attribute", "'owner'", "=", "material", "built", "\u0000", "年", "'", "\ud83d"];
        string[] whole = ["manhole where upstream of plant('P1') within 2 km", "within 500 m of point(113.0, 36)", "pipeSegment, manhole where age > 30 years and surchargeHours(90d) > 2", "in district('北城') or attribute('owner') = 'water'", "mean(level, 24 h) > 1 and material = 'PE'", "in box(112, 35, 114, 37) and not downstream of manhole('M2')"];
        var (understood, asked) = (0, 0);
        for (var i = 0; i < 60_000; i++)
        {
            // Half of them questions with something put in, so that the texts reach inside; half of them words thrown together.
            var text = random.Next(2) == 0 ? whole[random.Next(whole.Length)] : string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)] + (random.Next(3) > 0 ? " " : "")));
            if (random.Next(4) > 0) text = text.Insert(random.Next(text.Length + 1), $" {parts[random.Next(parts.Length)]} ");
            var filter = Filter.Parse(text, out var error);
            Assert.True(filter is null != error is null, text);
            if (error is not null) Assert.InRange(error.Column, 1, text.Length + 1);
            var found = Completer().At(text, random.Next(text.Length + 1));
            Assert.True(0 <= found.Start && found.Start <= found.End && found.End <= text.Length, text);
            if (filter is null) continue;
            understood++;
            var wanted = new QuestionParts().Add(filter.Condition);
            if (wanted.Periods.Any() || new SetFinder(Table, [Compiled]).Prepare(wanted, out error) is not { } prepared) continue;
            new AssetQueryEngine(Table, null, () => Now, prepared).Find(new AssetQuery { Where = filter });
            asked++;
        }
        Assert.True(understood > 500 && asked > 200, $"{understood} understood, {asked} asked: the texts do not reach inside.");
    }

    private static IEnumerable<string> Ask(string text)
    {
        var filter = City.Parse(text);
        var prepared = new SetFinder(Table, [Compiled]).Prepare(new QuestionParts().Add(filter.Condition), out var error);
        Assert.True(prepared is not null, $"{error}");
        var rows = new AssetQueryEngine(Table, null, () => Now, prepared).Find(new AssetQuery { Where = filter, Limit = 1000 }).Rows;
        return rows.Select(r => Keys.First(k => k.Value == Table.KeyOf(r)).Key).Order(StringComparer.Ordinal);
    }

    private static QuestionCompleter Completer() => new(QuantityCatalogue.Default,
        (prefix, kinds) => Source.Nodes.Where(n => (kinds.Count == 0 || kinds.Contains(n.Kind)) && n.LocalId.Contains(prefix, StringComparison.Ordinal)).Select(n => new Completion($"s:{n.LocalId}')", CompletionKind.Asset)), () => ["北城"]);

    private static Network Street()
    {
        var nodes = new List<NetworkNode>();
        var links = new List<NetworkLink>();
        for (var i = 0; i < 10; i++)
            nodes.Add(new NetworkNode { LocalId = $"M{i}", Kind = AssetKind.Manhole, Position = new(113 + i * 0.00111, 36), InvertElevation = 100 - i, FullDepth = 3, Name = i == 3 ? "街口" : i is 7 or 8 ? "同名" : null, Region = i == 4 ? "north" : null });
        nodes.Add(new NetworkNode { LocalId = "P1", Kind = AssetKind.TreatmentPlant, Position = new(113.0111, 36), InvertElevation = 89 });
        nodes.Add(new NetworkNode { LocalId = "B1", Kind = AssetKind.Manhole, Position = new(113.00555, 36.001), InvertElevation = 97, FullDepth = 3 });
        nodes.Add(new NetworkNode { LocalId = "B2", Kind = AssetKind.Manhole, Position = new(113.00555, 36.002), InvertElevation = 98, FullDepth = 3 });
        for (var i = 0; i < 10; i++)
            links.Add(Pipe($"L{i}", i, i + 1, new() { ["yearBuilt"] = i < 5 ? "1985" : "2012-05", ["material"] = i % 2 == 0 ? "HDPE" : "PE", ["owner"] = i < 5 ? "Water" : "roads", ["depth"] = $"{i}" }));
        links.Add(Pipe("K1", 11, 5, []));
        links.Add(Pipe("K2", 12, 11, []));
        return new Network { Name = "s", Title = "Street", Nodes = nodes, Links = links, Regions = [new Region("north", "北城", [new(112.999, 35.999), new(113.005, 35.999), new(113.005, 36.0005), new(112.999, 36.0005)])] };
    }

    private static NetworkLink Pipe(string id, int from, int to, Dictionary<string, string> attributes) =>
        new() { LocalId = id, Kind = AssetKind.PipeSegment, From = from, To = to, Length = 100, Class = PipeClass.Sewer, Section = CrossSection.Circle(0.4), Attributes = attributes };
}
