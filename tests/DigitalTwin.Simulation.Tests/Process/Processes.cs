using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City;
using DigitalTwin.Simulation.Process;

namespace DigitalTwin.Simulation.Tests.Process;

internal static class Processes
{
    public static CityProcess Start(int seed, int segments, Instant at) => new(FlowModelCompiler.Compile(DemoCity.Build(seed, segments)), (ulong)seed, at);

    public static double Stored(CityProcess process) => process.State.Volume.Where((_, c) => process.Model.Kind[c] != CellKind.Reclaimed).Sum();

    public static double StoredMass(CityProcess process, int pollutant)
    {
        var sum = process.Works.Values.Sum(w => w.Stored(pollutant));
        for (var c = 0; c < process.Model.Count; c++) sum += process.State.Volume[c] * process.State.Concentration[c * Pollutants.Count + pollutant];
        return sum;
    }

    /// <summary>Blocks every n-th pipe.</summary>
    public static void Block(CityProcess process, int every)
    {
        for (var c = 0; c < process.Model.Count; c += every) process.State.Openness[c] = 0.02;
    }
}
