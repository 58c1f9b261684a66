namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>What enters at each node from outside, m³/s, with its parts summed for the balance.</summary>
public sealed class NodeInflow(int nodes)
{
    public double[] Total { get; } = new double[nodes];
    /// <summary>Parts of <see cref="Total"/>, by node.</summary>
    public double[] DryWeather { get; } = new double[nodes];
    public double[] Runoff { get; } = new double[nodes];
    /// <summary>By node: what runoff and dry-weather flow that enter there are multiplied with. 1 at first; state estimation learns them, ensembles spread them.</summary>
    public double[] RunoffFactor { get; } = Ones(nodes);
    public double[] DryWeatherFactor { get; } = Ones(nodes);
    public double DryWeatherTotal { get; private set; }
    public double RunoffTotal { get; private set; }
    public double ExternalTotal { get; private set; }

    public void Clear()
    {
        Array.Clear(Total);
        Array.Clear(DryWeather);
        Array.Clear(Runoff);
        DryWeatherTotal = RunoffTotal = ExternalTotal = 0;
    }

    public void AddDryWeather(int node, double flow)
    {
        flow *= DryWeatherFactor[node];
        Total[node] += flow;
        DryWeather[node] += flow;
        DryWeatherTotal += flow;
    }

    public void AddRunoff(int node, double flow)
    {
        flow *= RunoffFactor[node];
        Total[node] += flow;
        Runoff[node] += flow;
        RunoffTotal += flow;
    }

    public void AddExternal(int node, double flow)
    {
        Total[node] += flow;
        ExternalTotal += flow;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}

/// <summary>Water added to or taken from a running model beside rain and dry weather.</summary>
public interface IInflowCorrection
{
    /// <summary>Says by <see cref="NodeInflow.AddExternal"/> what enters over the next step of at most <paramref name="dt"/> s.</summary>
    void AddTo(NodeInflow inflow, RoutingState state, double dt);

    /// <summary>The step was taken, and was <paramref name="dt"/> s long.</summary>
    void Took(double dt);
}
