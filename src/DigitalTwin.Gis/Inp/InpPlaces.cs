using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>[COORDINATES] and [VERTICES] of both programs.</summary>
internal static class InpPlaces
{
    public static void Read(IReadOnlyList<InpLine> coordinates, IReadOnlyList<InpLine> vertices, InpRows rows, NetworkDraft draft)
    {
        foreach (var line in coordinates)
        {
            if (draft.NodeOf(line) is not { } node || !TryPoint(rows, line, out var point)) continue;
            if (node.Source is not null)
                draft.Report.Add(DefectCode.DuplicateId, Remedy.Substituted, line.Section, line.Number, line.Id, "A coordinate of this node came before; the later one was used.");
            else draft.Report.CountElement(line.Section);
            node.Source = point;
        }
        foreach (var line in vertices)
        {
            if (draft.LinkOf(line) is not { } link || !TryPoint(rows, line, out var point)) continue;
            link.Source.Add(point);
            draft.Report.CountElement(line.Section);
        }
    }

    /// <summary>Reads x and y from the second and third field.</summary>
    public static bool TryPoint(InpRows rows, InpLine line, out (double X, double Y) point)
    {
        point = default;
        if (!rows.TryNumber(line, 1, "X-coordinate", out var x) || !rows.TryNumber(line, 2, "Y-coordinate", out var y)) return false;
        point = (x, y);
        return true;
    }
}
