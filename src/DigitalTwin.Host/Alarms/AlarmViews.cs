using DigitalTwin.Contracts;
using DigitalTwin.Domain.Alarms;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Alarms;
using DigitalTwin.Host.Live;
using DigitalTwin.Host.Rules;
using DigitalTwin.Host.Standards;

namespace DigitalTwin.Host.Alarms;

/// <summary>An alarm as the API and the page know it. Times ISO 8601; states, priorities and levels by their wire names.</summary>
/// <param name="Letter">A to G of ISA-18.2.</param>
/// <param name="Warnings">Ids of the warnings that keep it active.</param>
internal sealed record AlarmView(
    string Id, string OpenedAt, int Version, string Network, string Definition, TitleView Title, string Subject, string? Asset, string? Name, string? AssetKind, double[]? Position, string? Detail,
    string State, string Letter, bool Active, string Level, string Priority, string? Quantity, string? Unit, double? Value, double? Limit,
    string? RaisedAt, string? AnnouncedAt, int AnnouncedVersion, string? RespondBy, string? ClearedAt, int Raises, string? AcknowledgedBy, string? AcknowledgedAt, AlarmHoldView? Hold, string? Assignee, string? Parent,
    bool Standing, bool Chattering, TitleView? EscalatedTo, string[] Members, int MemberCount, string[] Warnings, AlarmNoteView[] Notes, string KnownAt, string Change, string Who);

internal sealed record AlarmHoldView(string Who, string Since, string Why, string? Until);

internal sealed record AlarmNoteView(string At, string Who, string Change, string Text);

/// <summary>Fills an alarm with the names and places that a reader needs.</summary>
internal sealed class AlarmViews(IRegistry registry, IDeviceRegistry devices, MapPlaces places, QuantityCatalogue quantities, AlarmRules rules, RuleStore written)
{
    private const string DevicePrefix = "@device.";

    public AlarmView Of(AlarmRecord a)
    {
        var asset = a.Asset is { } id && AssetId.IsValid(id) ? registry.Find(new AssetId(id)) : null;
        var quantity = a.Quantity == 0 ? null : quantities.Of(new Quantity(a.Quantity));
        var position = asset is null ? null : places.PositionOf(asset.Key);
        var colon = a.Subject.IndexOf(':');
        return new AlarmView(a.Id, Text(a.OpenedAt), a.Version, a.Subject[..colon], a.Definition, TitleOf(a.Definition, a.Detail), a.Subject, a.Asset, NameOf(a.Subject[(colon + 1)..], asset), asset?.Kind.WireName(),
            position is { } p ? [p.Longitude, p.Latitude] : null, a.Detail,
            WireNames.Of((AlarmState)a.State), ((AlarmState)a.State).Letter().ToString(), a.Sources.Length > 0, WireNames.Of((WarningLevel)a.Level), WireNames.Of((AlarmPriority)a.Priority),
            quantity?.Name, quantity?.Unit, WireNames.Finite(a.Value), WireNames.Finite(a.Limit),
            Optional(a.RaisedAt), Optional(a.AnnouncedAt), a.AnnouncedVersion, Optional(a.RespondBy), Optional(a.ClearedAt), a.Raises, a.AcknowledgedBy, Optional(a.AcknowledgedAt),
            a.Hold is { } h ? new AlarmHoldView(h.Who, Text(h.Since), h.Why, Optional(h.Until)) : null, a.Assignee, a.Parent, a.IsStanding, a.IsChattering, EscalatedTo(a.Escalation),
            a.Members, a.MemberCount, [.. a.Sources.Select(s => s.Id).Where(s => !s.StartsWith(SilenceGroups.Prefix, StringComparison.Ordinal))],
            [.. a.Notes.Select(n => new AlarmNoteView(Text(n.At), n.Who, WireNames.Of((AlarmChange)n.Change), n.Text))], Text(a.KnownAt), WireNames.Of((AlarmChange)a.Change), a.Who);
    }

    /// <summary>Of the definition, or of the rule where all rules share one; what is gone leaves its id.</summary>
    public TitleView TitleOf(string definition, string? detail)
    {
        if (rules.Catalogue.Find(definition) is not { } known) return new TitleView(definition, definition);
        if (known.Trigger != AlarmCatalogue.AnyRule || detail is null) return TitleView.Of(known.Title);
        var title = written.Find(detail)?.Rule.Draft.Title;
        return new TitleView(title?.Zh is { Length: > 0 } zh ? zh : detail, title?.En is { Length: > 0 } en ? en : title?.Zh is { Length: > 0 } own ? own : detail);
    }

    /// <summary>A device by what people call it, an asset by its name.</summary>
    private string? NameOf(string local, AssetEntry? asset) => local.StartsWith(DevicePrefix, StringComparison.Ordinal) ? devices.Find(local[DevicePrefix.Length..])?.Device.Name ?? local[DevicePrefix.Length..]
        : local.StartsWith('@') ? local[(local.IndexOf('.') + 1)..] : asset?.Name;

    private TitleView? EscalatedTo(int steps) => steps > 0 && steps <= rules.Settings.Escalation.Count ? TitleView.Of(rules.Settings.Escalation[steps - 1].Title) : null;

    private static string Text(long unixMilliseconds) => new Instant(unixMilliseconds).ToString();

    private static string? Optional(long? unixMilliseconds) => unixMilliseconds is { } ms and not 0 ? Text(ms) : null;
}
