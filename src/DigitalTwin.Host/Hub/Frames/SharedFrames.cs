using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace DigitalTwin.Host.Hub.Frames;

/// <summary>
/// Lets SignalR's WebSockets take frames that are made once for all viewers. By itself SignalR copies each message for each viewer three times and splits it into
/// frames of 4 kB, and compresses for each viewer anew; at a hundred viewers that is most of what pushing costs.
/// </summary>
internal sealed class SharedFrames(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    private FrameStream? _stream;
    private bool _compresses;

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => _stream = new FrameStream(await upgrade.UpgradeAsync());

    /// <summary>Wraps what WebSockets of this path are made of. Connections that are no WebSocket over HTTP/1.1 stay as they are.</summary>
    public static void Use(WebApplication app, string path) => app.UseWhen(context => context.Request.Path.Equals(path), hub =>
    {
        hub.Use((context, next) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade) return next(context);
            var frames = new SharedFrames(upgrade);
            context.Features.Set<IHttpUpgradeFeature>(frames);
            context.Features.Set(frames);
            return next(context);
        });
        hub.UseWebSockets();
        hub.Use((context, next) =>
        {
            if (context.Features.Get<SharedFrames>() is { } frames && context.Features.Get<IHttpWebSocketFeature>() is { IsWebSocketRequest: true } sockets)
                context.Features.Set<IHttpWebSocketFeature>(new Compressing(sockets, context, frames));
            return next(context);
        });
    });

    /// <summary>Sends a message whole; false where this connection takes no frames.</summary>
    public async ValueTask<bool> TrySend(SharedMessage message, CancellationToken cancel)
    {
        if (_stream is not { } stream) return false;
        await stream.Send(message.Frames(_compresses), cancel);
        return true;
    }

    // Compression is called dangerous where a secret and a stranger's text share a message; here there is no secret in any.
    private sealed class Compressing(IHttpWebSocketFeature inner, HttpContext context, SharedFrames frames) : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => inner.IsWebSocketRequest;

        public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext accept)
        {
            (accept.DangerousEnableCompression, accept.DisableServerContextTakeover) = (true, true);
            var socket = await inner.AcceptAsync(accept);
            // A client that wants a smaller window than a frame for everybody has gets its frames plain.
            var agreed = context.Response.Headers.SecWebSocketExtensions.ToString();
            frames._compresses = agreed.Contains("permessage-deflate", StringComparison.Ordinal) && !agreed.Contains("server_max_window_bits", StringComparison.Ordinal);
            return socket;
        }
    }
}
