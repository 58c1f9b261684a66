using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity of a grain, asked of the grain itself or of a reference to it.</summary>
public static class GrainExtensions
{
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        null => throw new ArgumentNullException(nameof(grain)),
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain that the runtime has activated nor a reference.", nameof(grain)),
    };

    /// <summary>A reference to the grain, seen through the interface; how a grain hands itself to others.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => (TGrainInterface)(grain switch
    {
        null => throw new ArgumentNullException(nameof(grain)),
        GrainReference reference => reference.Cast(typeof(TGrainInterface)),
        IGrainBase { GrainContext: { } context } => context.GrainReference.Cast(typeof(TGrainInterface)),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain that the runtime has activated nor a reference.", nameof(grain)),
    });

    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    public static long GetPrimaryKeyLong(this IAddressable grain)
    {
        var id = grain.GetGrainId();
        return long.TryParse(id.Key.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new InvalidOperationException($"The key of grain {id} is not an integer.");
    }

    public static Guid GetPrimaryKey(this IAddressable grain)
    {
        var id = grain.GetGrainId();
        return Guid.TryParseExact(id.Key.ToString(), "N", out var key)
            ? key
            : throw new InvalidOperationException($"The key of grain {id} is not a GUID.");
    }
}
