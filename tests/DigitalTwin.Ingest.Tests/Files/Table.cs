using System.Text;
using DigitalTwin.Ingest.Files.Text;

namespace DigitalTwin.Ingest.Tests.Files;

/// <summary>Text as the reader cuts it.</summary>
internal static class Table
{
    /// <summary>Rows with cells between <c>|</c>, as the reader sees them.</summary>
    public static Task<(List<string> Rows, string Encoding, char Delimiter)> Read(string text, string delimiter = "auto") => Read(Encoding.UTF8.GetBytes(text), delimiter);

    public static async Task<(List<string> Rows, string Encoding, char Delimiter)> Read(byte[] bytes, string delimiter = "auto", string encoding = "auto", int chunk = int.MaxValue)
    {
        using var source = new CharacterSource(new Dribble(bytes, chunk), encoding, long.MaxValue);
        var reader = await DelimitedReader.Open(source, delimiter, default);
        var rows = new List<string>();
        while (await reader.Read(default)) rows.Add(string.Join('|', Enumerable.Range(0, reader.Cells).Select(i => reader.Cell(i).ToString())));
        return (rows, source.Encoding, reader.Delimiter);
    }

    /// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
    internal sealed class Dribble(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);
    }
}
