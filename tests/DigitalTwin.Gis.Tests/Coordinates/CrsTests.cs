using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;

namespace DigitalTwin.Gis.Tests.Coordinates;

public class CrsTests
{
    /// <summary>The central meridian maps to the false easting; a degree of meridian arc on GRS 80 and the pole's quadrant are in every geodesy text.</summary>
    [Theory]
    [InlineData("EPSG:25832", 500000, 0, 9, 0)]
    [InlineData("EPSG:32650", 500000, 4982950.400, 117, 45)]        // 0.9996 × 4,984,944.378 m of meridian to 45°.
    [InlineData("EPSG:4547", 500000, 4984944.378, 114, 45)]
    [InlineData("EPSG:4526", 38500000, 4984944.378, 114, 45)]
    [InlineData("EPSG:4508", 500000, 4984944.378, 111, 45)]
    [InlineData("EPSG:32733", 500000, 5017049.600, 15, -45)]
    [InlineData("EPSG:3857", 111319.49079, 0, 1, 0)]
    [InlineData("EPSG:3857", 20037508.342789, 5621521.486192, 180, 45)]
    [InlineData("EPSG:2154", 700000, 6600000, 3, 46.5)]
    [InlineData("EPSG:3067", 500000, 6651411.190, 27, 60)]
    public void Known_points_land_where_they_must(string code, double x, double y, double longitude, double latitude)
    {
        var crs = CrsCatalogue.Get(code);
        crs.TryToWgs84(x, y, out var position);
        Assert.Equal(longitude, position.Longitude, 7);
        if (y != 0 || latitude == 0) Assert.Equal(latitude, position.Latitude, 7);
    }

    /// <summary>The first node of the plan, off the meridian; the place is known to 0.001°.</summary>
    [Fact]
    public void A_surveyed_point_of_Bellinge_lands_in_Bellinge()
    {
        Assert.True(CrsCatalogue.Get("EPSG:25832").TryToWgs84(586712.670, 6135376.580, out var position));
        Assert.Equal(55.3567, position.Latitude, 3);
        Assert.Equal(10.3682, position.Longitude, 3);
    }

    [Theory]
    [InlineData("EPSG:25832", 10.3, 55.3)]
    [InlineData("EPSG:32650", 118.2, 39.9)]
    [InlineData("EPSG:32733", 17.1, -33.9)]
    [InlineData("EPSG:4547", 113.1, 36.2)]
    [InlineData("EPSG:4526", 114.9, 37.8)]
    [InlineData("EPSG:4497", 112.5, 37.8)]
    [InlineData("EPSG:3857", 112.5, 37.8)]
    [InlineData("EPSG:2154", 2.35, 48.85)]
    [InlineData("EPSG:3089", -84.5, 38.05)]
    [InlineData("EPSG:4490", 112.5, 37.8)]
    [InlineData("LOCAL:112.5,37.8", 112.53, 37.83)]
    public void There_and_back_is_within_a_millimetre(string code, double longitude, double latitude)
    {
        var crs = CrsCatalogue.Get(code);
        var (x, y) = crs.FromWgs84(new Position(longitude, latitude));
        Assert.True(crs.TryToWgs84(x, y, out var back));
        Assert.InRange(Geodesy.Metres(new Position(longitude, latitude), back), 0, 0.001);
    }

    [Fact]
    public void A_local_grid_counts_metres_from_its_origin()
    {
        Assert.True(CrsCatalogue.Get("LOCAL:112.5,37.8").TryToWgs84(1000, 2000, out var p));
        Assert.Equal(2236, Geodesy.Metres(new Position(112.5, 37.8), p), 10.0);
    }

    [Theory]
    [InlineData("EPSG:99999")]
    [InlineData("25832x")]
    [InlineData("")]
    [InlineData("LOCAL:abc")]
    [InlineData("LOCAL:10,95")]
    [InlineData("PROJCS[nonsense")]
    public void An_unknown_name_says_how_to_name_one(string name)
    {
        Assert.Null(CrsCatalogue.Find(name, out var error));
        Assert.Contains("Name one as EPSG:n", error);
    }

    [Fact]
    public void Old_chinese_datums_are_refused_with_the_reason() // EPSG:2384 is Xi'an 1980, 3°, meridian 117°.
    {
        Assert.Null(CrsCatalogue.Find("EPSG:2384", out var error));
        Assert.Contains("not public", error);
    }

    [Theory]
    [InlineData("EPSG:4547", 586712, 6135376)]
    [InlineData("EPSG:4326", 586712, 6135376)]
    [InlineData("EPSG:25832", double.NaN, 0)]
    [InlineData("EPSG:25832", 1e300, -1e300)]
    public void What_lies_outside_the_area_is_told_apart(string code, double x, double y) =>
        Assert.False(CrsCatalogue.Get(code).TryToWgs84(x, y, out _));
}
