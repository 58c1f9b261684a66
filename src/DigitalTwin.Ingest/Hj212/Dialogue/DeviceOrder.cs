using System.Globalization;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Wire;

namespace DigitalTwin.Ingest.Hj212.Dialogue;

/// <summary>What a person wants of a device, and how HJ 212 says it.</summary>
public sealed record DeviceOrder(string Kind, int Command, string Content)
{
    public static readonly string[] Kinds = ["history", "setInterval", "setTime", "getTime", "retainSample"];

    /// <summary>Data that the device kept: values of now, of ten minutes, of the hour or of the day.</summary>
    /// <returns>Null where <paramref name="every"/> is none of realtime, minute, hour, day.</returns>
    public static DeviceOrder? History(string? every, Instant from, Instant to, CityCalendar calendar)
    {
        int? command = every switch { "realtime" => 2011, "minute" => 2051, "hour" or null => 2061, "day" => 2031, _ => null };
        return command is { } cn ? new("history", cn, $"BeginTime={LocalTime.Write(from, calendar)},EndTime={LocalTime.Write(to, calendar)}") : null;
    }

    /// <summary>How often it sends values of now, 30–3600 s by the standard.</summary>
    public static DeviceOrder SetInterval(int seconds) => new("setInterval", 1062, string.Create(CultureInfo.InvariantCulture, $"RtdInterval={seconds}"));

    public static DeviceOrder SetTime(Instant to, CityCalendar calendar) => new("setTime", 1012, $"SystemTime={LocalTime.Write(to, calendar)}");

    public static DeviceOrder GetTime() => new("getTime", 1011, "");

    /// <summary>超标留样: keep a sample of what flows now.</summary>
    public static DeviceOrder RetainSample() => new("retainSample", 3015, "");
}
