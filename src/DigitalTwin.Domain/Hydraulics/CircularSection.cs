namespace DigitalTwin.Domain.Hydraulics;

/// <summary>Geometry and Manning ratios of a partly filled circular pipe, exact, as functions of the fill h/D.</summary>
/// <remarks>θ = 2·acos(1 − 2h/D), A = D²(θ − sin θ)/8, P = Dθ/2, R = A/P, T = D·sin(θ/2) (Chow, Open-Channel Hydraulics, 1959, ch. 2 and 6).</remarks>
public static class CircularSection
{
    /// <summary>Fill at which discharge is greatest; above it a flow has two depths.</summary>
    public const double FillAtGreatestFlow = 0.938;

    /// <summary>Wetted angle in radians; 0 empty, 2π full. Fill outside 0–1 counts as its nearest bound.</summary>
    public static double Angle(double fill) => 2 * Math.Acos(1 - 2 * Math.Clamp(fill, 0, 1));

    /// <summary>A/A_full.</summary>
    public static double AreaRatio(double fill)
    {
        var angle = Angle(fill);
        return (angle - Math.Sin(angle)) / (2 * Math.PI);
    }

    /// <summary>V/V_full by Manning: (R/R_full)^(2/3).</summary>
    public static double VelocityRatio(double fill)
    {
        var angle = Angle(fill);
        return angle <= 0 ? 0 : Math.Pow((angle - Math.Sin(angle)) / angle, 2.0 / 3);
    }

    /// <summary>Q/Q_full by Manning; 1.076 at most.</summary>
    public static double FlowRatio(double fill) => AreaRatio(fill) * VelocityRatio(fill);

    /// <summary>Celerity of a flow wave over mean velocity, c_k/V = (dQ/dA)/V; 13/9 in a nearly empty pipe, 0 where the flow is greatest, negative above.</summary>
    public static double CelerityRatio(double fill)
    {
        var angle = Angle(fill);
        if (angle <= 1e-3) return 13.0 / 9; // Limit of the expression below.
        // Q ∝ A^(5/3) P^(−2/3), so c/V = 5/3 − (2/3)(A/P)(dP/dθ)/(dA/dθ), with A ∝ θ − sin θ, P ∝ θ.
        var widening = 1 - Math.Cos(angle);
        return widening <= 1e-12 ? 0 : 5.0 / 3 - 2.0 / 3 * (angle - Math.Sin(angle)) / (angle * widening);
    }

    /// <summary>The smaller fill that carries this share of the full flow; 0 for none. Shares above 1 count as 1, where the pipe is treated as full.</summary>
    public static double FillOfFlowRatio(double ratio)
    {
        if (!(ratio > 0)) return 0;
        ratio = Math.Min(ratio, 1);
        double low = 0, high = FillAtGreatestFlow;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (FlowRatio(middle) < ratio) low = middle; else high = middle;
        }
        return (low + high) / 2;
    }
}
