namespace DigitalTwin.Domain.Query.Table;

/// <summary>Places on the world as one number, so that near places mostly have near numbers. The grid is fixed, so a place's number never changes.</summary>
public static class HilbertCurve
{
    private const int Bits = 31;

    /// <summary>62 bits; a step is about 2e-7 degrees of longitude. Places outside ±180, ±90 count as at the edge.</summary>
    public static ulong Of(double longitude, double latitude)
    {
        var x = Cell((longitude + 180) / 360);
        var y = Cell((latitude + 90) / 180);
        // The usual bit-wise walk (J. K. Lawder): at each scale take the quadrant, then turn the square into its frame.
        ulong d = 0;
        for (var s = 1u << (Bits - 1); s > 0; s >>= 1)
        {
            var rx = (x & s) > 0 ? 1u : 0u;
            var ry = (y & s) > 0 ? 1u : 0u;
            d = (d << 2) | ((3 * rx) ^ ry);
            if (ry != 0) continue;
            if (rx == 1) (x, y) = (~x, ~y); // Bits from this scale up are not looked at again.
            (x, y) = (y, x);
        }
        return d;
    }

    private static uint Cell(double share)
    {
        const double cells = 1u << Bits;
        return double.IsNaN(share) ? 0 : (uint)Math.Clamp(share * cells, 0, cells - 1);
    }
}
