using System.IO.Compression;
using System.Text;

namespace DigitalTwin.Host.Incidents.Files;

/// <summary>Tells by what is in a file what it is; neither its name nor what its sender says of it counts.</summary>
internal static class FileKinds
{
    private const int MostParts = 5_000;

    /// <summary>Type and the endings that a name of this type has.</summary>
    private static readonly (string Type, string[] Endings)[] Known =
    [
        ("image/jpeg", [".jpg", ".jpeg"]), ("image/png", [".png"]), ("image/webp", [".webp"]), ("application/pdf", [".pdf"]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"]), ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"]), ("text/plain", [".txt", ".csv"]),
    ];

    public const string Expected = "jpg, png, webp, pdf, docx, xlsx, txt or csv";

    /// <returns>The type; or why it is not taken.</returns>
    public static (string? Type, string? Why) Of(Stream file, string name)
    {
        var head = new byte[16];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (TypeOf(file, head.AsSpan(0, read)) is not { } type) return (null, $"The file is none that is taken; expected {Expected}, without macros.");
        var endings = Known.First(k => k.Type == type).Endings;
        return endings.Contains(Path.GetExtension(name).ToLowerInvariant()) ? (type, null) : (null, $"What is in the file is {type}, but its name '{name}' ends otherwise; expected {string.Join(" or ", endings)}.");
    }

    private static string? TypeOf(Stream file, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8)) return "image/webp";
        if (head.StartsWith("%PDF-"u8)) return "application/pdf";
        if (head.StartsWith("PK\u0003\u0004"u8)) return OfficeType(file);
        return IsText(file) ? "text/plain" : null;
    }

    /// <summary>A package of Office by its parts; one with macros is none. Nothing is unpacked.</summary>
    private static string? OfficeType(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostParts) return null;
            var parts = zip.Entries.Select(e => e.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (!parts.Contains("[Content_Types].xml") || parts.Any(p => p.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))) return null;
            return parts.Contains("word/document.xml") ? Known[4].Type : parts.Contains("xl/workbook.xml") ? Known[5].Type : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>UTF-8 without control characters; markup is no text that somebody should open.</summary>
    private static bool IsText(Stream file)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var buffer = new char[8192];
        var first = true;
        try
        {
            using var reader = new StreamReader(file, strict, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
            int read;
            while ((read = reader.Read(buffer)) > 0)
            {
                var some = buffer.AsSpan(0, read);
                if (first && some.TrimStart("\uFEFF \t\r\n").StartsWith("<")) return false;
                first = false;
                foreach (var c in some)
                    if (char.IsControl(c) && c is not ('\r' or '\n' or '\t')) return false;
            }
            return !first;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
