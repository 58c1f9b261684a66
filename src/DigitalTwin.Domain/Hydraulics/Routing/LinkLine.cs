namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Flow of a link as a line over the heads of both its ends, and the plan area it lends them.</summary>
internal struct LinkLine
{
    /// <summary>Of all barrels, m³/s, at the heads as they are.</summary>
    public double Flow;
    /// <summary>∂Q/∂H at the first end and −∂Q/∂H at the other, m²/s.</summary>
    public double SlopeFrom, SlopeTo;
    /// <summary>m².</summary>
    public double SurfaceFrom, SurfaceTo;
}

/// <summary>Where a link stands: its nodes, their rows of the matrix (one past the last where a head is given), and its two numbers off the diagonal.</summary>
internal readonly record struct LinkPlace(int From, int To, int FromRow, int ToRow, int Upper, int Lower);
