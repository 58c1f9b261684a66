namespace DigitalTwin.Domain.Query;

/// <summary>Fields by which assets can be grouped.</summary>
public enum GroupField : byte { Kind, Class, State, Network, Region, Catchment, Material, Decade }

/// <summary>One group. Sum, least and most are over the assets whose measure is known, <see cref="Known"/> in number; NaN for none.</summary>
/// <param name="Name">As in filters; empty for assets that have no region or catchment.</param>
public sealed record AssetGroup(string Name, int Count, int Known, double Sum, double Least, double Most)
{
    public double Mean => Known > 0 ? Sum / Known : double.NaN;
}
