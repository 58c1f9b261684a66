using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Incidents;

namespace DigitalTwin.Grains.Incidents;

/// <summary>Between the domain's types and the messages that cross between grains.</summary>
public static class IncidentRecords
{
    public static Actor ToActor(IncidentActorRecord a) => new(a.Name, a.FullName, a.Department, a.Regions, a.MayWrite, a.MayCommand);

    public static IncidentActorRecord Of(Actor a) => new(a.Name, a.FullName, a.Department, [.. a.Regions], a.MayWrite, a.MayCommand);

    public static IncidentCommand ToCommand(byte[] json) => JsonSerializer.Deserialize<IncidentCommand>(json, IncidentJson.Options) ?? throw new JsonException("The command is null.");

    public static byte[] Of(IncidentCommand command) => JsonSerializer.SerializeToUtf8Bytes(command, IncidentJson.Options);

    public static byte[] Of(IncidentSummary summary) => JsonSerializer.SerializeToUtf8Bytes(summary, IncidentJson.Options);

    public static IncidentAnswer Refused(string incident, int version, Verdict.Refused refused) => new("refused", incident, version, null, refused.Code, refused.Why, refused.Field, [.. refused.Open ?? []]);

    public static IncidentAnswer Done(string verdict, string incident, int version, ChainedEntry? entry) => new(verdict, incident, version, entry?.ToBody(), null, null, null, []);
}
