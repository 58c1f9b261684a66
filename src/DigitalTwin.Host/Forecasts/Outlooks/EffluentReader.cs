using System.Collections.Concurrent;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Effluent;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Outlooks;

/// <summary>One quantity of a plant's effluent in the next hours, by its own past.</summary>
/// <param name="Times">Of the outlook's leads.</param>
internal sealed record EffluentSeries(Quantity Quantity, Instant[] Times, EffluentOutlook Outlook);

/// <summary>Learns each quantity from the last weeks by quarters of an hour, temperature and inflow beside it.</summary>
internal sealed class EffluentReader(IHistory history, CityClock clock, CityCalendar calendar)
{
    private const int Leads = 24, Day = 96;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15), Past = TimeSpan.FromDays(14);
    /// <summary>City time for which an answer holds: a reading more changes little.</summary>
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(5);
    private const int MostKept = 200;
    private static readonly Quantity[] Forecast = [Quantity.Cod, Quantity.Bod5, Quantity.AmmoniaNitrogen, Quantity.TotalNitrogen, Quantity.TotalPhosphorus, Quantity.SuspendedSolids];

    private readonly ConcurrentDictionary<(AssetKey, Quantity), (Instant At, EffluentSeries? Series)> _kept = new();

    /// <summary>Of each quantity that is measured there; where the past is too short for a band, it is left out.</summary>
    public async Task<IReadOnlyList<EffluentSeries>> Read(AssetKey plant, CancellationToken cancel)
    {
        var measured = history.Latest(plant).Select(l => l.Reading.Quantity).Where(Forecast.Contains).OrderBy(q => q.Code).ToArray();
        var found = new List<EffluentSeries>();
        foreach (var quantity in measured)
            if (await Read(plant, quantity, cancel) is { } series) found.Add(series);
        return found;
    }

    private async Task<EffluentSeries?> Read(AssetKey plant, Quantity quantity, CancellationToken cancel)
    {
        var now = clock.Now;
        if (_kept.TryGetValue((plant, quantity), out var kept) && now >= kept.At && now - kept.At < KeepFor) return kept.Series;
        // From a midnight on, so that the hours of the day are the model's slots.
        var from = calendar.StartOf(calendar.DayOf(now - Past));
        var values = await Grid(plant, quantity, from, now, cancel);
        var first = Array.FindIndex(values, double.IsFinite);
        var series = first < 0 ? null : Learn(values, await Grid(plant, Quantity.Temperature, from, now, cancel), await Grid(plant, Quantity.Flow, from, now, cancel), first / Day * Day, from, quantity);
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[(plant, quantity)] = (now, series);
        return series;
    }

    private static EffluentSeries? Learn(double[] values, double[] temperature, double[] load, int first, Instant from, Quantity quantity)
    {
        var model = new EffluentModel(Leads, Day);
        for (var i = first; i < values.Length; i++) model.Observe(values[i], temperature[i], load[i]);
        if (model.Ahead() is not { } outlook) return null;
        return new EffluentSeries(quantity, [.. Enumerable.Range(0, Leads).Select(i => from + Step * (values.Length + i))], outlook);
    }

    /// <summary>Means of whole quarters; NaN where nothing was measured.</summary>
    private async Task<double[]> Grid(AssetKey asset, Quantity quantity, Instant from, Instant to, CancellationToken cancel)
    {
        var grid = new double[Math.Max(0, (int)((to - from) / Step))];
        Array.Fill(grid, double.NaN);
        foreach (var span in await history.Summarise(asset, quantity, from, from + Step * grid.Length, Step, Between.Linear, null, grid.Length + 1, cancel))
            if ((int)((span.Start - from) / Step) is var i && i >= 0 && i < grid.Length && span.Worst.IsUsable()) grid[i] = span.Mean;
        return grid;
    }
}
