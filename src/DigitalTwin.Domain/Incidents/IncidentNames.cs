using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Incidents.Workflow;

namespace DigitalTwin.Domain.Incidents;

/// <summary>Commands, events and stages by the names that they have outside.</summary>
public static class IncidentNames
{
    private static readonly ConcurrentDictionary<Type, string> Known = [];

    public static string ActionOf(IncidentCommand command) => Of(typeof(IncidentCommand), command.GetType());

    public static string KindOf(IncidentEvent data) => Of(typeof(IncidentEvent), data.GetType());

    public static string Of(IncidentStage stage) => char.ToLowerInvariant(stage.ToString()[0]) + stage.ToString()[1..];

    private static string Of(Type union, Type type) => Known.GetOrAdd(type, t => (string)union.GetCustomAttributes<JsonDerivedTypeAttribute>().First(d => d.DerivedType == t).TypeDiscriminator!);
}
