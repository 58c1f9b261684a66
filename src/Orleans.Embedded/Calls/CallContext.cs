using System.Diagnostics;

namespace Orleans.Runtime;

/// <summary>What flows from a caller to the called: its <see cref="RequestContext"/> and its activity. Other async locals do not cross.</summary>
internal sealed class CallContext(Dictionary<string, object>? values, Activity? activity)
{
    /// <summary>Named as in Orleans, so that a host listens to one source on either runtime.</summary>
    private static readonly ActivitySource Source = new("Microsoft.Orleans.Application");

    public Guid ReentrancyId => values is not null && values.TryGetValue(RequestContext.ReentrancyKey, out var id) ? (Guid)id : Guid.Empty;

    /// <summary>The context of the current caller; null where there is nothing to carry.</summary>
    public static CallContext? Capture()
    {
        var values = RequestContext.Values;
        var activity = Activity.Current;
        return values is null && activity is null ? null : new CallContext(values, activity);
    }

    /// <summary>Makes this the context of the current turn. Returns the span of the call where somebody listens.</summary>
    public Activity? Enter(MethodDescriptor method)
    {
        if (values is not null) RequestContext.Values = values;
        if (activity is null) return null;
        Activity.Current = activity;
        return Source.HasListeners() ? Source.StartActivity(method.Name, ActivityKind.Server) : null;
    }
}
