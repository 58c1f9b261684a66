using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

/// <summary>Cross-sections of links. Equal ones become one object when read: a city has few kinds of pipe.</summary>
internal static class SectionColumns
{
    public static void Write(ColumnWriter to, IReadOnlyList<NetworkLink> links)
    {
        to.Integers("section.shape", links, l => (byte)l.Section.Shape);
        to.Doubles("section.height", links, l => l.Section.Height);
        to.Doubles("section.width", links, l => l.Section.Width);
        to.Doubles("section.slope1", links, l => l.Section.SideSlope1);
        to.Doubles("section.slope2", links, l => l.Section.SideSlope2);
        to.Names("section.curve", links, l => l.Section.Curve);
        to.Integers("section.barrels", links, l => l.Section.Barrels);
    }

    public static CrossSection[] Read(ColumnReader from, int count)
    {
        var shapes = from.Integers("section.shape", count);
        var heights = from.Doubles("section.height", count);
        var widths = from.Doubles("section.width", count);
        var (slopes1, slopes2) = (from.Doubles("section.slope1", count), from.Doubles("section.slope2", count));
        var curves = from.Names("section.curve", count);
        var barrels = from.Integers("section.barrels", count);

        var shared = new Dictionary<CrossSection, CrossSection>();
        var sections = new CrossSection[count];
        for (var i = 0; i < count; i++)
        {
            var section = new CrossSection((SectionShape)shapes[i], heights[i], widths[i], slopes1[i], slopes2[i], curves[i], (int)barrels[i]);
            if (!shared.TryGetValue(section, out var same)) shared.Add(section, same = section);
            sections[i] = same;
        }
        return sections;
    }
}
