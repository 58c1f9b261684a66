using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Sewers;
using DigitalTwin.Simulation.City.Streets;

namespace DigitalTwin.Simulation.City.Naming;

/// <summary>Names every asset of a draft as a utility would: by plant, number, street and chainage.</summary>
internal sealed class NameBook
{
    private readonly CityDraft _draft;
    private readonly StreetNames _streets;
    private readonly string _river;
    private readonly Dictionary<(int, PipeClass), int> _wells = [];

    public NameBook(CityDraft draft, StreetGraph streets)
    {
        using var words = EmbeddedData.Open("names.json");
        (_draft, _streets, _river) = (draft, new StreetNames(streets, words.RootElement), words.RootElement.Text("river"));
        City = words.RootElement.Text("city");
    }

    public string City { get; }

    public void NameAll()
    {
        // Plants first: what belongs to one is named after it.
        foreach (var node in _draft.Nodes.Where(n => n.Kind != AssetKind.Manhole)) node.Name ??= NameOf(node);
        foreach (var link in _draft.Links) link.Name ??= NameOf(link);
        foreach (var node in _draft.Nodes.Where(n => n.Kind == AssetKind.Manhole)) node.Name ??= NameOfManhole(node);
    }

    private string NameOf(DraftNode node) => node.Kind switch
    {
        AssetKind.TreatmentPlant => $"第{ChineseNumber.Of(Number(node.LocalId))}污水处理厂",
        AssetKind.ReclaimedPlant => $"第{ChineseNumber.Of(Number(node.LocalId))}再生水厂",
        AssetKind.StorageTank => $"{Number(node.LocalId)} 号调蓄池",
        AssetKind.Outfall when node.LocalId.StartsWith("OF", StringComparison.Ordinal) => $"第{ChineseNumber.Of(Number(node.LocalId))}污水处理厂排放口",
        AssetKind.Outfall when node.LocalId.StartsWith("CSO", StringComparison.Ordinal) => $"{Number(node.LocalId)} 号溢流口",
        AssetKind.Outfall => $"{_river}{Number(node.LocalId)} 号雨水排口",
        AssetKind.RiverNode => $"{_river}{Number(node.LocalId)} 号断面",
        _ => node.LocalId,
    };

    private string NameOf(DraftLink link)
    {
        var (from, to) = (_draft.Nodes[link.From], _draft.Nodes[link.To]);
        switch (link.Kind)
        {
            case AssetKind.PumpStation:
                var station = $"{Number(link.LocalId)} 号泵站";
                (from.Name, to.Name) = ($"{station}集水池", $"{station}出水井");
                return station;
            case AssetKind.RiverSection: return $"{_river}第 {Number(link.LocalId)} 段";
            case AssetKind.Weir: return from.Kind == AssetKind.StorageTank ? $"{from.Name}溢流堰" : $"{Number(link.LocalId)} 号截流井溢流堰";
            case AssetKind.Outlet: return $"{from.Name}放空管";
            case AssetKind.Valve: return $"{_streets.Of(link.Street)}再生水 {Number(link.LocalId)} 号阀";
        }
        if (from.Kind == AssetKind.Drainer) return $"{from.Name}接户管";
        if (to.Kind == AssetKind.ReuseIntake) return $"{to.Name}支管";
        if (to.Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant) return $"{to.Name}进水管";
        if (from.Kind is AssetKind.TreatmentPlant or AssetKind.ReclaimedPlant) return $"{from.Name}出水管";
        if (to.Kind == AssetKind.Outfall) return $"{to.Name}管";
        return link.Street < 0 ? UseOf(link) : $"{_streets.Of(link.Street)}{UseOf(link)} K{(int)(link.Chainage / 1000)}+{(int)link.Chainage % 1000:D3}";
    }

    private string UseOf(DraftLink link) => link.Class switch
    {
        PipeClass.Storm => link.Diameter >= 1200 ? "雨水干管" : "雨水管",
        PipeClass.Reclaimed => "再生水管",
        _ when link.Way == Conveyance.Pressure => "压力管",
        PipeClass.Combined => _streets.Of(link.Street).StartsWith("滨河", StringComparison.Ordinal) ? "截流干管" : link.Diameter >= 1000 ? "合流干管" : "合流管",
        _ => _streets.Of(link.Street).StartsWith("滨河", StringComparison.Ordinal) ? "截流干管" : link.Diameter >= 600 ? "污水干管" : link.Diameter >= 400 ? "污水主管" : "污水支管",
    };

    private string NameOfManhole(DraftNode node)
    {
        var use = node.Main >= 0 ? _draft.Links[node.Main].Class : PipeClass.Unknown;
        var word = use switch { PipeClass.Storm => "雨水井", PipeClass.Combined => "合流井", PipeClass.Reclaimed => "再生水阀井", _ => node.LocalId.StartsWith("RJ", StringComparison.Ordinal) ? "再生水阀井" : "污水井" };
        if (node.Street < 0) return $"{word} {Number(node.LocalId)}";
        if (node.CrossStreet >= 0) return $"{_streets.Of(node.Street)}{_streets.Of(node.CrossStreet)}口{word}";
        var number = _wells[(node.Street, use)] = _wells.GetValueOrDefault((node.Street, use)) + 1;
        return $"{_streets.Of(node.Street)}{number} 号{word}";
    }

    private static int Number(string localId) => int.TryParse(localId.AsSpan(localId.LastIndexOf('-') + 1), out var n) ? n : 0;
}
