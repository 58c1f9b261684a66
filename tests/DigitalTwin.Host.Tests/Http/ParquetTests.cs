using DigitalTwin.Host.Tests.Running;
using Parquet;

namespace DigitalTwin.Host.Tests.Http;

/// <summary>Readings as Parquet, read back by the library as a user's tool would.</summary>
public class ParquetTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Readings_exported_as_Parquet_come_back_as_they_were()
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await shared.Host.Accept(Readings.One("town:M3", "level", now.AddMinutes(-2), 0.25));
        await shared.Host.Accept(Readings.One("town:M3", "level", now.AddMinutes(-1), 0.5));
        using var answer = await shared.Host.Http.GetAsync("/api/v1/assets/town:M3/readings?quantity=level&format=parquet");
        Assert.Equal(("application/vnd.apache.parquet", "town-M3.parquet"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName));

        using var bytes = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        await using var file = await ParquetReader.CreateAsync(bytes);
        Assert.Equal(["asset", "quantity", "unit", "at", "value", "quality", "provenance", "knownAt"], file.Schema.GetDataFields().Select(f => f.Name));
        using var group = file.OpenRowGroupReader(0);
        var (values, times, assets) = (new double[2], new DateTime[2], new string[2]);
        await group.ReadAsync<double>(file.Schema.FindDataField("value"), values);
        await group.ReadAsync<DateTime>(file.Schema.FindDataField("at"), times);
        await group.ReadAsync(file.Schema.FindDataField("asset"), assets);
        Assert.Equal([0.25, 0.5], values);
        Assert.Equal([now.AddMinutes(-2).UtcDateTime, now.AddMinutes(-1).UtcDateTime], times);
        Assert.Equal(["town:M3", "town:M3"], assets);
    }

    [Fact]
    public async Task A_span_without_readings_is_a_file_without_rows()
    {
        var bytes = await shared.Host.Http.GetByteArrayAsync("/api/v1/readings/export?assets=town:M6&format=parquet&from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z");
        await using var file = await ParquetReader.CreateAsync(new MemoryStream(bytes));
        Assert.Equal((0, 8), (file.RowGroupCount, file.Schema.GetDataFields().Length));
    }
}
