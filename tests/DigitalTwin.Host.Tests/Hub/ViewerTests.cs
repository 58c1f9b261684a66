using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using DigitalTwin.Host.Hub;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigitalTwin.Host.Tests.Hub;

public class ViewerTests
{
    private static readonly JsonHubProtocol Json = new();

    [Fact]
    public async Task A_viewer_that_stops_reading_loses_what_waits_and_is_told_to_start_over()
    {
        const int sent = 1000;
        var (toViewer, fromViewer) = (new Pipe(new PipeOptions(pauseWriterThreshold: 256, resumeWriterThreshold: 128)), new Pipe());
        var transport = new Duplex(fromViewer.Reader, toViewer.Writer);
        var connection = new HubConnectionContext(new DefaultConnectionContext("viewer", transport, transport), new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromMinutes(5) }, NullLoggerFactory.Instance)
        {
            Protocol = Json,
        };
        var resyncs = 0;
        var viewer = new Viewer(connection, _ =>
        {
            Interlocked.Increment(ref resyncs);
            return [Viewers.Message("StartOver", "", Json)];
        }, NullLogger.Instance);
        viewer.Send(Viewers.Message("First", new string('x', 1000), Json));
        var stuck = await toViewer.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)); // It waits in the middle of this one from here on.
        toViewer.Reader.AdvanceTo(stuck.Buffer.Start);
        for (var i = 0; i < sent; i++) viewer.Send(Viewers.Message("Tick", i, Json)); // Nobody reads yet; nothing of this waits.

        var received = new StringBuilder();
        while (!received.ToString().Contains("StartOver")) await Read(toViewer.Reader, received);
        viewer.Send(Viewers.Message("Tick", sent, Json));
        while (!received.ToString().Contains($"[{sent}]")) await Read(toViewer.Reader, received);

        Assert.Equal(1, resyncs);
        var messages = received.ToString().Split('\u001e', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(messages.Length, 2, Viewer.MaxWaiting + 16);
        Assert.Contains("StartOver", messages[^2]);
        viewer.Leave();
        await viewer.Finished.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task Read(PipeReader reader, StringBuilder into)
    {
        var read = await reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        into.Append(Encoding.UTF8.GetString(read.Buffer.ToArray()));
        reader.AdvanceTo(read.Buffer.End);
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;
        public PipeWriter Output => output;
    }
}
