using System.Text;

namespace DigitalTwin.Gis.Features;

/// <summary>Which encoding bytes are in: what a mark or a declaration says, else UTF-8 where they are that, else GB 18030, in which Chinese offices save.</summary>
internal static class FileText
{
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static Encoding Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
        : System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Gb18030;

    /// <summary>By a name or number of a code page, as <c>.cpg</c> files have it; null where it is none.</summary>
    public static Encoding? Named(string? name)
    {
        var text = name?.Trim().Trim('\uFEFF') ?? "";
        if (text.Length == 0) return null;
        if (text.Contains("UTF", StringComparison.OrdinalIgnoreCase) || text == "65001") return Encoding.UTF8;
        if (text.Contains("GB", StringComparison.OrdinalIgnoreCase) || text.EndsWith("936", StringComparison.Ordinal)) return Gb18030;
        try
        {
            return (int.TryParse(text.Replace("ANSI ", ""), out var page) ? CodePagesEncodingProvider.Instance.GetEncoding(page) : CodePagesEncodingProvider.Instance.GetEncoding(text)) ?? Encoding.GetEncoding(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Of(bytes), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>The bytes as UTF-8 without a mark.</summary>
    public static ReadOnlyMemory<byte> Utf8(byte[] bytes) =>
        bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes.AsMemory(3) : System.Text.Unicode.Utf8.IsValid(bytes) ? bytes : Encoding.UTF8.GetBytes(Decode(bytes));
}
