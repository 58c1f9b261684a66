using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Domain.Tests.Networks.Topology;

/// <summary>Checks a law for many seeds; a failure names the seed.</summary>
internal static class Always
{
    public static void Holds(Action<int> law) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), law).QuickCheckThrowOnFailure();

    /// <summary>With and without inverts known.</summary>
    public static void Holds(Action<int, bool> law) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<bool>(), law).QuickCheckThrowOnFailure();
}
