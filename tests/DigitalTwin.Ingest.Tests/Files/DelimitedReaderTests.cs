using System.Text;
using DigitalTwin.Ingest.Files.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Files;

public class DelimitedReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b;1|2")]
    [InlineData("a,b\r\n1,2", "a|b;1|2")]
    [InlineData("a,b\r1,2\r", "a|b;1|2")]
    [InlineData("a;b\n1,5;2,5\n", "a|b;1,5|2,5")]
    [InlineData("a\tb\n1\t2\n", "a|b;1|2")]
    [InlineData("\"a,\"\"x\"\"\", \"b\nc\"\n1,2\n", "a,\"x\"|b\nc;1|2")]
    [InlineData("a,b\n\n1,\n", "a|b;;1|")]
    [InlineData("", "")]
    public async Task Rows_are_read_however_they_are_written(string text, string rows) => Assert.Equal(rows, string.Join(';', (await Table.Read(text)).Rows));

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("gb18030", false)]
    public async Task Chinese_is_read_in_whatever_encoding_it_came(string name, bool mark)
    {
        var encoding = name switch { "gb18030" => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!, "utf-16" => new UnicodeEncoding(false, mark), _ => (Encoding)new UTF8Encoding(mark) };
        var text = "时间,进水流量（万吨/日）\n2026-01-01,3.2\n2026-01-02,一期检修\n";
        var bytes = (mark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(text)).ToArray();
        foreach (var chunk in (int[])[1, 7, int.MaxValue])
        {
            var (rows, found, _) = await Table.Read(bytes, chunk: chunk);
            Assert.Equal(["时间|进水流量（万吨/日）", "2026-01-01|3.2", "2026-01-02|一期检修"], rows);
            Assert.Equal(name, found);
        }
    }

    [Fact]
    public async Task A_comment_in_GB18030_after_much_ASCII_is_still_found()
    {
        var ascii = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},1.5\n"));
        var bytes = Encoding.ASCII.GetBytes(ascii).Concat(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("20000,停电\n")).ToArray();
        var (rows, encoding, _) = await Table.Read(bytes);
        Assert.Equal(("20000|停电", "gb18030"), (rows[^1], encoding));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_named_and_does_not_swallow_the_file()
    {
        var at = await Assert.ThrowsAsync<FileFormatException>(() => Table.Read("a,b\n1,\"2\n" + string.Concat(Enumerable.Repeat("3,4\n", 10))));
        Assert.Equal((2, 2), (at.Row, at.Column));
        await Assert.ThrowsAsync<FileFormatException>(() => Table.Read("a,b\n1,\"2\n" + string.Concat(Enumerable.Repeat("3,4\n", 400_000))));
    }

    /// <summary>What is written by the rules comes back, in whatever pieces the network brings it.</summary>
    [Fact]
    public void Cells_come_back_as_they_were_written()
    {
        var cell = Gen.Elements("", "a", "12.5", "水", "\"", ",", "\n", "\r\n", "x y", "\"\"").ListOf().Select(string.Concat).Select(c => c.Trim());
        var table = cell.NonEmptyListOf().Select(c => c.ToArray()).NonEmptyListOf().Select(r => r.ToArray());
        var cases = from rows in table from chunk in Gen.Choose(1, 40) select (rows, chunk);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var text = string.Concat(c.rows.Select(r => string.Join(',', r.Select(x => $"\"{x.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));
            var rows = Table.Read(Encoding.UTF8.GetBytes(text), ",", "utf-8", c.chunk).GetAwaiter().GetResult().Rows;
            return rows.SequenceEqual(c.rows.Select(r => string.Join('|', r)));
        }));
    }
}
