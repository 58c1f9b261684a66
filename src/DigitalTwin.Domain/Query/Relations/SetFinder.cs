using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query.Execution;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Relations;

/// <summary>Works out which rows lie along the network, near something, in a district, or have an attribute.</summary>
public sealed class SetFinder(AssetTable table, IReadOnlyList<CompiledNetwork> networks)
{
    private readonly AssetFinder _assets = new(table);

    /// <summary>Prepares all that needs no history; null, with what is wrong, where a name is not known.</summary>
    public PreparedColumns? Prepare(QuestionParts parts, out FilterError? error)
    {
        error = null;
        var prepared = new PreparedColumns();
        try
        {
            foreach (var set in parts.Sets) prepared.Add(set, Rows(set));
            foreach (var attribute in parts.Numbers.OfType<AttributeNumber>()) prepared.Add(attribute, new AttributeColumn(table, networks).Numbers(attribute.Name));
            return prepared;
        }
        catch (FilterException e)
        {
            error = e.Error;
            return null;
        }
    }

    private ulong[] Rows(Condition set)
    {
        var rows = new RowSet(table);
        switch (set)
        {
            case RelatedTo related: Along(related, rows); break;
            case NearAsset near:
                foreach (var row in _assets.Find(near.To)) Near(new FlatDistance(table.PositionOf(row)), near.Metres, rows);
                break;
            case NearPlace near: Near(new FlatDistance(near.Place), near.Metres, rows); break;
            case InDistrict district: new DistrictRows(table, networks).Add(district, rows); break;
            case AttributeIn attribute: new AttributeColumn(table, networks).Add(attribute, rows); break;
            default: throw new ArgumentException($"{set.GetType().Name} is no set.");
        }
        return rows.Bits;
    }

    private void Along(RelatedTo related, RowSet rows)
    {
        foreach (var start in _assets.Find(related.To))
            foreach (var network in networks)
                if (network.TryFind(table.KeyOf(start), out var element))
                    foreach (var reached in Reach.Of(network, element, related.Upstream, related.WithinMetres))
                        rows.Add(table.RowOf(network.KeyOf(reached)));
    }

    private void Near(FlatDistance from, double metres, RowSet rows)
    {
        for (var w = 0; w * 64 < table.Count; w++) // Behind the rows there are only empty boxes.
        {
            if (!(from.Metres(table.Boxes.OfWord[w]) <= metres)) continue;
            for (var row = w * 64; row < Math.Min(table.Count, w * 64 + 64); row++)
                if (from.Metres(table.Longitude[row], table.Latitude[row]) <= metres) rows.Add(row);
        }
    }
}
