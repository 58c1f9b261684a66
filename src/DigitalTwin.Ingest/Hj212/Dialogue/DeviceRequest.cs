using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Hj212.Dialogue;

/// <summary>Where a request to a device stands.</summary>
public enum RequestState
{
    /// <summary>On its way, once or more; nothing came back yet.</summary>
    Sent,
    /// <summary>The device said that it is ready (9011, QnRtn=1); it works on it.</summary>
    Accepted,
    /// <summary>The device carried it out (9012, ExeRtn=1).</summary>
    Done,
    /// <summary>The device would not (9011 with another QnRtn).</summary>
    Refused,
    /// <summary>The device could not (9012 with another ExeRtn).</summary>
    Failed,
    /// <summary>No answer to any repeat, or accepted and no result in time.</summary>
    TimedOut,
    /// <summary>The device was gone before it answered.</summary>
    Disconnected,
    /// <summary>The server ended while it was open, so nobody knows what the device did; data that it asked for is taken all the same.</summary>
    Interrupted,
}

/// <summary>One request from the platform to a device, as far as it has got.</summary>
/// <param name="Id">Its QN; one of a kind per device.</param>
/// <param name="Kind">As the API names it: <c>history</c>, <c>setInterval</c> …</param>
/// <param name="Content">What stands in its CP.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Packets">Data packets of that command that came since.</param>
/// <param name="Answer">The content of the last packet with that command that was not data, such as the time asked for.</param>
/// <param name="Result">QnRtn or ExeRtn, as far as it came.</param>
public sealed record DeviceRequest(string Id, string Kind, int Command, string Content, string By, Instant CreatedAt, RequestState State, int Attempts,
    Instant? AnsweredAt, Instant? EndedAt, int? Result, int Packets, string? Answer, string? Why)
{
    public bool IsOpen => State is RequestState.Sent or RequestState.Accepted;
}

/// <summary>What the codes of 9011 and 9012 say. HJ 212-2017 tables 7 and 8.</summary>
internal static class ReturnCodes
{
    public static string OfRequest(int code) => code switch
    {
        1 => "ready", 2 => "refused", 3 => "wrong PW", 4 => "wrong MN", 5 => "wrong ST", 6 => "wrong Flag", 7 => "wrong QN", 8 => "wrong CN", 9 => "wrong CRC", 100 => "unknown error",
        _ => $"code {code}",
    };

    public static string OfExecution(int code) => code switch
    {
        1 => "done", 2 => "failed, reason unknown", 3 => "wrong condition", 4 => "timed out", 5 => "busy", 6 => "system fault", 100 => "no data",
        _ => $"code {code}",
    };
}
