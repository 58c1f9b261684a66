using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>Districts that tile the city: an inner one on each bank and outer ones round them, parted by the river.</summary>
internal sealed class Districts
{
    private const double InnerReach = 0.46;
    private const double OuterReach = 1.05;
    private const double StepDegrees = 2;
    private readonly List<(Region Region, double From, double To, bool Inner)> _all = [];
    private readonly CityOutline _outline;
    private readonly CityFrame _frame;

    public Districts(CityOutline outline, CityFrame frame, bool eastBank)
    {
        (_outline, _frame) = (outline, frame);
        using var document = EmbeddedData.Open("names.json");
        var names = document.RootElement.GetProperty("districts");
        Add(names.Text("westInner"), 90, 270, true);
        AddRing(names.Texts("westOuter"), 90);
        if (!eastBank) return;
        Add(names.Text("eastInner"), -90, 90, true);
        AddRing(names.Texts("eastOuter").Reverse().ToArray(), -90);
    }

    public IReadOnlyList<Region> Regions => [.. _all.Select(d => d.Region)];

    /// <summary>The district of a place; places outside the city belong to the nearest one.</summary>
    public string? At(double u, double v)
    {
        var degrees = _outline.Angle(u, v) * 180 / Math.PI;
        if (degrees < -90) degrees += 360;
        var inner = _outline.Reach(u, v) < InnerReach;
        foreach (var d in _all)
            if (d.Inner == inner && degrees >= d.From && degrees <= d.To) return d.Region.Id;
        return _all.Count > 0 ? _all[0].Region.Id : null;
    }

    private void AddRing(string[] names, double from)
    {
        for (var i = 0; i < names.Length; i++) Add(names[i], from + 180.0 * i / names.Length, from + 180.0 * (i + 1) / names.Length, false);
    }

    private void Add(string name, double from, double to, bool inner)
    {
        var ring = new List<Position>();
        var arc = inner ? InnerReach : OuterReach;
        Arc(ring, from, to, arc);
        Ray(ring, to, arc, inner ? 0 : InnerReach);
        if (!inner) Arc(ring, to, from, InnerReach);
        Ray(ring, from, inner ? 0 : InnerReach, arc);
        ring.Add(ring[0]);
        _all.Add((new Region($"D-{_all.Count + 1}", name, ring), from, to, inner));
    }

    private void Arc(List<Position> ring, double from, double to, double reach)
    {
        var steps = (int)Math.Ceiling(Math.Abs(to - from) / StepDegrees);
        for (var i = 0; i < steps; i++) Point(ring, from + (to - from) * i / steps, reach);
    }

    private void Ray(List<Position> ring, double degrees, double from, double to)
    {
        for (var i = 0; i < 24; i++) Point(ring, degrees, from + (to - from) * i / 24);
    }

    private void Point(List<Position> ring, double degrees, double reach)
    {
        var (u, v) = _outline.At(degrees * Math.PI / 180, reach);
        ring.Add(_frame.Locate(u, v));
    }
}
