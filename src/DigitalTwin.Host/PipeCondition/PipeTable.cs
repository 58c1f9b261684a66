using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;
using DigitalTwin.Host.Indicators;

namespace DigitalTwin.Host.PipeCondition;

/// <summary>One pipe with its condition and its risk.</summary>
internal sealed record PipeRow(string Id, NetworkLink Link, double? Age, KeptInspection? Inspection, PipeScore? Score, PipeConsequence Consequence, PipeRisk Risk);

/// <summary>All sewers and reclaimed mains of a network by what is known of them. What hangs on a pipe is added up along the main ways of the compiled network, once for all pipes.</summary>
internal sealed class PipeTable(NetworkCatalogue networks, InspectionBook inspections, CityCalendar calendar, CityClock clock)
{
    /// <summary>The riskiest first; null where there is no such network.</summary>
    public async Task<IReadOnlyList<PipeRow>?> Of(string network, CancellationToken cancel)
    {
        if (networks.Find(network)?.Compiled is not { } compiled) return null;
        var newest = await inspections.Newest(network, null, cancel);
        var hangs = new Hanging(compiled);
        var year = calendar.DayOf(clock.Now).Year;
        var rows = new List<PipeRow>();
        for (var l = 0; l < compiled.LinkCount; l++)
        {
            var link = compiled.Source.Links[compiled.Links.Source[l]];
            if (link.Kind != AssetKind.PipeSegment || link.Class == PipeClass.River) continue;
            var id = $"{network}:{link.LocalId}";
            var inspection = newest.GetValueOrDefault(id);
            var score = inspection is null ? null : PipeScore.Of(inspection.Inspection, link.Section.Height, link.Length);
            double? age = PlantArea.YearOf(link) is { } built ? Math.Max(0, year - built) : null;
            var consequence = hangs.On(l, inspection?.Inspection.Site.Importance ?? "other");
            rows.Add(new PipeRow(id, link, age, inspection, score, consequence, RiskRules.Default.Of(score, age, link.Attributes.GetValueOrDefault("material"), consequence)));
        }
        return [.. rows.OrderByDescending(r => r.Risk.Score).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>Works that the condition of the pipes calls for.</summary>
    public static IEnumerable<RenewalOption> Options(IEnumerable<PipeRow> rows) =>
        rows.SelectMany(r => RenewalOptions.For(r.Id, r.Score, r.Risk, r.Age, r.Link.Section.Height, r.Link.Length, RiskRules.Default.UnitCosts));

    /// <summary>Sums along the main ways: flow comes from above, reuse is asked for from below.</summary>
    private sealed class Hanging
    {
        private readonly CompiledNetwork _network;
        private readonly int[] _drainers, _intakes;
        private readonly double[] _demand;
        private readonly double _inflow, _reuse;

        public Hanging(CompiledNetwork network)
        {
            _network = network;
            var n = network.NodeCount;
            (_drainers, _intakes, _demand) = (new int[n], new int[n], new double[n]);
            for (var node = 0; node < n; node++)
            {
                if (network.Nodes.Kind[node] == AssetKind.Drainer) _drainers[node]++;
                if (network.Nodes.MainLink[node] is >= 0 and var main && !network.Links.IsBack(main)) _drainers[network.Links.To[main]] += _drainers[node];
                _inflow += Math.Max(0, network.Nodes.DryInflow[node]);
                if (network.Nodes.Kind[node] == AssetKind.ReuseIntake) _reuse += network.Source.Nodes[network.Nodes.Source[node]].DesignFlow;
            }
            for (var node = n - 1; node >= 0; node--)
            {
                if (network.Nodes.Kind[node] == AssetKind.ReuseIntake) (_intakes[node], _demand[node]) = (1, network.Source.Nodes[network.Nodes.Source[node]].DesignFlow);
                for (var l = network.Nodes.DownStart[node]; l < network.Nodes.DownStart[node + 1]; l++)
                {
                    if (network.Links.IsBack(l)) continue;
                    // Rings are reached twice; nobody draws more than all draw.
                    _intakes[node] = Math.Min(_intakes[node] + _intakes[network.Links.To[l]], network.NodeCount);
                    _demand[node] = Math.Min(_demand[node] + _demand[network.Links.To[l]], _reuse);
                }
            }
        }

        public PipeConsequence On(int link, string importance)
        {
            var (flow, to) = (Math.Abs(_network.Links.DryFlow[link]), _network.Links.To[link]);
            var served = _inflow > 0 ? Math.Min(1, flow / _inflow) : 0;
            var reuse = _reuse > 0 ? _demand[to] / _reuse : 0;
            // A sewer is one of many that feed a reclaimed plant: it stops its own share.
            if (_network.Source.Links[_network.Links.Source[link]].Class != PipeClass.Reclaimed) reuse *= served;
            return new PipeConsequence(served, _drainers[_network.Links.From[link]], _intakes[to], reuse, importance);
        }
    }
}
