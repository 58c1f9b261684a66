using DigitalTwin.Domain.Readings;
using DigitalTwin.Simulation.City.Plan;
using DigitalTwin.Simulation.Process;

namespace DigitalTwin.Simulation.Sensors;

/// <summary>All sensors of a city over its process: at each step, those that are due report, in order of time.</summary>
internal sealed class SensorField
{
    private readonly SensorSpec[] _specs;
    private readonly Accuracy[] _accuracy;
    private readonly long[] _due;
    private readonly double[] _last;
    private readonly SensorHealth _health;
    private readonly Truth _truth;

    public SensorField(CityProcess process, ulong seed, Instant start)
    {
        _specs = [.. SensorPlan.For(process.Model.Network)];
        _accuracy = [.. _specs.Select(s => Accuracy.Of(s.Quantity))];
        (_due, _last) = (new long[_specs.Length], new double[_specs.Length]);
        _health = new SensorHealth(SeededRandom.Mix(seed ^ 0x5E50));
        _truth = new Truth(process, _specs);
        for (var i = 0; i < _specs.Length; i++)
        {
            // Each sensor keeps its own beat through all time, so that a restart goes on with it.
            var interval = _specs[i].IntervalSeconds * 1000L;
            var phase = (long)(SeededRandom.UnitOf(seed ^ 0xFA5E, _specs[i].Index, (int)_specs[i].Place) * interval / 1000) * 1000;
            _due[i] = start.UnixMilliseconds - (start.UnixMilliseconds - phase) % interval + interval;
            _last[i] = double.NaN;
        }
    }

    public int Count => _specs.Length;

    /// <summary>Adds what is reported up to <paramref name="now"/>, the time that the process stands at.</summary>
    public void Report(Instant now, List<SensorReading> into)
    {
        var first = into.Count;
        for (var i = 0; i < _specs.Length; i++)
            for (; _due[i] <= now.UnixMilliseconds; _due[i] += _specs[i].IntervalSeconds * 1000L)
                ReportOne(i, new Instant(_due[i]), into);
        into.Sort(first, into.Count - first, ByTime.Instance);
    }

    private void ReportOne(int i, Instant at, List<SensorReading> into)
    {
        var fault = _health.At(i, at);
        if (fault == SensorFault.Silent || _health.IsLost(i, at)) return;
        var (value, quality) = (Measure(i, at), Quality.Good);
        switch (fault)
        {
            case SensorFault.Stuck when !double.IsNaN(_last[i]):
                value = _last[i];
                break;
            case SensorFault.Faulty:
                (value, quality) = (0, Quality.SourceFault);
                break;
            case SensorFault.Maintenance:
                quality = Quality.SourceMaintenance;
                break;
            case SensorFault.None when _accuracy[i].Relative > 0 && _health.Spike(i, at) is > 1 and var factor:
                // The device sees the jump itself and says so.
                (value, quality) = (Math.Round(value * factor, _accuracy[i].Decimals), Quality.Suspect);
                break;
        }
        if (quality == Quality.Good) _last[i] = value;
        into.Add(new SensorReading(_specs[i].LocalId, _specs[i].Quantity, at, value, quality));
    }

    private double Measure(int i, Instant at)
    {
        var (truth, accuracy) = (_truth.Of(i), _accuracy[i]);
        var spread = accuracy.Relative * Math.Abs(truth) + (truth == 0 ? 0 : accuracy.Absolute);
        var value = truth * (1 + accuracy.Drift * _health.Drift(i, at)) + spread * _health.Noise(i, at);
        return Math.Round(Math.Max(0, value), accuracy.Decimals);
    }

    private sealed class ByTime : IComparer<SensorReading>
    {
        public static readonly ByTime Instance = new();

        public int Compare(SensorReading a, SensorReading b)
        {
            var order = a.At.CompareTo(b.At);
            if (order == 0) order = string.CompareOrdinal(a.LocalId, b.LocalId);
            return order != 0 ? order : a.Quantity.Code.CompareTo(b.Quantity.Code);
        }
    }
}
