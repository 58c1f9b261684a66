using DigitalTwin.Domain.Hydraulics.Quality;
using DigitalTwin.Domain.Hydraulics.Routing;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Tests.Hydraulics.Routing;

/// <summary>Small networks by chance, as ill-posed as files from life: whatever is accepted computes with finite numbers and loses no matter. Water is kept to 1 %, but for a few whose pipes ran dry.</summary>
public class RandomSewerTests
{
    private static readonly double[] Diameters = [0, 0.001, 0.02, 0.1, 0.3, 0.8, 2.5], Lengths = [0, 0.1, 3, 40, 300, 2000], Roughness = [0, 0.005, 0.013, 0.05];
    private static readonly string[] Ends = ["FREE", "NORMAL", "FIXED"];

    private static TestSewer Build(Random random)
    {
        T Any<T>(T[] of) => of[random.Next(of.Length)];
        var nodes = 2 + random.Next(9);
        var sewer = new TestSewer().Outfall("n0", Math.Round(random.NextDouble(), 1), Any(Ends), 2 * random.NextDouble());
        for (var i = 1; i < nodes; i++)
        {
            // Tenths of a metre: level pipes are then common.
            var invert = Math.Round(3 * random.NextDouble(), 1);
            if (random.Next(5) == 0) sewer.Tank($"n{i}", invert, random.Next(3) == 0 ? 0 : 40 * random.NextDouble(), random.NextDouble(), 0.5 + 4 * random.NextDouble());
            else sewer.Manhole($"n{i}", invert, random.Next(4) == 0 ? 0 : 4 * random.NextDouble());
        }
        var links = nodes + random.Next(4);
        var drawn = new HashSet<(int, int)>(); // A link is named by its ends; another may run the other way beside it.
        for (var i = 1; i < links; i++)
        {
            var (from, to) = (i < nodes ? i : random.Next(nodes), random.Next(nodes)); // Not all hang together, some have both ends at one node.
            if (!drawn.Add((from, to))) continue;
            if (from != to && random.Next(6) == 0) sewer.Pump($"n{from}", $"n{to}", random.Next(3) == 0 ? null : 0.05 * random.NextDouble(), random.Next(2), random.NextDouble());
            else sewer.Pipe($"n{from}", $"n{to}", Any(Lengths), Any(Diameters), Any(Roughness), random.Next(3) == 0 ? random.NextDouble() : 0, random.Next(4) == 0 ? new CrossSection(SectionShape.RectangularClosed, Any(Diameters), Any(Diameters)) : null);
        }
        return sewer;
    }

    [Fact]
    public void Whatever_is_accepted_stays_finite_and_keeps_its_matter()
    {
        var lost = new List<string>();
        for (var seed = 0; seed < 90; seed++)
        {
            var random = new Random(seed);
            var sewer = Build(random);
            var router = sewer.Router();
            var quality = new QualityTransport(router, [new("tracer", DecayPerDay: seed % 2)]);
            var inflow = new NodeInflow(router.Model.NodeCount);
            for (var burst = 0; burst < 4; burst++)
            {
                inflow.Clear();
                var node = 1 + random.Next(router.Model.NodeCount - 1);
                inflow.AddExternal(node, burst < 3 ? 0.3 * random.NextDouble() * random.NextDouble() : 0);
                quality.Release(0, node, burst < 2 ? 1 : 0);
                for (var until = router.State.Time + 600; router.State.Time < until - 1e-9;) quality.Advance(inflow, router.Step(router.NextStep(until), inflow));
                Assert.All(router.State.Depth, d => Assert.True(double.IsFinite(d) && Math.Abs(d) < 1000, $"seed {seed}: depth {d}"));
                Assert.All(router.State.Flow, q => Assert.True(double.IsFinite(q) && Math.Abs(q) < 1000, $"seed {seed}: flow {q}"));
                Assert.All(quality.Concentration(0), c => Assert.True(double.IsFinite(c) && c > -1e-9, $"seed {seed}: {c} mg/L"));
            }
            if (router.State.Balance.Entered >= 1 && Math.Abs(router.ContinuityError()) > 0.01) lost.Add($"seed {seed}: {router.ContinuityError():P2} of {router.State.Balance.Entered:0.0} m³");
            var balance = quality.Balance(0);
            Assert.True(Math.Abs(quality.Stored(0) - balance.Expected) <= 1e-6 * Math.Max(1, balance.Entered), $"seed {seed}: {balance}, {quality.Stored(0)} stored");
        }
        // A long narrow pipe that runs dry may still owe its node what it gave; it pays when water comes again.
        Assert.True(lost.Count <= 4, $"Water is lost or made: {string.Join("; ", lost)}");
    }
}
