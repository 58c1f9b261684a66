using System.Collections.Concurrent;
using System.Net;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Messages;

/// <summary>A real HTTP receiver: keeps what it gets and answers as a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public Receiver(Func<int, int>? answers = null)
    {
        Origin = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        _listener.Prefixes.Add(Origin + "/");
        _listener.Start();
        _serving = Serve(answers ?? (_ => 200));
    }

    public string Origin { get; }
    public ConcurrentQueue<(string Path, Dictionary<string, string> Headers, byte[] Body)> Got { get; } = new();

    public async Task<(string Path, Dictionary<string, string> Headers, byte[] Body)> Next()
    {
        for (var tries = 0; ; tries++)
        {
            if (Got.TryDequeue(out var got)) return got;
            Assert.True(tries < 600, "Nothing came.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task Serve(Func<int, int> answers)
    {
        try
        {
            for (var count = 1; ; count++)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                context.Response.StatusCode = answers(count);
                if (context.Response.StatusCode is >= 300 and < 400) context.Response.Headers["Location"] = Origin + "/elsewhere";
                context.Response.Close();
                Got.Enqueue((context.Request.Url!.AbsolutePath, context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase), body.ToArray()));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Ended.
        }
    }
}
