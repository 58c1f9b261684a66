using DigitalTwin.Domain.Forecast.Assimilation;
using DigitalTwin.Domain.Forecast.State;

namespace DigitalTwin.Domain.Tests.Forecast.State;

public class StateCodecTests
{
    [Fact]
    public void A_state_comes_back_to_the_last_bit_and_the_run_goes_on_from_it()
    {
        var model = Town.Model(Town.Street());
        var running = new StateEstimator(model, Town.Start);
        running.Advance(Town.Start.AddMinutes(20), Town.Rain(30), [Town.Level("m3", 10, 0.3)]);
        var kept = StateCodec.Write(running.State);
        var read = StateCodec.Read(kept)!;
        Assert.Equal(running.State.Water, read.Water);
        Assert.Equal(running.State.Learnt, read.Learnt);
        Assert.Equal((running.State.Start, running.State.At, running.State.FactorSpread), (read.Start, read.At, read.FactorSpread));
        var restarted = new StateEstimator(model, read);
        foreach (var estimator in new[] { running, restarted }) estimator.Advance(Town.Start.AddMinutes(40), Town.Rain(30), [Town.Level("m3", 30, 0.35)]);
        foreach (var (ran, gone) in running.Depth.Zip(restarted.Depth)) Assert.Equal(ran, gone, 0.005); // Its steps begin small again.
        Assert.Equal(running.State.RunoffFactor[0], restarted.State.RunoffFactor[0], 0.01);
    }

    [Fact]
    public void Bytes_of_another_version_are_none_and_torn_ones_are_told()
    {
        var kept = StateCodec.Write(Town.DryState(Town.Model(Town.Street())));
        Assert.Null(StateCodec.Read(ReadOnlyMemory<byte>.Empty));
        Assert.Null(StateCodec.Read(new byte[] { 99, 1, 2 }));
        Assert.ThrowsAny<IOException>(() => StateCodec.Read(kept.AsMemory()[..(kept.Length / 2)]));
    }
}
