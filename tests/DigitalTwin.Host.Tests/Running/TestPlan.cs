namespace DigitalTwin.Host.Tests.Running;

/// <summary>A small sewer as a SWMM plan: six manholes 100 m apart, a tank with a pump, an outfall. Full depth 3 m, pipes of 0.5 m.</summary>
internal static class TestPlan
{
    public const string Crs = "EPSG:4326";

    public const string Swmm = """
        [OPTIONS]
        FLOW_UNITS CMS
        [RAINGAGES]
        RG1 INTENSITY 1:00 1.0 TIMESERIES T1
        [JUNCTIONS]
        M1 20.0 3 0 0 0
        M2 19.5 3 0 0 0
        M3 19.0 3 0 0 0
        M4 18.5 3 0 0 0
        M5 18.0 3 0 0 0
        M6 17.5 3 0 0 0
        [OUTFALLS]
        OUT 16.5 FREE NO
        [STORAGE]
        WELL 17.0 4 0 FUNCTIONAL 0 0 12
        [CONDUITS]
        P1 M1 M2 100 0.013 0 0
        P2 M2 M3 100 0.013 0 0
        P3 M3 M4 100 0.013 0 0
        P4 M4 M5 100 0.013 0 0
        P5 M5 M6 100 0.013 0 0
        P6 M6 WELL 100 0.013 0 0
        [PUMPS]
        PS1 WELL OUT C1 ON 1.5 0.5
        [XSECTIONS]
        P1 CIRCULAR 0.5 0 0 0 1
        P2 CIRCULAR 0.5 0 0 0 1
        P3 CIRCULAR 0.5 0 0 0 1
        P4 CIRCULAR 0.5 0 0 0 1
        P5 CIRCULAR 0.5 0 0 0 1
        P6 CIRCULAR 0.5 0 0 0 1
        [DWF]
        M1 FLOW 0.010
        [CURVES]
        C1 PUMP2 0.5 0.05
        C1 1.5 0.10
        [COORDINATES]
        M1 118.3000 35.0500
        M2 118.3010 35.0500
        M3 118.3020 35.0500
        M4 118.3030 35.0500
        M5 118.3040 35.0500
        M6 118.3050 35.0500
        WELL 118.3060 35.0500
        OUT 118.3070 35.0500
        [SYMBOLS]
        RG1 118.3000 35.0520
        """;
}
