using System.Buffers.Binary;
using System.Text;

namespace DigitalTwin.Ingest.Jt808;

/// <summary>Who knows the terminals, and takes what they say.</summary>
public interface ITerminals
{
    /// <summary>A terminal asks to be known by its number.</summary>
    /// <param name="plate">As it says; may be empty.</param>
    /// <returns>The code by which it shall authenticate itself; null where it is not registered here.</returns>
    Task<string?> Register(string phone, string plate, string? from);

    bool IsAuthentic(string phone, string code);

    /// <summary>A terminal that is not registered spoke.</summary>
    void Refused(string phone, string? from);

    /// <summary>In the order sent.</summary>
    void Take(string phone, IReadOnlyList<Location> locations);

    void Online(string phone, bool isOnline);
}

/// <summary>What is said to one terminal over one connection: pure but for whom it asks.</summary>
public sealed class Dialogue(ITerminals terminals, string? from)
{
    private const ushort GeneralAnswer = 0x8001, RegisterAnswer = 0x8100;
    private const int LongestCode = 64;

    private enum Result : byte { Done = 0, Failed = 1, Wrong = 2, NotSupported = 3 }

    private ushort _serial;

    /// <summary>The number under which this connection has shown to be a registered terminal; null before.</summary>
    public string? Phone { get; private set; }

    /// <summary>Messages in a row that were refused.</summary>
    public int Faults { get; private set; }

    /// <summary>The answer to a frame; null where none can be given.</summary>
    public async Task<byte[]?> Answer(ReadOnlyMemory<byte> frame)
    {
        if (!FrameHeader.TryRead(frame.Span, out var header, out var body))
        {
            Faults++;
            return null;
        }
        if (header.Id == 0x0100 && !header.IsPart && !header.IsEncrypted) return await Register(header, body.ToArray()).ConfigureAwait(false);
        var result = header.IsPart || header.IsEncrypted ? Result.NotSupported : Take(header, body);
        Faults = result == Result.Done ? 0 : Faults + 1;
        return Reply(header, result);
    }

    private async Task<byte[]> Register(FrameHeader header, byte[] body)
    {
        var plateAt = header.Is2019 ? 76 : 37;
        if (body.Length < plateAt) return Reply(header, Result.Wrong, ++Faults);
        var code = await terminals.Register(header.Phone, Printable(body.AsSpan(plateAt)), from).ConfigureAwait(false);
        const byte done = 0, noSuchTerminal = 4;
        if (code is null) Faults++;
        byte[] answer = [(byte)(header.Serial >> 8), (byte)header.Serial, code is null ? noSuchTerminal : done, .. Encoding.ASCII.GetBytes(code ?? "")];
        return FrameWriter.Write(RegisterAnswer, header.Phone, _serial++, header.Is2019, answer);
    }

    private Result Take(FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Id == 0x0102) return Authenticate(header, body);
        if (Phone != header.Phone)
        {
            terminals.Refused(header.Phone, from); // One connection, one terminal.
            return Result.Failed;
        }
        switch (header.Id)
        {
            case 0x0002: return Result.Done;
            case 0x0003:
                terminals.Online(header.Phone, false);
                Phone = null;
                return Result.Done;
            case 0x0200:
                if (!Location.TryRead(body, out var location)) return Result.Wrong;
                terminals.Take(header.Phone, [location]);
                return Result.Done;
            case 0x0704:
                var locations = new List<Location>();
                if (!Location.TryReadBatch(body, locations)) return Result.Wrong;
                terminals.Take(header.Phone, locations);
                return Result.Done;
            default: return Result.NotSupported;
        }
    }

    private Result Authenticate(FrameHeader header, ReadOnlySpan<byte> body)
    {
        // By 2019 the code's length goes before it, and the maker's data after.
        if (header.Is2019 && (body.IsEmpty || body.Length < 1 + body[0])) return Result.Wrong;
        var code = header.Is2019 ? body.Slice(1, body[0]) : body;
        if (code.Length > LongestCode) return Result.Wrong;
        if (!terminals.IsAuthentic(header.Phone, Encoding.ASCII.GetString(code)))
        {
            terminals.Refused(header.Phone, from);
            return Result.Failed;
        }
        if (Phone is { } before && before != header.Phone) terminals.Online(before, false);
        Phone = header.Phone;
        terminals.Online(header.Phone, true);
        return Result.Done;
    }

    private byte[] Reply(FrameHeader header, Result result, int faults = 0)
    {
        Faults = Math.Max(Faults, faults);
        var body = new byte[5];
        BinaryPrimitives.WriteUInt16BigEndian(body, header.Serial);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(2), header.Id);
        body[4] = (byte)result;
        return FrameWriter.Write(GeneralAnswer, header.Phone, _serial++, header.Is2019, body);
    }

    // Plates are GBK; only what needs no table is shown, since the number names the terminal.
    private static string Printable(ReadOnlySpan<byte> text) => string.Concat(text[..Math.Min(text.Length, 20)].ToArray().Where(b => b is > 32 and < 127).Select(b => (char)b));
}
