using System.Runtime.InteropServices;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.DataQuality;

/// <summary>All that the check of one series remembers: a pure fold of its readings in order of time, 64 bytes.</summary>
/// <remarks>
/// Nothing reaches further back than two <see cref="Block"/>s before the newest reading, so the memory is rebuilt from that much history
/// (<see cref="WindowStart"/>) and then marks the same: usual steps are counted by blocks of fixed time, not smoothed for ever.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 64)]
public struct SeriesMemory
{
    /// <summary>Time is cut into blocks of this length; the usual is what was so in this block and the one before.</summary>
    public static readonly TimeSpan Block = TimeSpan.FromHours(6);

    private const long BlockMilliseconds = 6 * 3_600_000;

    /// <summary>Readings further apart than this neither rest nor keep a lag, so that a dozen of a run always lie in two blocks.</summary>
    internal const long RunMilliseconds = BlockMilliseconds / 9;

    internal long LastAt;
    internal double LastValue;
    internal double GoodValue;
    /// <summary>Ms from the last usable reading to the newest one; -1 where there is none within a block.</summary>
    internal int GoodAgo;
    /// <summary>Ms for which the value has not moved, at most two blocks.</summary>
    internal int FlatFor;
    /// <summary>Ms between when the newest reading was true and when it was known, held within ±24 days.</summary>
    internal int Lag;
    internal int BlockNumber;
    internal float Steps, Values, StepsBefore, ValuesBefore;
    internal ushort Count, CountBefore, FlatCount;
    internal byte SteadyLags;
    internal Quality LastMark;

    public readonly bool IsEmpty => LastAt == 0;
    /// <summary>Whether it has reported more than once within a block, in this block or the one before.</summary>
    public readonly bool HasPace => Count + CountBefore > 0;
    /// <summary>Time of the newest reading; default where there is none.</summary>
    public readonly Instant Newest => new(LastAt);
    public readonly double NewestValue => LastValue;
    /// <summary>Between when the newest reading was true and when it was known.</summary>
    public readonly TimeSpan NewestLag => TimeSpan.FromMilliseconds(Lag);
    /// <summary>Whether that lag has been steady, as with a clock that is off.</summary>
    public readonly bool IsLagSteady(int readings) => SteadyLags >= readings;

    /// <summary>The usual step between two usable readings; NaN before enough of them are known.</summary>
    public readonly double UsualStep(int warmUp) => Count + CountBefore >= warmUp ? (Steps + StepsBefore) / (Count + CountBefore) : double.NaN;

    /// <summary>The mean of the usable readings of this block and the one before; NaN before enough of them are known.</summary>
    public readonly double UsualValue(int warmUp) => Count + CountBefore >= warmUp ? (Values + ValuesBefore) / (Count + CountBefore) : double.NaN;

    /// <summary>From when on readings must be folded again to get this memory back.</summary>
    public static Instant WindowStart(Instant newest) => new(Math.Max(0, (newest.UnixMilliseconds / BlockMilliseconds - 2) * BlockMilliseconds));

    /// <summary>Takes a reading with the mark it got. Only newer ones count; entered and estimated values are not the sensor's.</summary>
    public void Fold(in Reading reading, Instant knownAt)
    {
        if (!IsSensor(reading.Provenance) || reading.At.UnixMilliseconds <= LastAt) return;
        var at = reading.At.UnixMilliseconds;
        var since = LastAt == 0 ? long.MaxValue : at - LastAt;
        var lag = (int)Math.Clamp(knownAt.UnixMilliseconds - at, int.MinValue / 2, int.MaxValue / 2);
        SteadyLags = since <= RunMilliseconds && IsSteady(lag, since) ? (byte)Math.Min(SteadyLags + 1, 250) : (byte)0;
        Turn(at);
        var rests = since <= RunMilliseconds && reading.Value == LastValue;
        FlatFor = rests ? (int)Math.Min(FlatFor + since, 2 * BlockMilliseconds) : 0;
        FlatCount = rests ? (ushort)Math.Min(FlatCount + 1, ushort.MaxValue) : (ushort)0;
        if (reading.Quality.IsUsable())
        {
            if (GoodAgo >= 0 && since + GoodAgo < BlockMilliseconds) CountIn(Math.Abs(reading.Value - GoodValue), reading.Value);
            (GoodAgo, GoodValue) = (0, reading.Value);
        }
        else GoodAgo = GoodAgo >= 0 && since + GoodAgo < BlockMilliseconds ? (int)(GoodAgo + since) : -1;
        (LastAt, LastValue, Lag, LastMark) = (at, reading.Value, lag, reading.Quality);
    }

    /// <summary>Whether a lag goes on as before: known and true advance alike, so it is no backlog being sent.</summary>
    internal readonly bool IsSteady(int lag, long since) => Math.Abs((long)lag - Lag) <= 0.3 * since + 200;

    private void CountIn(double step, double value)
    {
        if (Count == ushort.MaxValue) return;
        (Steps, Values) = (Steps + (float)step, Values + (float)value);
        Count++;
    }

    private void Turn(long at)
    {
        var block = (int)(at / BlockMilliseconds);
        if (block == BlockNumber) return;
        (StepsBefore, ValuesBefore, CountBefore) = block == BlockNumber + 1 ? (Steps, Values, Count) : (0, 0, (ushort)0);
        (Steps, Values, Count, BlockNumber) = (0, 0, 0, block);
    }

    /// <summary>Whether a value is a sensor's own, of which the next one can be expected to follow.</summary>
    public static bool IsSensor(Provenance provenance) => provenance is Provenance.Measured or Provenance.Simulated;

    /// <summary>A memory that knows nothing.</summary>
    public static SeriesMemory Empty => new() { GoodAgo = -1 };
}
