using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Map;

namespace DigitalTwin.Grains.Tests.Map;

public class MapFacesTests
{
    private static readonly AssetProfile Manhole = new(new AssetKey(1), AssetKind.Manhole, CrownDepth: 0.5f, FullDepth: 3);

    [Fact]
    public void A_manhole_shows_its_level_and_how_full_it_is()
    {
        var face = MapFaces.Of(Manhole, [Reading(Quantity.Level, 1.5), Reading(Quantity.Flow, 0.2)], WarningLevel.Yellow, isStale: false);
        Assert.Equal(new MapFace(2, Quantity.Level.Code, 1.5, 500), face);
    }

    [Fact]
    public void A_pipe_shows_its_flow() =>
        Assert.Equal(Quantity.Flow.Code, MapFaces.Of(new AssetProfile(new AssetKey(1), AssetKind.PipeSegment), [Reading(Quantity.Level, 1), Reading(Quantity.Flow, 2)], 0, false).Quantity);

    [Fact]
    public void What_is_wrong_goes_before_what_is_usual() =>
        Assert.Equal(Quantity.Cod.Code, MapFaces.Of(Manhole, [Reading(Quantity.Level, 1), Reading(Quantity.Cod, 900)], WarningLevel.Red, false, Quantity.Cod).Quantity);

    [Fact]
    public void Stale_and_estimated_are_bits_beside_the_level()
    {
        var face = MapFaces.Of(Manhole, [Reading(Quantity.Level, 1, Provenance.Estimated)], WarningLevel.Red, isStale: true);
        Assert.Equal(4 | 8 | 16, face.State);
    }

    [Fact]
    public void Without_a_depth_or_a_level_there_is_no_fill()
    {
        Assert.Equal(-1, MapFaces.Of(new AssetProfile(new AssetKey(1), AssetKind.Outfall), [Reading(Quantity.Level, 1)], 0, false).Fill);
        Assert.Equal(-1, MapFaces.Of(Manhole, [Reading(Quantity.Flow, 1)], 0, false).Fill);
        Assert.Equal(-1, MapFaces.Of(Manhole, [], 0, false).Fill);
    }

    [Fact]
    public void Fill_stays_within_what_a_gauge_can_show() =>
        Assert.Equal([0, 2000], new[] { -1.0, 100 }.Select(level => (int)MapFaces.Of(Manhole, [Reading(Quantity.Level, level)], 0, false).Fill));

    private static LiveReading Reading(Quantity quantity, double value, Provenance provenance = Provenance.Measured) => new(new Instant(1), value, quantity, Quality.Good, provenance);
}
