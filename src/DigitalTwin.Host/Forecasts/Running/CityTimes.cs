using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Between instants and the local time by which a network's water has its daily rhythm; models run by the latter.</summary>
internal readonly record struct CityTimes(CityCalendar Calendar)
{
    public static CityTimes Of(Network network) => new(CityCalendar.Of(network));

    public DateTime ToModel(Instant at) => DateTime.SpecifyKind(Calendar.LocalTime(at).DateTime, DateTimeKind.Unspecified);

    public Instant ToInstant(DateTime model) => Calendar.InstantOf(model);
}
