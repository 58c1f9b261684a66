using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace DigitalTwin.Ingest.Files.Text;

/// <summary>The characters of a file, read as a stream: finds the encoding, counts and hashes the bytes on their way.</summary>
/// <remarks>
/// Without a byte order mark it decides at the first byte that is not ASCII, on up to 64 kB from there: valid UTF-8 is UTF-8, all else GB18030.
/// Chinese text in GB18030 is by chance also valid UTF-8 only where it is a few characters long.
/// </remarks>
internal sealed class CharacterSource : IDisposable
{
    public static readonly string[] Encodings = ["auto", "utf-8", "utf-16", "gb18030", "windows-1252"];

    private readonly Stream _stream;
    private readonly long _maxBytes;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _bytes = new byte[64 * 1024];
    private int _count;
    private bool _isBegun, _isEnded;
    private Decoder? _decoder;

    /// <param name="encoding">One of <see cref="Encodings"/>.</param>
    public CharacterSource(Stream stream, string encoding, long maxBytes)
    {
        (_stream, _maxBytes) = (stream, maxBytes);
        if (encoding != "auto") Decide(encoding);
    }

    /// <summary>What it is read as; ASCII as long as nothing else came.</summary>
    public string Encoding { get; private set; } = "ascii";
    public long Bytes { get; private set; }
    /// <summary>SHA-256 of the bytes so far, in hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>0 at the end.</summary>
    /// <exception cref="FileTooLargeException">The file has more bytes than are allowed.</exception>
    public async ValueTask<int> Read(Memory<char> to, CancellationToken cancel)
    {
        while (true)
        {
            if (_count == 0 && !_isEnded) await Fill(1, cancel);
            if (!_isBegun) await Begin(cancel);
            if (_decoder is null)
            {
                var ascii = Ascii(_bytes.AsSpan(0, _count));
                if (ascii > 0) return TakeAscii(Math.Min(ascii, to.Length), to.Span);
                if (_count == 0) return 0;
                await Fill(_bytes.Length, cancel);
                Decide(IsUtf8(_bytes.AsSpan(0, _count), _isEnded) ? "utf-8" : "gb18030");
            }
            _decoder!.Convert(_bytes.AsSpan(0, _count), to.Span, _isEnded, out var used, out var made, out _);
            Drop(used);
            if (made > 0) return made;
            if (_isEnded && _count == 0) return 0;
        }
    }

    public void Dispose() => _hash.Dispose();

    private async Task Begin(CancellationToken cancel)
    {
        _isBegun = true;
        await Fill(4, cancel);
        var mark = _bytes.AsSpan(0, _count);
        if (mark.StartsWith<byte>([0xEF, 0xBB, 0xBF])) Mark("utf-8", 3);
        else if (mark.StartsWith<byte>([0xFF, 0xFE])) Mark("utf-16", 2);
        else if (mark.StartsWith<byte>([0xFE, 0xFF])) Mark("utf-16be", 2);
        else if (_decoder is null && mark.Length >= 4 && mark[1] == 0 && mark[3] == 0) Decide("utf-16");
    }

    private void Mark(string encoding, int length)
    {
        Decide(encoding);
        Drop(length);
    }

    private void Decide(string encoding)
    {
        Encoding = encoding;
        _decoder = (encoding switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-16" => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
            "utf-16be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
            _ => CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? throw new ArgumentException($"Encoding '{encoding}' is not known."),
        }).GetDecoder();
    }

    private async Task Fill(int atLeast, CancellationToken cancel)
    {
        while (_count < atLeast && !_isEnded)
        {
            var read = await _stream.ReadAsync(_bytes.AsMemory(_count), cancel);
            if (read == 0) _isEnded = true;
            _hash.AppendData(_bytes, _count, read);
            Bytes += read;
            if (Bytes > _maxBytes) throw new FileTooLargeException(_maxBytes);
            _count += read;
        }
    }

    private int TakeAscii(int length, Span<char> to)
    {
        System.Text.Encoding.ASCII.GetChars(_bytes.AsSpan(0, length), to);
        Drop(length);
        return length;
    }

    private void Drop(int used)
    {
        _bytes.AsSpan(used, _count - used).CopyTo(_bytes);
        _count -= used;
    }

    private static int Ascii(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return at < 0 ? bytes.Length : at;
    }

    /// <summary>A character that the end of the buffer cuts is no fault.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> bytes, bool isAll)
    {
        var end = bytes.Length;
        for (var back = 1; !isAll && back <= 3 && back <= bytes.Length; back++)
        {
            if ((bytes[^back] & 0xC0) == 0x80) continue;
            if (bytes[^back] >= 0xC0) end -= back;
            break;
        }
        return Utf8.IsValid(bytes[..end]);
    }
}

/// <summary>The file has more bytes than are allowed.</summary>
internal sealed class FileTooLargeException(long maxBytes) : Exception($"The file has more than {maxBytes} bytes, the most that one file may have; split it.");
