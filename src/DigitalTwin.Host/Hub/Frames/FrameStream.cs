namespace DigitalTwin.Host.Hub.Frames;

/// <summary>The upgraded connection below a WebSocket, into which ready-made frames may go between the socket's own messages.</summary>
/// <remarks>The socket writes one whole frame at a time and never two at once; a frame that is not final opens a message, and until its end only the socket writes.</remarks>
internal sealed class FrameStream(Stream inner) : Stream
{
    private const byte Final = 0x80;
    private const byte Control = 0x08;
    private const byte CloseOpcode = 0x08;
    private const byte OpcodeMask = 0x0f;

    private readonly SemaphoreSlim _turn = new(1);
    private bool _isInMessage;
    private volatile bool _isClosed;

    /// <summary>Writes whole frames as they are; nothing once the socket has said that it closes.</summary>
    public async ValueTask Send(ReadOnlyMemory<byte> frames, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (!_isClosed) await inner.WriteAsync(frames, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var head = buffer.Span[0];
        if (!_isInMessage) await _turn.WaitAsync(cancellationToken);
        try
        {
            if ((head & OpcodeMask) == CloseOpcode) _isClosed = true;
            await inner.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            if ((head & Control) == 0) _isInMessage = (head & Final) == 0;
            if (!_isInMessage) _turn.Release();
        }
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronously.");
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronously.");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
