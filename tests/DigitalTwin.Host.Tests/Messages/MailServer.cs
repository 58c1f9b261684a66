using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigitalTwin.Host.Tests.Messages;

/// <summary>The least of a mail server (RFC 5321): takes what comes, keeps it, and refuses whom a test names.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;

    public MailServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public ConcurrentQueue<(string To, string Text)> Mails { get; } = new();
    /// <summary>Answered with 550.</summary>
    public string? Unknown { get; init; }

    public async Task<(string To, string Text)> Next()
    {
        for (var tries = 0; ; tries++)
        {
            if (Mails.TryDequeue(out var mail)) return mail;
            Assert.True(tries < 600, "No mail came.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ending.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync(_ending.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Ended.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            var to = "";
            await writer.WriteLineAsync("220 test");
            while (await reader.ReadLineAsync(_ending.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "RCPT") to = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync(_ending.Token) is { } more && more != ".") text.AppendLine(more);
                    Mails.Enqueue((to, text.ToString()));
                }
                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : verb == "EHLO" ? "250 test" : verb == "RCPT" && to == Unknown ? "550 no such mailbox" : "250 ok");
                if (verb == "QUIT") return;
            }
        }
    }
}
