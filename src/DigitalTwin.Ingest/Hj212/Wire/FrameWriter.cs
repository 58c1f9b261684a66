using System.Buffers;
using System.Globalization;
using System.Text;
using DigitalTwin.Ingest.Hj212.Sm4;

namespace DigitalTwin.Ingest.Hj212.Wire;

/// <summary>Puts a data segment into its frame: <c>## LLLL data CRC CR LF</c>.</summary>
public static class FrameWriter
{
    /// <param name="cipher">Encrypts the content; length and check stay those of the plain text, as in the example of HJ 212-2025.</param>
    /// <exception cref="ArgumentException">The segment is longer than four digits can say.</exception>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> data, Sm4Cipher? cipher = null)
    {
        if (data.Length > FrameReader.MaxData) throw new ArgumentException($"A data segment has at most {FrameReader.MaxData} bytes, not {data.Length}.");
        var head = to.GetSpan(FrameReader.HeaderLength);
        head[0] = head[1] = (byte)'#';
        for (var (i, rest) = (5, data.Length); i > 1; i--, rest /= 10) head[i] = (byte)('0' + rest % 10);
        to.Advance(FrameReader.HeaderLength);
        if (cipher is null) to.Write(data);
        else EncryptedContent.Encrypt(data, cipher, to);
        var tail = to.GetSpan(FrameReader.TrailerLength);
        Hj212Crc.Write(Hj212Crc.Of(data), tail);
        (tail[4], tail[5]) = ((byte)'\r', (byte)'\n');
        to.Advance(FrameReader.TrailerLength);
    }

    public static byte[] Frame(string data, Sm4Cipher? cipher = null)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 32);
        Write(buffer, Encoding.UTF8.GetBytes(data), cipher);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The data segment of a message of ours.</summary>
    /// <param name="qn">Empty where the device sent none.</param>
    public static string Segment(string qn, string systemType, int command, string password, string mn, int flag, string content) =>
        string.Create(CultureInfo.InvariantCulture, $"{(qn.Length > 0 ? $"QN={qn};" : "")}ST={systemType};CN={command};PW={password};MN={mn};Flag={flag};CP=&&{content}&&");
}
