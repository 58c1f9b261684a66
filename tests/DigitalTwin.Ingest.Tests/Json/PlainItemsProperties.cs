using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;
using DigitalTwin.Ingest.Units;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Json;

/// <summary>The quick reader of plain batches never says what the general one would not.</summary>
public class PlainItemsProperties
{
    private const int Most = 50;
    private static readonly Instant Latest = new(2_000_000_000_000);
    private static readonly KnownAssets Assets = new("city:P1", "city:P2", "city:泵3");
    private static readonly KnownQuantities Quantities = new(QuantityCatalogue.Default);

    [Fact]
    public void It_takes_whole_batches_as_gateways_write_them()
    {
        foreach (var body in (string[])["[]", " [ ] ", """[{"asset":"city:P1","quantity":"level","at":"2026-11-22T08:00:00Z","value":-1.25e-1}]""",
            """[{"asset":"city:泵3","quantity":"Discharge","at":"2026-11-22T16:00:00+08:00","value":250,"unit":"L/s","flag":"estimated"} , { "value" : 0 , "at":"2026-11-22T16:00:00+08:00", "asset":"city:P2", "quantity":"ph" }]"""])
            Assert.True(Agrees(Encoding.UTF8.GetBytes(body), out var taken) && taken, body);
    }

    [Fact]
    public void On_bytes_changed_at_random_both_readers_agree()
    {
        var plain = Encoding.UTF8.GetBytes("""[{"asset":"city:P1","quantity":"flow","at":"2026-11-22T08:00:00.5Z","value":12.50,"unit":"L/s"}, {"asset":"city:P2","quantity":"level","at":"2026-11-22T08:00:00.5Z","value":-3,"flag":"N"}]""");
        var alphabet = Encoding.ASCII.GetBytes("[]{}:,\"\\ \t\n0123456789.eE+-anflNTZP");
        var took = 0;
        Prop.ForAll(Arb.From(Gen.Choose(0, plain.Length - 1).Zip(Gen.Elements(alphabet)).Zip(Gen.Choose(0, 2)).ListOf()), changes =>
        {
            var bytes = plain.ToList();
            foreach (var ((at, by), how) in changes.Take(4))
            {
                var place = at % bytes.Count;
                if (how == 0) bytes[place] = by;
                else if (how == 1) bytes.Insert(place, by);
                else bytes.RemoveAt(place);
            }
            var agrees = Agrees([.. bytes], out var taken);
            if (taken) took++;
            return agrees;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
        Assert.InRange(took, 100, 20_000);
    }

    [Fact]
    public void A_number_is_the_double_nearest_to_its_text()
    {
        var parts = from whole in Gen.Choose(0, int.MaxValue)
                    from digits in Gen.Choose(0, 20)
                    from tail in Gen.Choose(0, 9).ArrayOf(digits)
                    from form in Gen.Choose(0, 3)
                    select $"{(form == 1 ? "-" : "")}{whole}{(digits > 0 ? "." : "")}{string.Concat(tail)}{(form == 2 ? "e-7" : form == 3 ? "E+12" : "")}";
        Prop.ForAll(Arb.From(parts), text =>
        {
            var at = 0;
            return PlainNumber.TryTake(Encoding.ASCII.GetBytes(text + ","), ref at, out var value) && at == text.Length
                && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData("01"), InlineData("-"), InlineData(".5"), InlineData("1."), InlineData("+1"), InlineData("1e"), InlineData("1e+"), InlineData(""), InlineData("NaN")]
    public void What_is_no_number_of_JSON_is_none(string text)
    {
        var at = 0;
        Assert.False(PlainNumber.TryTake(Encoding.ASCII.GetBytes(text), ref at, out _));
        Assert.Equal(0, at);
    }

    /// <summary>Whether the general reader takes just the same, where the quick one takes it at all.</summary>
    private static bool Agrees(byte[] body, out bool taken)
    {
        using var plain = new ReadingBuffer(Most);
        taken = new PlainItems(body, Assets, Quantities, new AssetOrder(), Latest).TryRead(plain, Most);
        if (!taken) return true;
        using var general = new ReadingBuffer(Most);
        try
        {
            var outcome = new ReadingParser(Assets, QuantityCatalogue.Default).ReadGeneral(body, Latest, Most, general);
            return outcome is ParseOutcome.Parsed { Rejected.Count: 0 } && plain.Span.SequenceEqual(general.Span);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
