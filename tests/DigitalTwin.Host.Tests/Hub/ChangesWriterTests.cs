using System.Text.Json;
using DigitalTwin.Host.Hub;
using DigitalTwin.Host.Live;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace DigitalTwin.Host.Tests.Hub;

public class ChangesWriterTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.2137, "0.2137")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1, "1")]
    [InlineData(12.3456789, "12.346")]
    [InlineData(99999.9, "100000")]
    [InlineData(9.99999, "10")]
    [InlineData(0.00099999, "0.00099999")]
    [InlineData(1234567, "1.2346E+06")]
    [InlineData(1e-9, "1E-09")]
    [InlineData(double.NaN, "null")]
    public void A_value_is_written_to_five_digits(double value, string expected) =>
        Assert.Contains($"\"value\":[{expected}]", Written([1], [new LiveRow(0, 1, value, LiveRow.NoFill)]));

    [Fact]
    public void What_is_written_is_what_was_given()
    {
        var rows = Gen.Choose(0, 63).Zip(Gen.Choose(0, 65_535)).Zip(ArbMap.Default.GeneratorFor<NormalFloat>().Zip(Gen.Choose(-1, 2000)))
            .Select(r => new LiveRow((byte)r.Item1.Item1, (ushort)r.Item1.Item2, r.Item2.Item1.Get, (short)r.Item2.Item2));
        Prop.ForAll(Arb.From(rows.ArrayOf()), given =>
        {
            var keys = Enumerable.Range(1, given.Length).Select(i => i * 7).ToArray();
            using var json = JsonDocument.Parse(Written(keys, given));
            int[] Numbers(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(n => n.GetInt32())];
            Assert.Equal(keys, Numbers("key"));
            Assert.Equal(given.Select(r => (int)r.State), Numbers("state"));
            Assert.Equal(given.Select(r => (int)r.Quantity), Numbers("quantity"));
            Assert.Equal(given.Select(r => (int)r.Fill), Numbers("fill"));
            var values = json.RootElement.GetProperty("value").EnumerateArray().Select(n => n.GetDouble());
            Assert.All(given.Zip(values), pair => Assert.Equal(pair.First.Value, pair.Second, Math.Abs(pair.First.Value) * 0.51e-4));
        }).QuickCheckThrowOnFailure();
    }

    // The batch without the message around it.
    private static string Written(int[] keys, LiveRow[] rows)
    {
        var changed = new LiveRows();
        foreach (var (key, row) in keys.Zip(rows)) changed.Add(key, row);
        var message = ChangesWriter.Message(new(), "city/0/1,1", 1, 2, 3, changed).Hub(new JsonHubProtocol()).GetSerializedMessage(new JsonHubProtocol());
        using var json = JsonDocument.Parse(message[..^1]);
        Assert.Equal("Changes", json.RootElement.GetProperty("target").GetString());
        return Assert.Single(json.RootElement.GetProperty("arguments").EnumerateArray()).GetRawText();
    }
}
