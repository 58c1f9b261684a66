using System.Collections.Concurrent;
using System.Net;
using DigitalTwin.Testing;

namespace EndToEnd.Tests;

/// <summary>A tile server of one grey picture, which notes what it was asked for.</summary>
public sealed class TileServer : IDisposable
{
    // A PNG of 1 × 1.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNsaGj4DwAFhAKAjM1mJgAAAABJRU5ErkJggg==");
    private readonly HttpListener _listener = new();

    public TileServer()
    {
        var port = ServerProcess.FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        Url = $"http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}.png";
        _ = Serve();
    }

    /// <summary>As it is configured: with places for z, x and y.</summary>
    public string Url { get; }

    public ConcurrentQueue<(int Z, int X, int Y)> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var parts = context.Request.Url!.AbsolutePath.Trim('/').Replace(".png", "", StringComparison.Ordinal).Split('/').Select(int.Parse).ToArray();
                Asked.Enqueue((parts[0], parts[1], parts[2]));
                context.Response.ContentType = "image/png";
                await context.Response.OutputStream.WriteAsync(Picture);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // A map that moves on gives up tiles it has asked for; the next ones are to be answered all the same.
            }
        }
    }
}
