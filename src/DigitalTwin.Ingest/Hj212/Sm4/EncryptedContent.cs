using System.Buffers;
using System.Globalization;
using System.Text;

namespace DigitalTwin.Ingest.Hj212.Sm4;

/// <summary>The content of a 2025 packet as it stands on the wire: whole blocks of sixteen as <c>{0xE4,0x3E,…}</c>, and the rest as it was.</summary>
/// <remarks>HJ 212-2025 after public implementations: SM4-ECB without padding, between <c>CP=&amp;&amp;</c> and <c>&amp;&amp;</c>; the check is that of the plain text.</remarks>
public static class EncryptedContent
{
    private static ReadOnlySpan<byte> Start => "CP=&&{0x"u8;

    /// <summary>Whether a data segment holds encrypted content.</summary>
    public static bool IsIn(ReadOnlySpan<byte> data) => data.IndexOf(Start) >= 0;

    /// <summary>Commands whose content is encrypted where a key is agreed.</summary>
    public static bool Concerns(int command) => command is >= 2000 and < 3000 or 1014 or 3020;

    /// <summary>A registered key: 32 hexadecimal digits, or 16 characters; null where it is neither.</summary>
    public static Sm4Cipher? Cipher(string? key) => key switch
    {
        { Length: 32 } when key.All(char.IsAsciiHexDigit) => new Sm4Cipher(Convert.FromHexString(key)),
        { Length: 16 } when key.All(char.IsAscii) => new Sm4Cipher(Encoding.ASCII.GetBytes(key)),
        _ => null,
    };

    /// <summary>Writes the data segment with its content decrypted.</summary>
    /// <param name="plain">At least as long as <paramref name="data"/>.</param>
    /// <returns>Bytes written; -1 where the content is not of that form.</returns>
    public static int Decrypt(ReadOnlySpan<byte> data, Sm4Cipher cipher, Span<byte> plain)
    {
        var open = data.IndexOf(Start);
        if (open < 0) return -1;
        open += 5;
        var length = data[(open + 1)..].IndexOf((byte)'}');
        if (length < 0) return -1;
        data[..open].CopyTo(plain);
        var at = open;
        var hex = data.Slice(open + 1, length);
        foreach (var range in hex.Split((byte)','))
        {
            var word = hex[range].Trim((byte)' ');
            if (word.Length is not (3 or 4) || word[0] != '0' || (word[1] | 0x20) != 'x' || !byte.TryParse(word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out plain[at])) return -1;
            at++;
        }
        if ((at - open) % Sm4Cipher.BlockLength != 0) return -1;
        for (var block = open; block < at; block += Sm4Cipher.BlockLength) cipher.Decrypt(plain[block..], plain[block..]);
        var rest = data[(open + length + 2)..];
        rest.CopyTo(plain[at..]);
        return at + rest.Length;
    }

    /// <summary>Writes the data segment with its content encrypted.</summary>
    public static void Encrypt(ReadOnlySpan<byte> data, Sm4Cipher cipher, IBufferWriter<byte> to)
    {
        var start = data.IndexOf("CP=&&"u8) + 5;
        var end = data.LastIndexOf("&&"u8);
        var whole = (end - start) / Sm4Cipher.BlockLength * Sm4Cipher.BlockLength;
        to.Write(data[..start]);
        if (whole > 0)
        {
            Span<byte> block = stackalloc byte[Sm4Cipher.BlockLength];
            var text = new StringBuilder("{");
            for (var at = start; at < start + whole; at += Sm4Cipher.BlockLength)
            {
                cipher.Encrypt(data.Slice(at, Sm4Cipher.BlockLength), block);
                foreach (var b in block) text.Append(text.Length > 1 ? ",0x" : "0x").Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
            to.Write(Encoding.ASCII.GetBytes(text.Append('}').ToString()));
        }
        to.Write(data[(start + whole)..]);
    }
}
