using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace DigitalTwin.Host.Http;

/// <summary>A whole request body in pooled memory.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _rented;
    private int _length;

    private RequestBody(int capacity) => _rented = ArrayPool<byte>.Shared.Rent(capacity);

    public Span<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>A stream over the body, good until this is disposed.</summary>
    public Stream OpenRead() => new MemoryStream(_rented, 0, _length, writable: false);

    /// <summary>Null where the body is longer than <paramref name="limit"/>.</summary>
    public static async Task<RequestBody?> Read(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit) return TooLarge(http);
        const int unknownLength = 64 * 1024;
        var body = new RequestBody((int)(http.Request.ContentLength ?? unknownLength) + 1);
        try
        {
            while (true)
            {
                if (body._length == body._rented.Length) body.Grow();
                var read = await http.Request.Body.ReadAsync(body._rented.AsMemory(body._length), http.RequestAborted);
                if (read == 0) return body;
                body._length += read;
                if (body._length <= limit) continue;
                body.Dispose();
                return TooLarge(http);
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_rented.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_rented);
        (_rented, _length) = ([], 0);
    }

    /// <summary>The server then reads on for some seconds instead of cutting the line, so that a client that is still sending gets the answer.</summary>
    private static RequestBody? TooLarge(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        return null;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_rented.Length * 2);
        _rented.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
    }
}
