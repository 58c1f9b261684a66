using System.Text.Json;
using DigitalTwin.Simulation.Hydraulics;

namespace DigitalTwin.Simulation.City.Sewers;

/// <summary>Rules by which sewers are sized and laid, from <c>pipe-design.json</c>.</summary>
internal sealed class DesignTable
{
    private readonly Pipe[] _pipes;
    private readonly (double A, double B, double Least, double Greatest) _peak;

    private DesignTable(JsonElement root)
    {
        Roughness = root.Number("roughness");
        Cover = root.Number("coverM");
        InterceptionRatio = root.Number("interceptionRatio");
        var storm = root.GetProperty("designStorm");
        StormFlowPerSquareMetre = storm.Number("intensityLPerSHa") * storm.Number("runoffCoefficient") / 1000 / 10_000;
        var peak = root.GetProperty("peakFactor");
        _peak = (peak.Number("a"), peak.Number("b"), peak.Number("least"), peak.Number("greatest"));
        _pipes = [.. root.GetProperty("pipes").EnumerateArray().Select(p => new Pipe(
            p.GetProperty("dn").GetInt32(), p.Number("slope"), p.Number("fill"), Roughness))];
    }

    public static DesignTable Default { get; } = Load();

    public double Roughness { get; }
    /// <summary>Least earth over a pipe's crown, m.</summary>
    public double Cover { get; }
    /// <summary>Of combined sewage, how many times the dry flow goes on to the plant beside the dry flow itself.</summary>
    public double InterceptionRatio { get; }
    /// <summary>m³/s of runoff from a paved-over square metre of town in the design storm.</summary>
    public double StormFlowPerSquareMetre { get; }
    public int Sizes => _pipes.Length;

    public int Diameter(int size) => _pipes[size].Millimetres;
    public double LeastSlope(int size) => _pipes[size].LeastSlope;

    /// <summary>Mean dry flow to its design peak, m³/s.</summary>
    public double PeakOf(double meanFlow) =>
        meanFlow <= 0 ? 0 : meanFlow * Math.Clamp(_peak.A / Math.Pow(meanFlow * 1000, _peak.B), _peak.Least, _peak.Greatest);

    /// <summary>The smallest size, not below <paramref name="atLeast"/>, that carries a flow (m³/s) at the slope given or at its own least slope; the largest if none does.</summary>
    public int SizeFor(double flow, double slope, int atLeast, bool mayRunFull)
    {
        var size = atLeast;
        while (size < _pipes.Length - 1 && _pipes[size].Capacity(slope, mayRunFull) < flow) size++;
        return size;
    }

    /// <summary>How many pipes of a size side by side carry a flow at a slope.</summary>
    public int BarrelsFor(double flow, double slope, int size, bool mayRunFull) => Math.Max(1, (int)Math.Ceiling(flow / _pipes[size].Capacity(slope, mayRunFull)));

    private static DesignTable Load()
    {
        using var document = EmbeddedData.Open("pipe-design.json");
        return new DesignTable(document.RootElement);
    }

    private sealed class Pipe(int millimetres, double leastSlope, double fill, double roughness)
    {
        private readonly double _conveyance = PartialFlow.FullConveyance(millimetres / 1000.0, roughness);
        private readonly double _share = PartialFlow.FlowRatio(fill);

        public int Millimetres => millimetres;
        public double LeastSlope => leastSlope;
        public double Capacity(double slope, bool full) => _conveyance * Math.Sqrt(Math.Max(slope, leastSlope)) * (full ? 1 : _share);
    }
}
