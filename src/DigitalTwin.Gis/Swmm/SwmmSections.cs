namespace DigitalTwin.Gis.Swmm;

/// <summary>The sections of a SWMM 5.2 input file.</summary>
internal static class SwmmSections
{
    public static readonly IReadOnlyCollection<string> Used =
    [
        "TITLE", "OPTIONS", "RAINGAGES", "SUBCATCHMENTS", "SUBAREAS", "INFILTRATION", "JUNCTIONS", "OUTFALLS", "STORAGE", "DIVIDERS",
        "CONDUITS", "PUMPS", "ORIFICES", "WEIRS", "OUTLETS", "XSECTIONS", "LOSSES", "CONTROLS", "DWF", "INFLOWS", "EVAPORATION", "CURVES", "PATTERNS",
        "TIMESERIES", "TAGS", "COORDINATES", "VERTICES", "POLYGONS", "SYMBOLS",
    ];

    public static readonly IReadOnlyCollection<string> Skipped =
    [
        "FILES", "TEMPERATURE", "ADJUSTMENTS", "LID_CONTROLS", "LID_USAGE", "AQUIFERS", "GROUNDWATER", "GWF", "SNOWPACKS",
        "TRANSECTS", "STREETS", "INLETS", "INLET_USAGE", "POLLUTANTS", "LANDUSES", "COVERAGES", "BUILDUP", "WASHOFF", "LOADINGS", "TREATMENT",
        "RDII", "HYDROGRAPHS", "REPORT", "EVENTS", "MAP", "LABELS", "BACKDROP", "PROFILES",
    ];
}
