using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>[TAGS] of both programs; a node's or link's becomes its attribute <c>Tag</c>.</summary>
internal static class InpTags
{
    public static void Read(IReadOnlyList<InpLine> lines, InpRows rows, NetworkDraft draft)
    {
        foreach (var line in lines)
        {
            if (!rows.HasFields(line, 3, "what, id, tag")) continue;
            var attributes = line[0].ToUpperInvariant() switch
            {
                "NODE" => draft.NodeOf(line, 1)?.Attributes,
                "LINK" => draft.LinkOf(line, 1)?.Attributes,
                _ => null, // Subcatchments and gauges have no class to tell from a tag.
            };
            if (attributes is null) continue;
            attributes["Tag"] = string.Join(' ', line.Fields[2..]);
            draft.Report.CountElement(line.Section);
        }
    }
}
