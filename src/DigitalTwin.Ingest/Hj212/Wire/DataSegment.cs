using System.Buffers.Text;

namespace DigitalTwin.Ingest.Hj212.Wire;

/// <summary>Which edition a packet follows, from the version bits of its Flag.</summary>
public enum Hj212Version : byte { V2005 = 0, V2017 = 1, V2025 = 2 }

/// <summary>The data segment of one frame, as spans into the caller's buffer: its named header fields and the content between the <c>&amp;&amp;</c>.</summary>
/// <remarks>
/// Takes what the field sends: fields in any order, ',' for ';' (misprint C.22/C.48), no ';' before CP (misprint C.19), no QN or Flag (2005).
/// </remarks>
public readonly ref struct DataSegment
{
    /// <summary>QN, <c>yyyyMMddHHmmssfff</c>; empty in 2005 uploads.</summary>
    public ReadOnlySpan<byte> RequestNumber { get; private init; }
    /// <summary>ST.</summary>
    public ReadOnlySpan<byte> SystemType { get; private init; }
    /// <summary>CN.</summary>
    public int Command { get; private init; }
    /// <summary>PW.</summary>
    public ReadOnlySpan<byte> Password { get; private init; }
    /// <summary>MN.</summary>
    public ReadOnlySpan<byte> Device { get; private init; }
    /// <summary>0 where absent.</summary>
    public int Flag { get; private init; }
    /// <summary>PNUM; 1 where absent.</summary>
    public int PacketCount { get; private init; }
    /// <summary>PNO, from 1; 1 where absent.</summary>
    public int PacketNumber { get; private init; }
    /// <summary>RF=1 (2025): sent later than it was measured.</summary>
    public bool IsBackfill { get; private init; }
    /// <summary>What stands between <c>CP=&amp;&amp;</c> and the last <c>&amp;&amp;</c>.</summary>
    public ReadOnlySpan<byte> Content { get; private init; }

    public bool WantsAck => (Flag & 1) != 0;
    public bool IsSplit => (Flag & 2) != 0;
    public Hj212Version Version => (Flag >> 2) switch { 0 => Hj212Version.V2005, 1 => Hj212Version.V2017, _ => Hj212Version.V2025 };
    public FieldEnumerator Fields => new(Content);

    /// <returns>Null if it parsed; else what is wrong, naming the field.</returns>
    public static string? TryParse(ReadOnlySpan<byte> data, out DataSegment segment)
    {
        segment = default;
        var cp = data.IndexOf("CP=&&"u8);
        if (cp < 0) return "CP: expected 'CP=&&…&&'";
        var content = data[(cp + 5)..];
        var end = content.LastIndexOf("&&"u8);
        if (end < 0) return "CP: expected '&&' at its end";
        ReadOnlySpan<byte> qn = default, st = default, pw = default, mn = default;
        int cn = -1, flag = 0, packets = 1, packet = 1, backfill = 0;
        foreach (var range in data[..cp].SplitAny(";,"u8))
        {
            var field = data[..cp][range].Trim((byte)' ');
            if (field.IsEmpty) continue;
            var equals = field.IndexOf((byte)'=');
            if (equals < 1) return $"header: '{Text(field)}' has no '='";
            var name = field[..equals];
            var value = field[(equals + 1)..];
            if (name.SequenceEqual("QN"u8)) qn = value;
            else if (name.SequenceEqual("ST"u8)) st = value;
            else if (name.SequenceEqual("PW"u8)) pw = value;
            else if (name.SequenceEqual("MN"u8)) mn = value;
            else if (name.SequenceEqual("CN"u8) && !Number(value, 9999, out cn)) return $"CN: '{Text(value)}' is not a command number";
            else if (name.SequenceEqual("Flag"u8) && !Number(value, 255, out flag)) return $"Flag: '{Text(value)}' is not 0–255";
            else if (name.SequenceEqual("RF"u8) && !Number(value, 1, out backfill)) return $"RF: '{Text(value)}' is not 0 or 1";
            else if (name.SequenceEqual("PNUM"u8) && !Number(value, 999_999, out packets)) return $"PNUM: '{Text(value)}' is not a number";
            else if (name.SequenceEqual("PNO"u8) && !Number(value, 999_999, out packet)) return $"PNO: '{Text(value)}' is not a number";
        }
        if (cn < 0) return "CN: missing";
        if (mn.IsEmpty) return "MN: missing";
        if (mn.Length > 24) return $"MN: {mn.Length} characters; at most 24";
        if (packet < 1 || packet > packets) return $"PNO: {packet} is not within 1–{packets}";
        segment = new DataSegment
        {
            RequestNumber = qn, SystemType = st, Command = cn, Password = pw, Device = mn,
            Flag = flag, PacketCount = packets, PacketNumber = packet, IsBackfill = backfill == 1, Content = content[..end],
        };
        return null;
    }

    private static bool Number(ReadOnlySpan<byte> text, int most, out int value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && value >= 0 && value <= most;

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Length > 40 ? bytes[..40] : bytes);
}
