using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Storage.History;

/// <summary>Settles the order of points of one series, and which of several versions of one time counts.</summary>
internal static class SeriesVersions
{
    /// <summary>Sorts by <c>at</c>, then <c>knownAt</c>; equal ones keep the order in which they were appended.</summary>
    public static void Sort(List<SeriesPoint> points)
    {
        if (IsSorted(points)) return;
        var ordered = points.OrderBy(p => p.At).ThenBy(p => p.KnownAt).ToArray(); // OrderBy is stable, List.Sort is not.
        ordered.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points));
    }

    /// <summary>Of sorted points the newest version of each time, oldest time first, at most <paramref name="limit"/>. Versions that only repeat it count as its first.</summary>
    public static List<KnownReading> Newest(List<SeriesPoint> sorted, AssetKey asset, Quantity quantity, int limit)
    {
        var newest = new List<KnownReading>(Math.Min(limit, sorted.Count));
        for (var i = 0; i < sorted.Count && newest.Count < limit; i++)
            if (i + 1 == sorted.Count || sorted[i + 1].At != sorted[i].At)
                newest.Add(sorted[FirstOfRepeated(sorted, i)].ToReading(asset, quantity));
        return newest;
    }

    /// <summary>Where the run of equal versions begins that ends at <paramref name="last"/>.</summary>
    public static int FirstOfRepeated(List<SeriesPoint> sorted, int last)
    {
        while (last > 0 && sorted[last].Repeats(sorted[last - 1])) last--;
        return last;
    }

    private static bool IsSorted(List<SeriesPoint> points)
    {
        for (var i = 1; i < points.Count; i++)
            if (points[i].At < points[i - 1].At || (points[i].At == points[i - 1].At && points[i].KnownAt < points[i - 1].KnownAt))
                return false;
        return true;
    }
}
