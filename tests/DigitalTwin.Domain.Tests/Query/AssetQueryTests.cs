using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Query;
using DigitalTwin.Domain.Query.Table;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Tests.Query;

public class AssetQueryTests
{
    private static readonly City Town = new(21, 3000);

    [Theory]
    [InlineData("112,37,112.4,37.5")]
    [InlineData("112.1,37.1,112.2,37.15")]
    [InlineData("112.1,37,112.1,37.5")]
    [InlineData("0,0,1,1")]
    public void A_box_finds_what_lies_in_it(string bbox)
    {
        var query = Read(new AssetQueryParameters { Bbox = bbox });
        var box = query.Within!.Value;
        Assert.Equal(Town.Expected(r => box.Contains(r.Asset.Position.Longitude, r.Asset.Position.Latitude)), Town.Keys(query));
    }

    [Fact]
    public void All_parts_must_hold()
    {
        var query = Read(new AssetQueryParameters { Kind = "pumpStation,weir", Region = "d1", Catchment = "net:O2", Where = "diameter > 0.2", Q = "n0" });
        Assert.Equal(Town.Expected(r => r.Asset is { Kind: AssetKind.PumpStation or AssetKind.Weir, Region: "d1", Catchment: "net:O2", Diameter: > 0.2 } && r.Asset.Id.Contains("N0")), Town.Keys(query));
        Assert.NotEmpty(Town.Keys(query));
    }

    [Fact]
    public void A_search_takes_its_signs_as_they_are()
    {
        Assert.Equal(Town.Expected(r => r.Asset.Name == "Pump %1"), Town.Keys(new AssetQuery { Search = "%1" }));
        Assert.Equal(Town.Expected(r => r.Asset.Name == "a_b"), Town.Keys(new AssetQuery { Search = "A_B" }));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("112.2,37.2", null, null)]
    [InlineData("112.2,37.2,9000", null, null)]
    [InlineData("0,0", null, null)]
    [InlineData(null, "level", null)]
    [InlineData(null, "-fill", null)]
    [InlineData("112.2,37.2", null, "level > 1")]
    [InlineData(null, "-length", "stale")]
    public void Pages_join_to_the_whole_without_gap_or_double(string? near, string? order, string? where)
    {
        var query = Read(new AssetQueryParameters { Near = near, Order = order, Where = where });
        var whole = Town.Engine.Find(query with { Limit = AssetQuery.HighestLimit });
        Assert.Null(whole.Next);
        if (query.WithinMetres is null) Assert.Equal(Town.Engine.Count(query), whole.Rows.Count);
        var joined = new List<int>();
        for (string? cursor = null; ;)
        {
            var page = Town.Engine.Find(query with { Limit = 97, Cursor = cursor });
            joined.AddRange(page.Rows);
            if ((cursor = page.Next) is null) break;
            Assert.Equal(97, page.Rows.Count);
        }
        Assert.Equal(whole.Rows, joined);
    }

    [Fact]
    public void Nearest_come_first_with_their_distance()
    {
        var here = new Position(112.2, 37.2);
        var page = Town.Engine.Find(new AssetQuery { Near = here, WithinMetres = 9000, Limit = 10_000 });
        Assert.Equal(page.DistancesMetres.Order(), page.DistancesMetres);
        double Metres(City.Row r)
        {
            var (east, north) = ((r.Asset.Position.Longitude - here.Longitude) * Math.Cos(here.Latitude * Math.PI / 180), r.Asset.Position.Latitude - here.Latitude);
            return 111_195.08 * Math.Sqrt(east * east + north * north);
        }
        Assert.Equal(Town.Rows.Count(r => Metres(r) <= 9000), page.Rows.Count);
        var nearest = Town.Rows.MinBy(Metres)!;
        Assert.Equal(Metres(nearest), page.DistancesMetres[0], 0.01);
    }

    [Fact]
    public void The_largest_come_first_and_unknown_ones_last()
    {
        var page = Town.Engine.Find(Read(new AssetQueryParameters { Order = "-level/full", Limit = "10000" }));
        var expected = Town.Rows.OrderBy(r => double.IsNaN(r.Level / r.Full) ? double.PositiveInfinity : -(r.Level / r.Full)).ThenBy(r => r.Asset.Key.Value).Select(r => r.Asset.Key.Value);
        Assert.Equal(expected, page.Rows.Select(r => Town.Table.KeyOf(r).Value));
    }

    [Fact]
    public void A_cursor_goes_on_in_a_table_that_has_grown()
    {
        var old = new City(5, 300);
        var query = new AssetQuery { Limit = 100 };
        var page = old.Engine.Find(query);
        var builder = new AssetTableBuilder();
        foreach (var row in old.Rows) builder.Add(row.Asset);
        for (var i = 0; i < 500; i++) builder.Add(old.Rows[i % 300].Asset with { Key = new AssetKey(10_000 + i), Position = new Position(112 + i / 1200.0, 37.1) });
        var grown = new AssetQueryEngine(builder.Build(), null, () => City.Now);
        var rest = new List<int>();
        var table = builder.Build();
        for (var cursor = page.Next; cursor is not null;)
        {
            var next = grown.Find(query with { Cursor = cursor });
            rest.AddRange(next.Rows.Select(r => table.KeyOf(r).Value));
            cursor = next.Next;
        }
        var seen = page.Rows.Select(r => old.Table.KeyOf(r).Value).Concat(rest.Where(k => k < 10_000)).ToArray();
        Assert.Equal(old.Rows.Select(r => r.Asset.Key.Value).Order(), seen.Order());
    }

