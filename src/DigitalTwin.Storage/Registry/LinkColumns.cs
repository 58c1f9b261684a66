using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

internal static class LinkColumns
{
    public static void Write(ColumnWriter to, IReadOnlyList<NetworkLink> links)
    {
        to.Texts("link.id", links, l => l.LocalId);
        to.Integers("link.kind", links, l => (byte)l.Kind);
        to.Integers("link.from", links, l => l.From);
        to.Integers("link.to", links, l => l.To);
        to.Texts("link.name", links, l => l.Name);
        to.Integers("link.class", links, l => (byte)l.Class);
        to.Doubles("link.length", links, l => l.Length);
        to.Doubles("link.roughness", links, l => l.Roughness);
        to.Doubles("link.fromOffset", links, l => l.FromOffset);
        to.Doubles("link.toOffset", links, l => l.ToOffset);
        to.Doubles("link.coefficient", links, l => l.DischargeCoefficient);
        to.Integers("link.flapGate", links, l => l.HasFlapGate ? 1 : 0);
        to.Integers("link.pressurised", links, l => l.IsPressurised ? 1 : 0);
        to.Doubles("link.designFlow", links, l => l.DesignFlow);
        to.Names("link.pumpCurve", links, l => l.PumpCurve);
        to.Doubles("link.startDepth", links, l => l.StartDepth);
        to.Doubles("link.stopDepth", links, l => l.StopDepth);
        to.Names("link.region", links, l => l.Region);
        SectionColumns.Write(to, links);
        PositionColumns.Write(to, "link.vertex", links, l => l.Vertices);
        AttributeColumns.Write(to, "link.attribute", links, l => l.Attributes);
    }

    public static NetworkLink[] Read(ColumnReader from)
    {
        var count = from.Count("link.id");
        var ids = from.Texts("link.id", count);
        var kinds = from.Integers("link.kind", count);
        var (froms, tos) = (from.Integers("link.from", count), from.Integers("link.to", count));
        var names = from.Texts("link.name", count);
        var classes = from.Integers("link.class", count);
        var lengths = from.Doubles("link.length", count);
        var roughnesses = from.Doubles("link.roughness", count);
        var (fromOffsets, toOffsets) = (from.Doubles("link.fromOffset", count), from.Doubles("link.toOffset", count));
        var coefficients = from.Doubles("link.coefficient", count);
        var flapGates = from.Integers("link.flapGate", count);
        var pressurised = from.Integers("link.pressurised", count);
        var designFlows = from.Doubles("link.designFlow", count);
        var pumpCurves = from.Names("link.pumpCurve", count);
        var (startDepths, stopDepths) = (from.Doubles("link.startDepth", count), from.Doubles("link.stopDepth", count));
        var regions = from.Names("link.region", count);
        var sections = SectionColumns.Read(from, count);
        var vertices = PositionColumns.Read(from, "link.vertex", count);
        var attributes = AttributeColumns.Read(from, "link.attribute", count);

        var links = new NetworkLink[count];
        for (var i = 0; i < count; i++)
            links[i] = new NetworkLink
            {
                LocalId = ids[i]!,
                Kind = (AssetKind)kinds[i],
                From = (int)froms[i],
                To = (int)tos[i],
                Name = names[i],
                Class = (PipeClass)classes[i],
                Length = lengths[i],
                Roughness = roughnesses[i],
                Section = sections[i],
                FromOffset = fromOffsets[i],
                ToOffset = toOffsets[i],
                DischargeCoefficient = coefficients[i],
                HasFlapGate = flapGates[i] != 0,
                IsPressurised = pressurised[i] != 0,
                DesignFlow = designFlows[i],
                PumpCurve = pumpCurves[i],
                StartDepth = startDepths[i],
                StopDepth = stopDepths[i],
                Vertices = vertices[i],
                Region = regions[i],
                Attributes = attributes[i],
            };
        return links;
    }
}
