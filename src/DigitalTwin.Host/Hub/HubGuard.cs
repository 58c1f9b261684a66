using System.Reflection;
using DigitalTwin.Host.Auth;
using DigitalTwin.Host.Configuration;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace DigitalTwin.Host.Hub;

/// <summary>At the door of every hub: a method needs its right, and a connection lasts no longer than what let it in.</summary>
internal sealed class HubGuard(HubConnections connections, IOptions<TwinOptions> options) : IHubFilter
{
    /// <summary>Begins the message of every refusal, so that a page can tell it from other errors.</summary>
    public const string Refusal = "forbidden:";

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var scope = invocation.HubMethod.GetCustomAttribute<RightAttribute>()?.Scope ?? throw new HubException($"{Refusal} {invocation.HubMethodName} is open to nobody.");
        if (!IsAllowed(invocation.Context, scope)) throw new HubException($"{Refusal} {invocation.HubMethodName} needs the scope {scope}.");
        return next(invocation);
    }

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        connections.Add(context.Context);
        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        connections.Remove(context.Context.ConnectionId);
        return next(context, exception);
    }

    private bool IsAllowed(HubCallerContext caller, string scope) =>
        caller.User?.HasClaim(Scopes.Claim, scope) == true || scope == Scopes.Read && caller.GetHttpContext() is { } http && Authorization.IsOpenTo(http, options.Value);
}
