using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Messages;

internal sealed record DeliveryView(string Channel, string To, DeliveryState State, int Tries, string? NextAt, string? Error)
{
    public static DeliveryView Of(Delivery d) => new(d.Channel, d.To, d.State, d.Tries, MessageView.Time(d.NextAt), d.Error);
}

/// <summary>A message as its person sees it.</summary>
internal sealed record MessageView(string Id, string At, string Kind, string Level, TitleView Title, bool IsDrill, string? Incident, string? Task, bool NeedsAcknowledgement, string? EscalatesAt, string? EscalatedFrom, string? ReadAt, string? AcknowledgedAt, DeliveryView[] Deliveries)
{
    public static MessageView Of(Message m) => new(m.Id, Time(m.At)!, m.Kind, WireNames.Of(m.Level), new TitleView(m.Zh, m.En), m.IsDrill, m.Incident, m.Task, m.NeedsAcknowledgement, Time(m.EscalatesAt), m.EscalatedFrom, Time(m.ReadAt), Time(m.AcknowledgedAt), [.. m.Deliveries.Select(DeliveryView.Of)]);

    public static string? Time(long? at) => at is { } ms ? new Instant(ms).ToString() : null;
}
