using System.Runtime.Intrinsics;
using DigitalTwin.Domain.Hydraulics.Sections;

namespace DigitalTwin.Domain.Hydraulics.Routing;

[Flags]
internal enum PipeTraits : ushort
{
    None = 0,
    /// <summary>The end lies above its node's bottom.</summary>
    FromOffset = 1,
    ToOffset = 2,
    /// <summary>A drowned end lends its node no surface.</summary>
    FromFades = 4,
    ToFades = 8,
    FromIsEnd = 16,
    ToIsEnd = 32,
    HasLosses = 64,
    IsClosed = 128,
    /// <summary>A gate lets no water pass downhill.</summary>
    ShutsForward = 256,
    ShutsBackward = 512,
}

/// <summary>All that one conduit's momentum equation asks for, side by side: a look at a pipe is a look at one place of memory.</summary>
internal struct Pipe
{
    /// <summary>m, a film: SWMM's 0.0001 ft.</summary>
    public const double Thin = 3.048e-5;
    private const double G = HydraulicModelBuilder.Gravity;

    public int From, To, Row;
    public PipeTraits Traits;
    public double Length, Height, Barrels, FromInvert, ToInvert, FromBed, ToBed, PerDepth, Friction, Uniform, UniformMost, CriticalMost, EntryLoss, ExitLoss, MeanLoss, FlowLimit;
    /// <summary>From a row of the section's table to m², m, m^(4/3) and m³/s of uniform flow.</summary>
    public Vector256<double> Scale;
    public double[] Normal, Critical;

    public Pipe(HydraulicModel model, RoutingOptions options, int i)
    {
        var section = model.Sections[model.Section[i]];
        (From, To, Row) = (model.From[i], model.To[i], model.Section[i] * (SectionTable.Intervals + 2) * SectionTable.Columns);
        (Length, Height, Barrels) = (model.Length[i], model.Height[i], model.Barrels[i]);
        (FromInvert, ToInvert, FromBed, ToBed) = (model.FromInvert[i], model.ToInvert[i], model.Invert[From], model.Invert[To]);
        PerDepth = SectionTable.Intervals / Height;
        Friction = model.Friction[i];
        Uniform = model.UniformFactor[i] * Math.Pow(Height, 8.0 / 3);
        UniformMost = Uniform * section.GreatestSectionFactor;
        CriticalMost = Math.Sqrt(G) * Math.Pow(Height, 2.5) * section.GreatestCriticalFactor;
        Scale = Vector256.Create(Height * Height, Height, Math.Pow(Height, 4.0 / 3), Uniform);
        (EntryLoss, ExitLoss, MeanLoss, FlowLimit) = (model.EntryLoss[i], model.ExitLoss[i], model.MeanLoss[i], model.FlowLimit[i]);
        (Normal, Critical) = (section.NormalDepth, section.CriticalDepth);
        bool fromEnd = model.Role[From] == NodeRole.Outfall, toEnd = model.Role[To] == NodeRole.Outfall, isGated = model.FlapGate[i], isDrawnDownhill = model.Direction[i] > 0;
        Traits = If(FromInvert > FromBed + 1e-9, PipeTraits.FromOffset) | If(ToInvert > ToBed + 1e-9, PipeTraits.ToOffset)
            | If(Fades(model, options, section, From, FromInvert), PipeTraits.FromFades) | If(Fades(model, options, section, To, ToInvert), PipeTraits.ToFades)
            | If(fromEnd, PipeTraits.FromIsEnd) | If(toEnd, PipeTraits.ToIsEnd) | If(EntryLoss + ExitLoss + MeanLoss > 0, PipeTraits.HasLosses) | If(section.IsClosed, PipeTraits.IsClosed)
            | If((isGated && !isDrawnDownhill) || (fromEnd && model.OutfallGate[From]), PipeTraits.ShutsForward)
            | If((isGated && isDrawnDownhill) || (toEnd && model.OutfallGate[To]), PipeTraits.ShutsBackward);
    }

    public readonly bool Has(PipeTraits any) => (Traits & any) != 0;

    /// <summary>Depth of uniform flow, m.</summary>
    public readonly double NormalDepth(double flow) => Inverse(Normal, Math.Abs(flow), UniformMost) * Height;

    /// <summary>Depth of critical flow, m.</summary>
    public readonly double CriticalDepth(double flow) => Inverse(Critical, Math.Abs(flow), CriticalMost) * Height;

    /// <summary>Whether water from this end falls free into its node.</summary>
    public readonly bool FallsFrom(double depth) => Has(PipeTraits.FromOffset) && (!Has(PipeTraits.FromIsEnd) || FromInvert - FromBed > depth);

    public readonly bool FallsTo(double depth) => Has(PipeTraits.ToOffset) && (!Has(PipeTraits.ToIsEnd) || ToInvert - ToBed > depth);

    private static PipeTraits If(bool holds, PipeTraits trait) => holds ? trait : PipeTraits.None;

    private static double Inverse(double[] depths, double flow, double most)
    {
        if (!(flow > 0)) return 0;
        var t = Math.Sqrt(Math.Min(1, flow / most)) * SectionTable.InverseIntervals;
        var k = (int)t;
        return depths[k] + (t - k) * (depths[k + 1] - depths[k]);
    }

    /// <summary>A drowned end has no surface to lend. Where the whole node drowns with it, <see cref="NodeVolumes"/> sees to that.</summary>
    private readonly bool Fades(HydraulicModel model, RoutingOptions options, SectionTable section, int node, double invert) =>
        section.IsClosed && (model.Role[node] == NodeRole.Storage ? !options.DrownedEndsWidenTanks : model.CrownDepth[node] > invert + Height - model.Invert[node] + 1e-3);
}
