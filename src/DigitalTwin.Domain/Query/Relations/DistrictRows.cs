using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Relations;

/// <summary>Which rows belong to a district: by what their source says, and where that says nothing by the district's boundary.</summary>
internal sealed class DistrictRows(AssetTable table, IReadOnlyList<CompiledNetwork> networks)
{
    /// <exception cref="FilterException">No district is called so.</exception>
    public void Add(InDistrict district, RowSet rows)
    {
        Region[] regions = [.. networks.SelectMany(n => n.Source.Regions).Where(r => IsNamed(r.Id) || IsNamed(r.Name))];
        var wanted = table.Region.Names.Select((name, code) => code > 0 && (IsNamed(name) || regions.Any(r => r.Id == name || r.Name == name))).ToArray();
        if (regions.Length == 0 && !wanted.Contains(true))
        {
            var known = networks.SelectMany(n => n.Source.Regions).Select(r => r.Name).Concat(table.Region.Names.Skip(1)).Distinct().Take(12);
            throw new FilterException(district.Column, $"No district '{district.Name}' is known; expected one such as {string.Join(", ", known)}.");
        }
        var codes = table.Region.Codes;
        for (var row = 0; row < table.Count; row++)
            if (codes[row] > 0 ? wanted[codes[row]] : regions.Any(r => Holds(r.Boundary, table.PositionOf(row)))) rows.Add(row);

        bool IsNamed(string name) => name.Equals(district.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>By the number of edges that a ray to the east crosses.</summary>
    private static bool Holds(IReadOnlyList<Position> boundary, Position place)
    {
        var inside = false;
        for (int i = 0, j = boundary.Count - 1; i < boundary.Count; j = i++)
        {
            var (a, b) = (boundary[i], boundary[j]);
            if (a.Latitude > place.Latitude != b.Latitude > place.Latitude
                && place.Longitude < (b.Longitude - a.Longitude) * (place.Latitude - a.Latitude) / (b.Latitude - a.Latitude) + a.Longitude) inside = !inside;
        }
        return inside;
    }
}
