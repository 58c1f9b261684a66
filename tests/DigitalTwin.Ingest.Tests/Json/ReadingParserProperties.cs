using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Json;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Ingest.Tests.Json;

public class ReadingParserProperties
{
    private static readonly string[] Ids = ["a:1", "a:节点2", "b-c_d:\"quoted\"", "e:\\slash"];
    private static readonly QuantityDefinition[] Definitions = [.. QuantityCatalogue.Default.All];

    [Fact]
    public void Any_valid_batch_comes_back_as_it_was_written()
    {
        var parser = new ReadingParser(new KnownAssets(Ids), QuantityCatalogue.Default);
        Prop.ForAll(Arb.From(Batches), batch =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(batch.Select(r => new
            {
                asset = Ids[r.Asset.Value - 1],
                quantity = QuantityCatalogue.Default.Of(r.Quantity).Name,
                at = r.At.ToString(),
                value = r.Value,
            }));
            if (parser.Parse(json, new Instant(long.MaxValue), 1000) is not ParseOutcome.Parsed parsed) return false;
            using (parsed.Readings) return parsed.Rejected.Count == 0 && parsed.Readings.Span.SequenceEqual(batch);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_bytes_at_all_make_it_throw()
    {
        var parser = new ReadingParser(new KnownAssets(Ids), QuantityCatalogue.Default);
        var alphabet = "[]{}:,\"\\ aNIn-+0123.eE\t\n\u00ff"u8.ToArray().Concat("\"asset\"\"value\"\"at\"NaN"u8.ToArray()).ToArray();
        Prop.ForAll(Arb.From(Gen.Elements(alphabet).ArrayOf()), bytes =>
        {
            var outcome = parser.Parse([(byte)'[', .. bytes, (byte)']'], new Instant(1), 1000);
            (outcome as ParseOutcome.Parsed)?.Readings.Dispose();
            return outcome is not null;
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<Reading[]> Batches =>
        (from asset in Gen.Choose(1, Ids.Length)
         from definition in Gen.Elements(Definitions)
         from at in Gen.Choose(1, int.MaxValue)
         from share in Gen.Choose(0, 1_000_000)
         let value = definition.Minimum + (definition.Maximum - definition.Minimum) * (share / 1e6)
         select new Reading(new AssetKey(asset), definition.Quantity, new Instant(at * 1000L + share % 1000), value, Quality.Good, Provenance.Measured)).ArrayOf();
}
