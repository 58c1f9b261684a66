using System.Globalization;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>Remembers over a crash up to which known time all readings have reached the grains: a file with one number.</summary>
/// <remarks>
/// It may lag behind the truth (then a few readings are dispatched again, which changes nothing) but must never be ahead of it.
/// It is not synced: History is, and an older checkpoint is only slower.
/// </remarks>
public sealed class DispatchCheckpoint(string path)
{
    /// <summary>Default where there is none, or none that can be read: everything is taken as not dispatched.</summary>
    public Instant Read()
    {
        try
        {
            return long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? new Instant(milliseconds) : default;
        }
        catch (FileNotFoundException)
        {
            return default;
        }
    }

    public void Write(Instant dispatchedUpTo)
    {
        var next = path + ".next";
        File.WriteAllText(next, dispatchedUpTo.UnixMilliseconds.ToString(CultureInfo.InvariantCulture));
        File.Move(next, path, overwrite: true);
    }
}
