using System.Text;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>Opens a plan's text: UTF-8 (with or without mark), UTF-16 with mark, else GB 18030, in which Chinese offices save.</summary>
internal static class InpText
{
    public static TextReader Open(Stream stream, ReportBuilder report)
    {
        var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || System.Text.Unicode.Utf8.IsValid(bytes))
        {
            buffer.Position = 0;
            return new StreamReader(buffer, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        }
        report.Add(DefectCode.TextEncoding, Remedy.Substituted, "", 0, "", "The file is not UTF-8; it was read as GB 18030. Save it as UTF-8 if names look wrong.");
        buffer.Position = 0;
        return new StreamReader(buffer, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);
    }
}
