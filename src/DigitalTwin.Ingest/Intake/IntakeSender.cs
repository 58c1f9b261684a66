namespace DigitalTwin.Ingest.Intake;

/// <summary>Whoever sends readings: an API key at an address, a device's connection, the broker, files. Known so that none can take the place of all others.</summary>
public sealed class IntakeSender
{
    /// <summary>Readings of this sender that are admitted and not yet in grain state. Guarded by the dispatcher's lock.</summary>
    internal int InFlight;

    /// <summary>Whether so many more fit: a sender may hold half of what the others leave. Of n that flood, each then holds 1/(n + 1), and as much stays free for the rest.</summary>
    /// <remarks>After Choudhury and Hahne, Dynamic queue length thresholds for shared-memory packet switches (1998), with their factor at 1.</remarks>
    internal bool MayAdd(int count, int inFlight, int most) => InFlight == 0 || InFlight + count <= (most - (inFlight - InFlight)) / 2;
}
