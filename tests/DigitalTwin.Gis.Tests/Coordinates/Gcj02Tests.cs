using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Coordinates;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Gis.Tests.Coordinates;

public class Gcj02Tests
{
    [Fact]
    public void The_published_check_pair_is_met()
    {
        var shifted = Gcj02.FromWgs84(new Position(116.359496, 39.909745));
        Assert.Equal(116.36569790916941, shifted.Longitude, 12);
        Assert.Equal(39.911112866392486, shifted.Latitude, 12);
    }

    [Fact]
    public void The_inverse_comes_back_to_a_millimetre() => Prop.ForAll(
        (from lon in Gen.Choose(73_000_000, 137_000_000) from lat in Gen.Choose(2_000_000, 54_000_000) select new Position(lon / 1e6, lat / 1e6)).ToArbitrary(),
        p => Assert.InRange(Geodesy.Metres(p, Gcj02.ToWgs84(Gcj02.FromWgs84(p))), 0, 0.001)).QuickCheckThrowOnFailure();

    [Fact]
    public void There_is_no_shift_in_Denmark()
    {
        var p = new Position(10.3, 55.3);
        Assert.Equal(p, Gcj02.FromWgs84(p));
        Assert.Equal(p, Gcj02.ToWgs84(p));
    }
}
