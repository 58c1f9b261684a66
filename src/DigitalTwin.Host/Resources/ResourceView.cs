using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Resources;

namespace DigitalTwin.Host.Resources;

internal sealed record ResourceView(string Id, int Version, ResourceKind Kind, string Name, string Department, string[] Regions, ResourceState State, double[]? Position, string? PositionAt, bool IsTracked, double? SpeedKmh, int? Heading,
    double? Capacity, string? Contact, string? Terminal, string? Incident, string? Task, string? Note, double? DistanceM)
{
    /// <param name="last">Where its terminal was last; null for none.</param>
    public static ResourceView Of(Resource r, TrackPoint? last, double? metres)
    {
        var isNewer = last is { } point && point.At >= (r.PositionAt ?? 0);
        var (place, at) = isNewer ? (last!.Value.Position, last.Value.At) : (r.Position, r.PositionAt);
        return new(r.Id, r.Version, r.Kind, r.Name, r.Department, r.Regions, r.State, place is { } p ? [p.Longitude, p.Latitude] : null, at is { } ms ? new Instant(ms).ToString() : null, r.Terminal is not null,
            isNewer ? last!.Value.SpeedKmh : null, isNewer ? last!.Value.Heading : null, r.Capacity, r.Contact, r.Terminal, r.Incident, r.Task, r.Note, metres is { } m ? Math.Round(m) : null);
    }
}
