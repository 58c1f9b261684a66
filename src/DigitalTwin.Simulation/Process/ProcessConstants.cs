using System.Text.Json;

namespace DigitalTwin.Simulation.Process;

/// <summary>Magnitudes of the process from <c>process.json</c>; arrays are by <see cref="Pollutants"/>.</summary>
internal sealed class ProcessConstants
{
    private ProcessConstants(JsonElement e)
    {
        (Household, Infiltration, Runoff, RiverSource) = (Array(e, "household"), Array(e, "infiltration"), Array(e, "runoff"), Array(e, "riverSource"));
        (Removal, RemovalWithoutNitrification, Polishing) = (Array(e, "removal"), Array(e, "removalWithoutNitrification"), Array(e, "polishing"));
        InfiltrationShare = e.Number("infiltrationShare");
        ChlorineDose = e.Number("chlorineDose");
        LeastChlorine = e.Number("leastChlorine");
        ChlorineDecayPerSecond = e.Number("chlorineDecayPerHour") / 3600;
    }

    public static ProcessConstants Default { get; } = Load();

    public double[] Household { get; }
    public double[] Infiltration { get; }
    public double[] Runoff { get; }
    public double[] RiverSource { get; }
    /// <summary>Share that a healthy treatment plant takes out.</summary>
    public double[] Removal { get; }
    public double[] RemovalWithoutNitrification { get; }
    /// <summary>Share that a reclaimed plant takes out of what is left.</summary>
    public double[] Polishing { get; }
    /// <summary>Of the dry flow, added by leaking joints all day.</summary>
    public double InfiltrationShare { get; }
    public double ChlorineDose { get; }
    /// <summary>What operators hold by dosing more when ammonia eats the dose, mg/L.</summary>
    public double LeastChlorine { get; }
    public double ChlorineDecayPerSecond { get; }

    private static double[] Array(JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static ProcessConstants Load()
    {
        using var document = EmbeddedData.Open("process.json");
        return new ProcessConstants(document.RootElement);
    }
}
