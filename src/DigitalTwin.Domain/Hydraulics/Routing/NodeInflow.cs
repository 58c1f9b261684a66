namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>What enters at each node from outside, m³/s, with its parts summed for the balance.</summary>
public sealed class NodeInflow(int nodes)
{
    public double[] Total { get; } = new double[nodes];
    public double DryWeatherTotal { get; private set; }
    public double RunoffTotal { get; private set; }
    public double ExternalTotal { get; private set; }

    public void Clear()
    {
        Array.Clear(Total);
        DryWeatherTotal = RunoffTotal = ExternalTotal = 0;
    }

    public void AddDryWeather(int node, double flow)
    {
        Total[node] += flow;
        DryWeatherTotal += flow;
    }

    public void AddRunoff(int node, double flow)
    {
        Total[node] += flow;
        RunoffTotal += flow;
    }

    public void AddExternal(int node, double flow)
    {
        Total[node] += flow;
        ExternalTotal += flow;
    }
}
