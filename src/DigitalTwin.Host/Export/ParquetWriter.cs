using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Live;
using Parquet.Schema;

namespace DigitalTwin.Host.Export;

/// <summary>Apache Parquet: the columns of the CSV, times as timestamps in UTC. Some ten thousand rows are a row group, which is all that is held in memory.</summary>
internal sealed class ParquetWriter(Stream to) : IReadingsWriter
{
    private const int RowsInGroup = 65_536;

    private static readonly DataField<string> Asset = new("asset"), Quantity = new("quantity"), Unit = new("unit"), Mark = new("quality"), Source = new("provenance");
    private static readonly DateTimeDataField At = new("at", DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: false);
    private static readonly DateTimeDataField KnownAt = new("knownAt", DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: false);
    private static readonly DataField<double> Value = new("value");

    private readonly List<(AssetEntry Asset, QuantityDefinition Definition, KnownReading Known)> _rows = [];
    private global::Parquet.ParquetWriter? _file;

    public async Task Write(AssetEntry asset, QuantityDefinition definition, IReadOnlyList<KnownReading> readings, CancellationToken cancel)
    {
        foreach (var known in readings) _rows.Add((asset, definition, known));
        if (_rows.Count >= RowsInGroup) await WriteGroup(cancel);
    }

    public async Task Finish(IReadOnlyCollection<DroppedNote> dropped, CancellationToken cancel)
    {
        await WriteGroup(cancel);
        if (dropped.Count > 0) _file!.CustomMetadata = new Dictionary<string, string> { [DroppedNote.MetadataKey] = DroppedNote.Json(dropped) };
        await _file!.DisposeAsync();
        _file = null;
        await to.FlushAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
    }

    private async Task WriteGroup(CancellationToken cancel)
    {
        _file ??= await global::Parquet.ParquetWriter.CreateAsync(new ParquetSchema(Asset, Quantity, Unit, At, Value, Mark, Source, KnownAt), to, cancellationToken: cancel);
        if (_rows.Count == 0) return;
        using (var group = _file.CreateRowGroup())
        {
            await group.WriteAsync(Asset, _rows.ConvertAll(r => r.Asset.Id.Value));
            await group.WriteAsync(Quantity, _rows.ConvertAll(r => r.Definition.Name));
            await group.WriteAsync(Unit, _rows.ConvertAll(r => r.Definition.Unit));
            await group.WriteAsync<DateTime>(At, Column(r => r.Reading.At.ToDateTimeOffset().UtcDateTime), cancellationToken: cancel);
            await group.WriteAsync<double>(Value, Column(r => r.Reading.Value), cancellationToken: cancel);
            await group.WriteAsync(Mark, _rows.ConvertAll(r => WireNames.Of(r.Known.Reading.Quality)));
            await group.WriteAsync(Source, _rows.ConvertAll(r => WireNames.Of(r.Known.Reading.Provenance)));
            await group.WriteAsync<DateTime>(KnownAt, Column(r => r.KnownAt.ToDateTimeOffset().UtcDateTime), cancellationToken: cancel);
        }
        _rows.Clear();
        await to.FlushAsync(cancel);
    }

    private T[] Column<T>(Func<KnownReading, T> of)
    {
        var column = new T[_rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = of(_rows[i].Known);
        return column;
    }
}
