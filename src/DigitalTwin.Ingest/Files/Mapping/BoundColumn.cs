using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Files.Mapping;

/// <summary>A quantity, and how the file's unit becomes the quantity's own.</summary>
internal sealed record BoundQuantity(QuantityDefinition Definition, UnitScale Scale, AssetEntry? Asset)
{
    /// <summary>Of the profile, in the canonical unit; NaN where it sets none.</summary>
    public double Minimum { get; init; } = double.NaN;
    public double Maximum { get; init; } = double.NaN;

    public bool IsPlausible(double value) => value >= Definition.Minimum && value <= Definition.Maximum;

    /// <summary>Whether the profile believes it.</summary>
    public bool IsBelieved(double value) => !(value < Minimum) && !(value > Maximum);
}

/// <summary>A column of values of a wide file, found. Indexes count from 0; -1 is none.</summary>
internal sealed record BoundColumn(int Index, string Heading, BoundQuantity Quantity, int Flag);

/// <summary>The columns of a long file, found.</summary>
internal sealed record BoundLong(int Quantity, int Value, int Unit, int Flag);
