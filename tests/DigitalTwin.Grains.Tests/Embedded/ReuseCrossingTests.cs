using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;
using DigitalTwin.Grains.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Grains.Tests.Embedded;

/// <summary>Sewer, plant, reclaimed plant, mains under pressure, intake: one warning through four catchments of running grains, by hand-computed numbers.</summary>
public class ReuseCrossingTests
{
    private const double Degree = Math.PI / 4;
    /// <summary>s at 15 °C: 0.02 a day at 20 °C.</summary>
    private static readonly double Rate = 0.02 * Math.Pow(1.047, -5) / 86_400;

    // Travel from place to place, s = length · area / flow; a plant's stay is its volume over its flow.
    private static readonly (double Seconds, double Cells)[] Legs =
    [
        (400 * Degree * 0.04 / 0.010, 4), (1000 * Degree * 0.16 / 0.100, 10), // to the plant
        (1440 / 0.100, 1), (50 * Degree * 0.16 / 0.100, 1), (500 * Degree * 0.0625 / 0.030, 5), // through it to the reclaimed plant
        (108 / 0.030, 1), (2000 * Degree * 0.0625 / 0.030, 20), (300 * Degree * 0.0225 / 0.010, 3), // through that to the first tap
    ];

    [Fact]
    public async Task A_discharge_goes_through_both_plants_and_the_mains_to_the_users_as_computed_by_hand()
    {
        await using var silo = await Start();
        await Breach(silo, 4000);
        var tap = await Effect(silo, "TAP1");
        double middle = Legs.Sum(l => l.Seconds), deviation = Math.Sqrt(Legs.Sum(l => l.Seconds * l.Seconds / l.Cells));
        Assert.Equal(Math.Max(middle / 2, middle - 1.645 * deviation), Seconds(tap.FirstAt), middle * 0.002);
        Assert.Equal(middle + 1.645 * deviation, Seconds(tap.PeakAt), middle * 0.002);
        // A tenth of the plant's water comes from the mill, a twentieth passes its treatment, the rest decays on the way.
        Assert.Equal(4000 * 0.1 * 0.05 * Math.Exp(-Rate * middle), tap.Value!.Value, 0.05);
        Assert.Equal((byte)WarningLevel.Orange, tap.Level); // Toilets may have 5 mg/L.
        // Behind a junction the water goes on thinned by nothing: the second tap differs by its own way alone.
        var field = await Effect(silo, "TAP2");
        var second = middle - Legs[^1].Seconds + 1000 * Degree * 0.04 / 0.020 + 100 * Degree * 0.04 / 0.020;
        Assert.Equal(4000 * 0.1 * 0.05 * Math.Exp(-Rate * second), field.Value!.Value, 0.05);
    }

    [Fact]
    public async Task The_legs_through_all_catchments_add_up_to_the_arrival()
    {
        await using var silo = await Start();
        await Breach(silo, 4000);
        _ = await Effect(silo, "TAP1");
        var minutes = new List<double>();
        double stay = 0;
        foreach (var catchment in new[] { "WWTP", "OUT", "RP", "RP/out" })
        {
            var warning = Assert.Single(await silo.Risk($"reuse:{catchment}").OpenWarnings());
            var way = warning.Way!;
            var towards = catchment == "RP/out" ? Step(silo, way, "TAP1") : Step(silo, way, catchment switch { "WWTP" => "WWTP", "OUT" => "W", _ => "RP" });
            for (var step = towards; step >= 0 && way.Previous[step] >= 0; step = way.Previous[step])
            {
                minutes.Add(way.Minutes[step]);
                stay += way.Stay![step];
            }
        }
        Assert.Equal(Legs.Sum(l => l.Seconds) / 60, minutes.Sum(), 0.5);
        Assert.Equal((1440 / 0.100 + 108 / 0.030) / 60, stay, 0.1);
    }

    [Fact]
    public async Task More_water_in_the_mains_brings_it_sooner()
    {
        await using var silo = await Start();
        await Breach(silo, 4000);
        var before = await Effect(silo, "TAP1");
        await silo.Risk("reuse:RP/out").ObserveFlows(new FlowBatch([silo.Entry("reuse:RP-G").Key.Value], [Quantity.Flow.Code], [0.060], [silo.Now.UnixMilliseconds]));
        // From the reclaimed plant on all goes twice as fast.
        var sooner = (Legs[5].Seconds + Legs[6].Seconds + Legs[7].Seconds) / 2;
        for (var tries = 0; (await Effect(silo, "TAP1")).FirstAt == before.FirstAt; tries++)
        {
            Assert.True(tries < 100, "The arrival never moved.");
            silo.Time.Advance(TimeSpan.FromSeconds(11)); // Open warnings follow the flows every ten seconds.
            await Task.Delay(10);
        }
        var after = await Effect(silo, "TAP1");
        Assert.Equal(before.FirstAt - sooner / 2 * 1000, after.FirstAt, 60_000.0); // The front's foot is at half the middle behind so long a mixing.
        Assert.True(after.PeakAt < before.PeakAt);
    }

    [Fact]
    public async Task What_a_drainer_may_send_ten_times_over_is_followed_to_users_who_may_not_have_it()
    {
        await using var silo = await Start();
        await Breach(silo, 900); // Leaves the plant at 4.5 mg/L: nothing beside the mill's 45, much beside the 5 of a toilet.
        Assert.Equal((byte)WarningLevel.Yellow, (await Effect(silo, "TAP1")).Level);
    }

    [Fact]
    public async Task When_the_discharge_ends_all_of_it_ends()
    {
        await using var silo = await Start();
        await Breach(silo, 4000);
        _ = await Effect(silo, "TAP1");
        await silo.Hold("reuse:MILL", Quantity.AmmoniaNitrogen, 10, 30);
        foreach (var catchment in new[] { "WWTP", "OUT", "RP", "RP/out" })
            await Silo.Until(async () => (await silo.Risk($"reuse:{catchment}").OpenWarnings()).Length == 0);
    }

    private static async Task<Silo> Start()
    {
        var silo = await Silo.Start();
        await silo.Registry.Save(ReuseCity.Build(), silo.Now);
        return silo;
    }

    private static Task Breach(Silo silo, double value) => silo.Hold("reuse:MILL", Quantity.AmmoniaNitrogen, value, 8);

    private static async Task<WarningEffect> Effect(Silo silo, string local)
    {
        WarningEffect? found = null;
        await Silo.Until(async () => (found = (await silo.Risk("reuse:RP/out").OpenWarnings()).SelectMany(w => w.Effects).FirstOrDefault(e => e.Asset == $"reuse:{local}")) is not null);
        return found!;
    }

    private static int Step(Silo silo, WarningWayRecord way, string local) => Array.IndexOf(way.Places, silo.Entry($"reuse:{local}").Key.Value);

    /// <summary>Since the discharge began.</summary>
    private static double Seconds(long at) => (at - Town.Start.UnixMilliseconds) / 1000.0;
}
