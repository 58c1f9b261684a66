using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>Geometry and capacity of each link, with what the source lacks repaired so that every number is finite and positive where it must be.</summary>
internal sealed class LinkGeometry
{
    public ConduitKind[] Conduit { get; }
    public float[] Length { get; }
    public float[] FullArea { get; }
    public float[] FullFlow { get; }
    public float[] Height { get; }
    public float[] Roughness { get; }
    public float[] Slope { get; }
    public float[] FromOffset { get; }
    public float[] ToOffset { get; }
    /// <summary>Height above the upper node's invert that water must reach to leave by a conduit: its own offset, or its far end where it rises. m.</summary>
    public float[] Sill { get; }

    public LinkGeometry(Network network, HydraulicSettings settings, int[] nodeOrder, int[] linkOrder, int[] from, int[] to, bool[] reversed)
    {
        var count = linkOrder.Length;
        (Conduit, Length, FullArea, FullFlow) = (new ConduitKind[count], new float[count], new float[count], new float[count]);
        (Height, Roughness, Slope, FromOffset, ToOffset) = (new float[count], new float[count], new float[count], new float[count], new float[count]);
        Sill = new float[count];
        for (var l = 0; l < count; l++)
        {
            var link = network.Links[linkOrder[l]];
            var upper = network.Nodes[nodeOrder[from[l]]];
            var lower = network.Nodes[nodeOrder[to[l]]];
            (FromOffset[l], ToOffset[l]) = reversed[linkOrder[l]] ? (Finite(link.ToOffset), Finite(link.FromOffset)) : (Finite(link.FromOffset), Finite(link.ToOffset));
            Conduit[l] = KindOf(link);
            Sill[l] = Conduit[l] is ConduitKind.Gravity or ConduitKind.OpenChannel ? Math.Max(FromOffset[l], Finite(lower.InvertElevation + ToOffset[l] - upper.InvertElevation)) : FromOffset[l];
            if (Conduit[l] == ConduitKind.Device)
            {
                FullFlow[l] = link.DesignFlow > 0 ? Finite(link.DesignFlow) : (float)settings.DefaultDeviceCapacity;
                continue;
            }
            var section = FullSection.Of(link.Section, network.Curves, settings.DefaultDiameter);
            double length = link.Length > 0 && double.IsFinite(link.Length) ? link.Length : Math.Max(1, Distance(upper.Position, lower.Position));
            var roughness = link.Roughness > 0 && double.IsFinite(link.Roughness) ? link.Roughness : settings.DefaultRoughness;
            var fall = (upper.InvertElevation + FromOffset[l] - lower.InvertElevation - ToOffset[l]) / length;
            // A flat or adverse pipe still flows, by the head that builds up before it; NaN fails the comparison and lands here too.
            var slope = fall > settings.MinimumSlope ? Math.Min(fall, 1) : settings.MinimumSlope;
            Length[l] = (float)length;
            FullArea[l] = (float)section.Area;
            Height[l] = (float)section.Height;
            Roughness[l] = (float)roughness;
            Slope[l] = (float)slope;
            FullFlow[l] = (float)(Conduit[l] == ConduitKind.Pressurised
                ? section.Area * 1.0 // At 1 m/s, a usual design speed of mains; only its proportion to other exits matters.
                : Math.Min(section.Velocity(roughness, slope), settings.MaximumVelocity) * section.Area);
        }
    }

    private static ConduitKind KindOf(NetworkLink link) => link.Kind switch
    {
        AssetKind.RiverSection => ConduitKind.OpenChannel,
        AssetKind.PipeSegment when link.IsPressurised => ConduitKind.Pressurised,
        AssetKind.PipeSegment when link.Section.Shape is SectionShape.RectangularOpen or SectionShape.Trapezoidal => ConduitKind.OpenChannel,
        AssetKind.PipeSegment => ConduitKind.Gravity,
        _ => ConduitKind.Device,
    };

    private static float Finite(double value) => double.IsFinite(value) ? (float)value : 0;

    /// <summary>m over the ground, on a sphere; good to 0.5 %.</summary>
    private static double Distance(Position a, Position b)
    {
        const double metresPerDegree = 111_195;
        var x = (b.Longitude - a.Longitude) * Math.Cos((a.Latitude + b.Latitude) / 2 * Math.PI / 180);
        var y = b.Latitude - a.Latitude;
        var distance = Math.Sqrt(x * x + y * y) * metresPerDegree;
        return double.IsFinite(distance) ? distance : 0;
    }
}