    [Fact]
    public void Groups_add_up()
    {
        var groups = Town.Engine.Group(new AssetQuery { Where = City.Parse("class != unknown") }, GroupField.Kind, Filter.ParseNumber("length", out _));
        Assert.Equal(Town.Rows.Where(r => r.Asset.Class != PipeClass.Unknown).CountBy(r => r.Asset.Kind.WireName()).OrderBy(p => p.Key, StringComparer.Ordinal), groups.Select(g => KeyValuePair.Create(g.Name, g.Count)));
        var pipes = Town.Rows.Where(r => r.Asset.Class != PipeClass.Unknown && r.Asset.Kind == AssetKind.PipeSegment && r.Asset.Length > 0).Select(r => r.Asset.Length).ToArray();
        var group = groups.Single(g => g.Name == "pipeSegment");
        Assert.Equal((pipes.Length, pipes.Min(), pipes.Max()), (group.Known, group.Least, group.Most));
        Assert.Equal(pipes.Sum(), group.Sum, 6);
        Assert.Equal(Town.Rows.CountBy(r => r.Asset.Catchment ?? "").OrderBy(p => p.Key, StringComparer.Ordinal), Town.Engine.Group(new AssetQuery(), GroupField.Catchment).Select(g => KeyValuePair.Create(g.Name, g.Count)));
        Assert.Equal(["blue", "none", "orange", "red", "yellow"], Town.Engine.Group(new AssetQuery(), GroupField.State).Select(g => g.Name));
    }

    [Fact]
    public void Every_wrong_parameter_is_named()
    {
        Assert.Null(new AssetQueryParameters { Kind = "castle", Bbox = "1,2,3", Near = "200,0", Where = "level >", Limit = "0", Order = "name", Cursor = "abc" }.Read(out var errors));
        Assert.Equal(["bbox", "cursor", "kind", "limit", "near", "order", "where"], errors.Select(e => e.Parameter).Order());
        Assert.Contains("column 8", errors.Single(e => e.Parameter == "where").Message);
    }

    [Fact]
    public void A_cursor_of_another_question_is_refused()
    {
        var page = Town.Engine.Find(new AssetQuery { Limit = 5 });
        Assert.Throws<ArgumentException>(() => Town.Engine.Find(new AssetQuery { Limit = 5, Region = "d1", Cursor = page.Next }));
        Assert.Null(new AssetQueryParameters { Cursor = page.Next, Region = "d1" }.Read(out var errors));
        Assert.Equal("cursor", Assert.Single(errors).Parameter);
        Assert.NotNull(new AssetQueryParameters { Cursor = page.Next }.Read(out _));
    }

    [Fact]
    public void A_wet_wells_level_is_its_pump_stations_level()
    {
        var network = new Network
        {
            Name = "net", Title = "Net",
            Nodes = [new() { LocalId = "well", Kind = AssetKind.Manhole, Position = new(112, 37), FullDepth = 4 }, new() { LocalId = "out", Kind = AssetKind.Outfall, Position = new(112.01, 37) }],
            Links = [new() { LocalId = "pump", Kind = AssetKind.PumpStation, From = 0, To = 1 }, new() { LocalId = "pipe", Kind = AssetKind.PipeSegment, From = 0, To = 1, Length = 900, Section = CrossSection.Circle(0.5), Vertices = [new(112.002, 37.5)] }],
            Points = [new() { LocalId = "rain", Kind = AssetKind.RainGauge, Position = new(112, 37) }, new() { LocalId = "unregistered", Kind = AssetKind.RainGauge, Position = new(112, 37) }],
        };
        string[] ids = ["", "well", "out", "pump", "pipe", "rain"];
        var table = new AssetTableBuilder().Add(network, id => new AssetKey(Math.Max(0, Array.IndexOf(ids, id)))).Build();
        var live = new LiveColumns(table);
        Assert.True(live.Set(new AssetKey(1), Quantity.Level, 3.5, City.Now));
        Assert.False(live.Set(new AssetKey(77), Quantity.Level, 3.5, City.Now));
        var engine = new AssetQueryEngine(table, live, () => City.Now);
        var found = engine.Find(new AssetQuery { Where = City.Parse("level > 0.8*full and kind = pumpStation") });
        Assert.Equal(3, table.KeyOf(Assert.Single(found.Rows)).Value);
        Assert.Equal(new Position(112.002, 37.5), table.PositionOf(table.RowOf(new AssetKey(4))));
        Assert.Equal(5, table.Count);
    }

    private static AssetQuery Read(AssetQueryParameters parameters)
    {
        var query = parameters.Read(out var errors);
        Assert.True(query is not null, string.Join("; ", errors));
        return query;
    }
}
