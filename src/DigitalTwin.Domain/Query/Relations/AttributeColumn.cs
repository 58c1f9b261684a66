using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Query.Table;

namespace DigitalTwin.Domain.Query.Relations;

/// <summary>An attribute of the source, by its own name, of all rows of the networks' nodes and links.</summary>
internal sealed class AttributeColumn(AssetTable table, IReadOnlyList<CompiledNetwork> networks)
{
    public double[] Numbers(string name)
    {
        var values = new double[table.Padded];
        Array.Fill(values, double.NaN);
        foreach (var (row, text) in Texts(name))
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) values[row] = value;
        return values;
    }

    public void Add(AttributeIn wanted, RowSet rows)
    {
        var values = new HashSet<string>(wanted.Values, StringComparer.OrdinalIgnoreCase);
        foreach (var (row, text) in Texts(wanted.Name))
            if (values.Contains(text) != wanted.Negated) rows.Add(row);
    }

    private IEnumerable<(int Row, string Text)> Texts(string name)
    {
        foreach (var network in networks)
        {
            for (var n = 0; n < network.NodeCount; n++)
                if (network.Source.Nodes[network.Nodes.Source[n]].Attributes.TryGetValue(name, out var text) && table.RowOf(new AssetKey(network.Nodes.Key[n])) is >= 0 and var row) yield return (row, text);
            for (var l = 0; l < network.LinkCount; l++)
                if (network.Source.Links[network.Links.Source[l]].Attributes.TryGetValue(name, out var text) && table.RowOf(new AssetKey(network.Links.Key[l])) is >= 0 and var row) yield return (row, text);
        }
    }
}
