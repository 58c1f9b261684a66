using System.Globalization;
using DigitalTwin.Domain.Forecast.Effluent;
using DigitalTwin.Testing;
using Xunit.Abstractions;

namespace DigitalTwin.Domain.Tests.Forecast.Effluent;

/// <summary>880 days of a plant in Colorado, by days, with its typos; and the benchmark influent by quarters of an hour.</summary>
public class MeasuredPlantTests(ITestOutputHelper output)
{
    private const string Temperature = "rock_ck_effluent_ph_daily_temp", Inflow = "wastewater_treatment_daily_flows_inf_flow_mgd";

    [SharedDataFact("plants", "superior", "superior_aeration__overview.csv")]
    public void Effluent_of_a_measured_plant_is_forecast_no_worse_than_by_persistence()
    {
        var rows = File.ReadLines(SharedData.PathOf("plants", "superior", "superior_aeration__overview.csv")).Select(l => l.Split(',')).ToArray();
        int Column(string name) => Array.IndexOf(rows[0], name);
        foreach (var name in new[] { "process_control_in_house_lab_effluent_nh3_n", "process_control_in_house_lab_eff_nitrate", Inflow })
        {
            var model = new EffluentModel(7, 7);
            foreach (var row in rows.Skip(1)) model.Observe(Number(row[Column(name)]), Number(row[Column(Temperature)]), name == Inflow ? double.NaN : Number(row[Column(Inflow)]));
            var outlook = model.Ahead()!;
            foreach (var s in outlook.Scores)
                output.WriteLine(FormattableString.Invariant($"{name} +{s.Lead} d: mae {s.MeanAbsoluteError:0.###}, persistence {s.PersistenceError:0.###}, ratio {s.MeanAbsoluteError / s.PersistenceError:0.00}, coverage {s.Coverage:0.00}, n {s.N}"));
            Assert.True(outlook.Total.N > 1000);
            Assert.True(outlook.Total.MeanAbsoluteError < 1.02 * outlook.Total.PersistenceError, $"{name}: {outlook.Total}");
            Assert.InRange(outlook.Total.Coverage, 0.7, 0.9);
        }
    }

    [SharedDataFact("plants", "bsm1", "dryinfluent.csv")]
    public void Flow_of_the_benchmark_plant_is_forecast_far_better_than_by_persistence()
    {
        const int ammonia = 10, flow = 15;
        foreach (var (file, most) in new[] { ("dryinfluent.csv", 0.8), ("raininfluent.csv", 1.0) })
            foreach (var column in new[] { flow, ammonia })
            {
                var model = new EffluentModel(8, 96);
                foreach (var row in File.ReadLines(SharedData.PathOf("plants", "bsm1", file)).Select(l => l.Split(','))) model.Observe(Number(row[column]), load: column == flow ? double.NaN : Number(row[flow]));
                var total = model.Ahead()!.Total;
                output.WriteLine(FormattableString.Invariant($"{file} column {column}, 15 min to 2 h: mae {total.MeanAbsoluteError:0.##}, persistence {total.PersistenceError:0.##}, ratio {total.MeanAbsoluteError / total.PersistenceError:0.00}, coverage {total.Coverage:0.00}"));
                Assert.True(total.MeanAbsoluteError < most * total.PersistenceError, $"{file} {column}: {total}");
            }
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
