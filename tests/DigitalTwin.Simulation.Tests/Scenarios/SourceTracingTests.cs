using DigitalTwin.Testing;

namespace DigitalTwin.Simulation.Tests.Scenarios;

public class SourceTracingTests
{
    [Fact]
    public void Who_discharged_illegally_is_mostly_among_the_first_three_candidates()
    {
        // `bench --only cause` does the same for a hundred cities.
        var ranks = Enumerable.Range(1, 10).Select(seed => DischargeSearch.Run(seed).Rank).ToArray();
        Assert.True(ranks.Count(rank => rank is >= 1 and <= 3) >= 8, $"Ranks: {string.Join(", ", ranks)}.");
    }
}
