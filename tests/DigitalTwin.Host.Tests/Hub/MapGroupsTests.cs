using DigitalTwin.Host.Configuration;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Live;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Tests.Hub;

public class MapGroupsTests
{
    private static readonly MapExtent City = new(0, "city", new MapBounds(113, 36, 114.5, 36.7), 100_000);
    private readonly MapGroups _groups = new(Options.Create(new TwinOptions()));

    [Fact]
    public void Whatever_a_viewer_sees_is_pushed_to_it_by_few_groups()
    {
        var views = Gen.Choose(0, 1500).Zip(Gen.Choose(0, 700)).Zip(Gen.Choose(1, 1500).Zip(Gen.Choose(1, 700)))
            .Select(p => new MapBounds(113 + p.Item1.Item1 / 1000.0, 36 + p.Item1.Item2 / 1000.0, 113 + (p.Item1.Item1 + p.Item2.Item1) / 1000.0, 36 + (p.Item1.Item2 + p.Item2.Item2) / 1000.0));
        var viewer = Viewer();
        Prop.ForAll(Arb.From(views.Zip(Gen.Choose(0, 1000).Zip(Gen.Choose(0, 1000)))), sample =>
        {
            var (view, (right, up)) = sample;
            var seen = _groups.See(viewer, City, view, 15);
            var visible = view.Within(City.Bounds);
            if (!visible.IsBox) return true;
            var place = new MapPlace(0, MapCell.At(visible.West + (visible.East - visible.West) * right / 1000, visible.South + (visible.North - visible.South) * up / 1000), false);
            var watching = new List<MapGroup>();
            _groups.Watching(place, stateChanged: false, watching);
            return seen.Length <= MapGroups.MaxCells && watching.Count(g => g.Viewers.Contains(viewer)) == 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Far_out_over_a_large_city_only_states_and_landmarks_are_pushed()
    {
        Assert.Equal(["city/overview"], _groups.See(Viewer(), City, City.Bounds, 9).Select(g => g.Group));
        Assert.Equal([0, 1, 1], new[] { (false, false), (true, false), (false, true) }.Select(c =>
        {
            var watching = new List<MapGroup>();
            _groups.Watching(new MapPlace(0, MapCell.At(113.5, 36.5), c.Item1), c.Item2, watching);
            return watching.Count;
        }));
    }

    [Fact]
    public void A_viewer_that_looks_elsewhere_or_leaves_hears_no_more_of_it()
    {
        var viewer = Viewer();
        _groups.See(viewer, City, new MapBounds(113.1, 36.1, 113.11, 36.11), 16);
        Assert.True(Hears(viewer, 113.105, 36.105));
        _groups.See(viewer, City, new MapBounds(114.1, 36.1, 114.11, 36.11), 16);
        Assert.False(Hears(viewer, 113.105, 36.105));
        Assert.True(Hears(viewer, 114.105, 36.105));
        _groups.Leave(viewer);
        Assert.False(Hears(viewer, 114.105, 36.105));
        Assert.Empty(_groups.SeenBy(viewer));
    }

    [Fact]
    public void A_groups_count_goes_on_when_a_viewer_comes_back()
    {
        var (viewer, view) = (Viewer(), new MapBounds(113.1, 36.1, 113.101, 36.101));
        _groups.See(viewer, City, view, 16);
        var watching = new List<MapGroup>();
        _groups.Watching(new MapPlace(0, MapCell.At(113.1005, 36.1005), false), false, watching);
        _groups.Advance(watching[0]);
        _groups.Leave(viewer);
        Assert.Contains((watching[0].Name, 1L), _groups.See(viewer, City, view, 16));
    }

    private bool Hears(Viewer viewer, double longitude, double latitude)
    {
        var watching = new List<MapGroup>();
        _groups.Watching(new MapPlace(0, MapCell.At(longitude, latitude), false), false, watching);
        return watching.Any(g => g.Viewers.Contains(viewer));
    }

    private static Viewer Viewer() => new(new HubConnectionContext(new DefaultConnectionContext(), new HubConnectionContextOptions(), NullLoggerFactory.Instance), _ => [], NullLogger.Instance);
}
