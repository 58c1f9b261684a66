namespace Orleans.Runtime;

/// <summary>Base of the generated proxies: what <see cref="IGrainFactory"/> returns is one of these.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    public abstract GrainId GrainId { get; }

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";
}
