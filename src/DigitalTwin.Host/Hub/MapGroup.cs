using System.Globalization;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Hub;

/// <summary>Viewers who see the same part of a network and so get the same bytes. Guarded by its <see cref="MapGroups"/>.</summary>
internal sealed class MapGroup(string name)
{
    public string Name { get; } = name;
    public HashSet<Viewer> Viewers { get; } = [];

    /// <summary>Counts batches of changes; a viewer who missed one sees the gap.</summary>
    public long Sequence { get; set; }

    public static string CellName(string network, MapCell cell) => string.Create(CultureInfo.InvariantCulture, $"{network}/{cell.X},{cell.Y}");

    /// <summary>The group of those who see too much at once for every value: it gets changes of state, and the values of landmarks.</summary>
    public static string OverviewName(string network) => $"{network}/overview";
}
