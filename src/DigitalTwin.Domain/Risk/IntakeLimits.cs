using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Risk;

/// <summary>The strictest upper limit that the users of a network's reclaimed water have. A drainer may send off ten times what an intake may take, so its own limit must not decide how far matter is followed.</summary>
internal sealed class IntakeLimits(CompiledNetwork network, LocalRules rules)
{
    private readonly Dictionary<Quantity, double> _strictest = [];
    private LimitCatalogue? _catalogue;
    private DateOnly _day;

    /// <returns>NaN where no intake has one above zero: what must be absent is followed by the limit that was broken.</returns>
    public double Strictest(Quantity quantity, Instant at)
    {
        var day = rules.Calendar.DayOf(at);
        if (_catalogue != rules.Limits || _day != day)
        {
            (_catalogue, _day) = (rules.Limits, day);
            _strictest.Clear();
        }
        if (!_strictest.TryGetValue(quantity, out var known)) _strictest[quantity] = known = Find(quantity, at);
        return known;
    }

    private double Find(Quantity quantity, Instant at)
    {
        var strictest = double.NaN;
        foreach (var node in network.Intakes)
        {
            var intake = NetworkElement.Node(node);
            var limit = rules.LimitOf(AssetProfile.Of(network, network.KeyOf(intake), network.KindOf(intake), rules.Limits), quantity, at);
            if (limit?.Maximum is > 0 and var max && !(max >= strictest)) strictest = max;
        }
        return strictest;
    }
}
