using System.Globalization;

namespace DigitalTwin.Gis.GeoJson;

/// <summary>Ids of features: the id property; else the feature's own id where all of the group have one and it is unique; else prefix and number.</summary>
internal sealed class GeoJsonIds(GeoJsonFeature[] group, GeoJsonMapping mapping, string prefix)
{
    private readonly bool _ownIdsAreUnique = group.Select(f => f.OwnId).ToArray() is var own && own.All(id => id is { Length: > 0 }) && own.Distinct().Count() == own.Length;

    public string Of(GeoJsonFeature f) =>
        f.Text(mapping.Id) ?? (_ownIdsAreUnique ? f.OwnId! : prefix + f.Number.ToString(CultureInfo.InvariantCulture));
}
