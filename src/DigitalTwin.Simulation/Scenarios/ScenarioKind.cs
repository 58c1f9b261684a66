using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Simulation.Scenarios;

/// <summary>What can go wrong in the demo city. Outside, by camelCase name.</summary>
public enum ScenarioKind : byte
{
    /// <summary>A cloudburst that crosses the city: combined sewers fill, overflows spill, storm sewers run full.</summary>
    Storm,
    /// <summary>A pump station's drives trip: its well fills, the sewers above back up.</summary>
    PumpTrip,
    /// <summary>A works lets strong waste go to the sewer.</summary>
    IllegalDischarge,
    /// <summary>A treatment plant stops nitrifying: ammonia passes into the river and the reclaimed water.</summary>
    EffluentBreach,
    /// <summary>A trunk sewer is all but closed: it backs up, and runs dry below.</summary>
    Blockage,
}

/// <summary>A scenario that runs: what, at which asset (local id; null for the whole city), and from when to when in city time.</summary>
public sealed record ActiveScenario(ScenarioKind Kind, string? Target, Instant StartedAt, Instant EndsAt);
