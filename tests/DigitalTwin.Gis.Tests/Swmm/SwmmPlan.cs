namespace DigitalTwin.Gis.Tests.Swmm;

/// <summary>A sound little plan in SI units: three junctions in a row, a tank and an outfall, near Odense in EPSG:25832.</summary>
internal static class SwmmPlan
{
    public const string Sound = """
        [TITLE]
        Little town
        [OPTIONS]
        FLOW_UNITS CMS
        LINK_OFFSETS DEPTH
        [JUNCTIONS]
        J1 12 2 0 0 0
        J2 11 2 0 0 0
        J3 10 2 0 0 0
        [OUTFALLS]
        O1 8 FREE NO
        [STORAGE]
        T1 9 3 0 FUNCTIONAL 0 0 50 0 0
        [CONDUITS]
        C1 J1 J2 100 0.013 0 0 0 0
        C2 J2 J3 100 0.013 0 0.1 0 0
        C3 T1 O1 100 0.013 0 0 0 0
        [PUMPS]
        P1 J3 T1 PC ON 0.6 0.2
        [XSECTIONS]
        C1 CIRCULAR 0.3 0 0 0 1
        C2 CIRCULAR 0.4 0 0 0 1
        C3 RECT_CLOSED 0.5 0.8 0 0 2
        [CURVES]
        PC PUMP4 0 0.02
        PC 1 0.03
        [COORDINATES]
        J1 584000 6133000
        J2 584100 6133000
        J3 584200 6133000
        T1 584250 6133000
        O1 584350 6133000
        """;

    /// <summary>The sound plan with one text put in place of another, which must be there.</summary>
    public static string With(string old, string replacement)
    {
        Assert.Contains(old, Sound);
        return Sound.Replace(old, replacement);
    }

    /// <summary>1-based line of the sound plan that starts so.</summary>
    public static int LineOf(string start, string? text = null) =>
        1 + Array.FindIndex((text ?? Sound).Split('\n'), l => l.StartsWith(start, StringComparison.Ordinal));
}
