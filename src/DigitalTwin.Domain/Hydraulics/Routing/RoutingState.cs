namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>All that the water of a network is at one moment: flat arrays, so that a run can be kept, copied and gone on from.</summary>
public sealed class RoutingState
{
    internal RoutingState(int nodes, int conduits, int devices)
    {
        Depth = new double[nodes];
        FreeSurface = new double[nodes];
        NetInflow = new double[nodes];
        Overflow = new double[nodes];
        OverflowVolume = new double[nodes];
        Booked = new double[nodes];
        Flow = new double[conduits];
        MidArea = new double[conduits];
        DeviceFlow = new double[devices];
        Setting = new double[devices];
        SwitchedAt = new double[devices];
    }

    /// <summary>s since the run's start.</summary>
    public double Time { get; internal set; }
    /// <summary>Water depth over a node's invert, m. A hair below 0 is water owed, which keeps the balance exact.</summary>
    public double[] Depth { get; }
    /// <summary>Plan area of a node when its surface was last free, m².</summary>
    public double[] FreeSurface { get; }
    /// <summary>Inflow less outflow at the end of the last step, m³/s.</summary>
    public double[] NetInflow { get; }
    /// <summary>Leaving over the rim now, m³/s.</summary>
    public double[] Overflow { get; }
    /// <summary>Left over the rim since the start, m³.</summary>
    public double[] OverflowVolume { get; }
    /// <summary>Volume at a node by what came and left, m³; at an end that of its pipes' halves. Water depths are drawn towards it: see <see cref="VolumeBook"/>.</summary>
    public double[] Booked { get; }
    /// <summary>Of a conduit downhill, all barrels, m³/s.</summary>
    public double[] Flow { get; }
    /// <summary>Flow area half-way along one barrel, m².</summary>
    public double[] MidArea { get; }
    public double[] DeviceFlow { get; }
    /// <summary>Of a device: 0 shut or off, 1 open or on.</summary>
    public double[] Setting { get; }
    /// <summary>Time at which a device last opened or shut, s.</summary>
    public double[] SwitchedAt { get; }
    public WaterBalance Balance { get; internal set; } = new();

    private double[][] Arrays => [Depth, FreeSurface, NetInflow, Overflow, OverflowVolume, Booked, Flow, MidArea, DeviceFlow, Setting, SwitchedAt];

    public RoutingState Clone()
    {
        var copy = new RoutingState(Depth.Length, Flow.Length, DeviceFlow.Length);
        copy.CopyFrom(this);
        return copy;
    }

    /// <exception cref="ArgumentException">The other state is of another model.</exception>
    public void CopyFrom(RoutingState other)
    {
        foreach (var (mine, theirs) in Arrays.Zip(other.Arrays))
        {
            if (mine.Length != theirs.Length) throw new ArgumentException($"A state of {theirs.Length} elements does not fit a model with {mine.Length}.", nameof(other));
            theirs.CopyTo(mine, 0);
        }
        (Time, Balance) = (other.Time, other.Balance);
    }

    /// <summary>The state as numbers in a row, to be stored; <see cref="Restore"/> takes it back.</summary>
    public double[] Snapshot() => [Time, .. Balance.Numbers, .. Arrays.SelectMany(a => a)];

    /// <exception cref="ArgumentException">The snapshot is of another model.</exception>
    public void Restore(ReadOnlySpan<double> snapshot)
    {
        var expected = 1 + WaterBalance.Count + Arrays.Sum(a => a.Length);
        if (snapshot.Length != expected) throw new ArgumentException($"The snapshot has {snapshot.Length} numbers; expected {expected} for this model.", nameof(snapshot));
        Time = snapshot[0];
        Balance = WaterBalance.From(snapshot.Slice(1, WaterBalance.Count));
        var at = 1 + WaterBalance.Count;
        foreach (var array in Arrays)
        {
            snapshot.Slice(at, array.Length).CopyTo(array);
            at += array.Length;
        }
    }
}

/// <summary>Volumes in m³ since the start of a run.</summary>
public readonly record struct WaterBalance(double Initial, double DryWeather, double Runoff, double External, double Backflow, double Outflow, double Overflow)
{
    internal const int Count = 7;

    internal double[] Numbers => [Initial, DryWeather, Runoff, External, Backflow, Outflow, Overflow];

    internal static WaterBalance From(ReadOnlySpan<double> n) => new(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);

    public double Entered => Initial + DryWeather + Runoff + External + Backflow;

    /// <summary>(in − out − stored) over in, as a share; 0 where nothing entered.</summary>
    /// <param name="stored">Volume in the network now, m³.</param>
    public double ContinuityError(double stored) => Entered > 0 ? (Entered - Outflow - Overflow - stored) / Entered : 0;
}
