using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

internal static class AreaColumns
{
    public static void Write(ColumnWriter to, IReadOnlyList<Subcatchment> subcatchments, IReadOnlyList<Region> regions)
    {
        to.Texts("subcatchment.id", subcatchments, s => s.LocalId);
        to.Texts("subcatchment.outlet", subcatchments, s => s.Outlet);
        to.Names("subcatchment.gauge", subcatchments, s => s.RainGauge);
        to.Doubles("subcatchment.area", subcatchments, s => s.Area);
        to.Doubles("subcatchment.impervious", subcatchments, s => s.PercentImpervious);
        to.Doubles("subcatchment.width", subcatchments, s => s.Width);
        to.Doubles("subcatchment.slope", subcatchments, s => s.Slope);
        PositionColumns.Write(to, "subcatchment.boundary", subcatchments, s => s.Boundary);
        AttributeColumns.Write(to, "subcatchment.parameter", subcatchments, s => s.Parameters);

        to.Texts("region.id", regions, r => r.Id);
        to.Texts("region.name", regions, r => r.Name);
        PositionColumns.Write(to, "region.boundary", regions, r => r.Boundary);
    }

    public static Subcatchment[] ReadSubcatchments(ColumnReader from)
    {
        var count = from.Count("subcatchment.id");
        var ids = from.Texts("subcatchment.id", count);
        var outlets = from.Texts("subcatchment.outlet", count);
        var gauges = from.Names("subcatchment.gauge", count);
        var areas = from.Doubles("subcatchment.area", count);
        var impervious = from.Doubles("subcatchment.impervious", count);
        var widths = from.Doubles("subcatchment.width", count);
        var slopes = from.Doubles("subcatchment.slope", count);
        var boundaries = PositionColumns.Read(from, "subcatchment.boundary", count);
        var parameters = AttributeColumns.Read(from, "subcatchment.parameter", count);

        var subcatchments = new Subcatchment[count];
        for (var i = 0; i < count; i++)
            subcatchments[i] = new Subcatchment
            {
                LocalId = ids[i]!,
                Outlet = outlets[i]!,
                RainGauge = gauges[i],
                Area = areas[i],
                PercentImpervious = impervious[i],
                Width = widths[i],
                Slope = slopes[i],
                Boundary = boundaries[i],
                Parameters = parameters[i],
            };
        return subcatchments;
    }

    public static Region[] ReadRegions(ColumnReader from)
    {
        var count = from.Count("region.id");
        var (ids, names) = (from.Texts("region.id", count), from.Texts("region.name", count));
        var boundaries = PositionColumns.Read(from, "region.boundary", count);
        return [.. Enumerable.Range(0, count).Select(i => new Region(ids[i]!, names[i]!, boundaries[i]))];
    }
}
