using DigitalTwin.Domain.Hydraulics;

namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>How pipes that leave one node share its water: there is one level before them all.</summary>
internal static class ExitLevel
{
    private const int Halvings = 40;

    /// <summary>Replaces the capacities of the pipes that start at <paramref name="first"/> (0 for one that takes no part) by what each carries of a flow.</summary>
    /// <remarks>
    /// Each pipe carries the Manning flow of the depth before it, so one that lies a hand's breadth higher gets none of a trickle. Unchanged where a
    /// device takes part, whose head is not known here, or where the flow is 0 or more than all can carry.
    /// </remarks>
    public static void Share(LinkGeometry geometry, int first, Span<double> taken, double flow)
    {
        double low = double.MaxValue, high = 0, all = 0;
        for (var i = 0; i < taken.Length; i++)
        {
            if (taken[i] <= 0) continue;
            if (geometry.Conduit[first + i] is not (ConduitKind.Gravity or ConduitKind.OpenChannel)) return;
            low = Math.Min(low, geometry.Sill[first + i]);
            high = Math.Max(high, geometry.Sill[first + i] + geometry.Height[first + i]);
            all += taken[i];
        }
        if (!(flow > 0) || flow >= all) return;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            double carried = 0;
            for (var l = 0; l < taken.Length; l++) if (taken[l] > 0) carried += Carried(geometry, first + l, middle);
            if (carried < flow) low = middle; else high = middle;
        }
        for (var i = 0; i < taken.Length; i++) if (taken[i] > 0) taken[i] = Carried(geometry, first + i, high);
    }

    private static double Carried(LinkGeometry geometry, int link, double level)
    {
        var fill = (level - geometry.Sill[link]) / geometry.Height[link];
        if (fill <= 0) return 0;
        var share = geometry.Conduit[link] == ConduitKind.OpenChannel ? Math.Pow(fill, 5.0 / 3) : fill >= CircularSection.FillAtGreatestFlow ? 1.0 : Math.Min(1, CircularSection.FlowRatio(fill));
        return share * geometry.FullFlow[link];
    }
}
