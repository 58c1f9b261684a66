namespace DigitalTwin.Domain.Forecast.Assimilation;

/// <summary>How strongly and how far measurements move the running model.</summary>
public sealed record EstimatorOptions
{
    /// <summary>Time in which a gauge's correction alone would close its difference.</summary>
    public TimeSpan Closing { get; init; } = TimeSpan.FromMinutes(2);
    /// <summary>Time over which a lasting difference becomes a lasting inflow.</summary>
    public TimeSpan Integrating { get; init; } = TimeSpan.FromMinutes(6);
    /// <summary>Time in which inflow that the gauges still miss fades once it is no longer confirmed, as it does in a forecast.</summary>
    public TimeSpan Fading { get; init; } = TimeSpan.FromMinutes(30);
    /// <summary>How far along the pipes one water surface is taken to reach, m.</summary>
    public double Reach { get; init; } = 200;
    /// <summary>Heads within a pool differ by no more, m.</summary>
    public double PoolTolerance { get; init; } = 0.05;
    /// <summary>A gauge that has said nothing for so long has no say.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>How long a forecast keeps a pump or gate as it was measured against a rule of the network that would set it otherwise.</summary>
    public TimeSpan HoldsAgainstRules { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>A difference beyond so many standard deviations of what model and sensor may err is the sensor's.</summary>
    public double GreatestDeviation { get; init; } = 4;
    /// <summary>Standard error of a level sensor, m.</summary>
    public double LevelError { get; init; } = 0.02;
    /// <summary>Standard error of a computed depth as a share of it.</summary>
    public double DepthShareError { get; init; } = 0.25;
    /// <summary>Standard error of the model's timing.</summary>
    public TimeSpan TimingError { get; init; } = TimeSpan.FromMinutes(6);
    /// <summary>False leaves the inflow as the model has it and corrects the state alone.</summary>
    public bool LearnsInflow { get; init; } = true;
}
