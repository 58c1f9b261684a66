using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Host.Incidents.Records;

/// <summary>The place of an incident drawn as SVG from the network's own geometry: pipes around, those affected, where it began, what it reaches, and the marks of the shared picture.</summary>
internal sealed class MapPicture(NetworkCatalogue networks, IRegistry registry)
{
    private const double Width = 720, Height = 420, Padding = 24;
    /// <summary>Of the pipes around; beyond, the smallest are left out.</summary>
    private const int MostPipes = 4000;
    private const double LeastDegrees = 0.004;

    /// <param name="affected">Keys of the assets on the ways; what is known of them now, or none.</param>
    /// <returns>Null where nothing of it has a place.</returns>
    public string? Draw(Incident incident, IReadOnlyCollection<int> affected)
    {
        var network = incident.Network is { } name ? networks.Find(name)?.Compiled.Source : null;
        var hit = affected.Select(k => registry.Find(new AssetKey(k))?.Id).Where(i => i?.Network == network?.Name).Select(i => i!.Value.Local).ToHashSet();
        var arrivals = incident.Outlook?.Arrivals.Where(a => a.Position is not null).ToArray() ?? [];
        var points = arrivals.Select(a => a.Position!).Concat(incident.Marks.SelectMany(m => m.Coordinates)).Concat(incident.Position is { } at ? [at] : [])
            .Concat(network is null ? [] : network.Links.Where(l => hit.Contains(l.LocalId)).Select(l => Of(network.Nodes[l.From].Position))).ToArray();
        if (points.Length == 0) return null;
        var frame = Frame.Around(points);
        var labels = new List<(double X, double Y)>();
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"100%\" role=\"img\"><rect width=\"{Width}\" height=\"{Height}\" fill=\"#f6f8fa\"/>");
        if (network is not null) Pipes(svg, network, frame, hit);
        foreach (var mark in incident.Marks) Mark(svg, frame, labels, mark);
        foreach (var arrival in arrivals.Where(a => a.Kind is "treatmentPlant" or "reclaimedPlant" or "reuseIntake" or "outfall").Take(20)) Label(svg, frame, labels, arrival.Position!, arrival.Name ?? arrival.Asset, "#0b5cad");
        if (incident.Position is { } began)
        {
            var (x, y) = frame.Place(began[0], began[1]);
            svg.Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"7\" fill=\"none\" stroke=\"#c00\" stroke-width=\"2.5\"/><circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"2.5\" fill=\"#c00\"/>");
            Label(svg, frame, labels, began, NameOf(incident.Asset) ?? incident.Title, "#c00");
        }
        return svg.Append(frame.Scale()).Append("</svg>").ToString();
    }

    private static void Pipes(StringBuilder svg, Network network, Frame frame, HashSet<string> hit)
    {
        var seen = network.Links.Where(l => hit.Contains(l.LocalId) || frame.Holds(network.Nodes[l.From].Position) || frame.Holds(network.Nodes[l.To].Position)).OrderByDescending(l => l.Section.Height).ToArray();
        Lines(svg, network, frame, seen.Where(l => !hit.Contains(l.LocalId)).Take(MostPipes), "#b4bfca", 0.8);
        Lines(svg, network, frame, seen.Where(l => hit.Contains(l.LocalId)).Take(MostPipes), "#e0551c", 2.4);
    }

    private static void Lines(StringBuilder svg, Network network, Frame frame, IEnumerable<NetworkLink> links, string colour, double width)
    {
        svg.Append($"<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"{N(width)}\" d=\"");
        foreach (var link in links)
        {
            var letter = 'M';
            foreach (var p in link.Vertices.Prepend(network.Nodes[link.From].Position).Append(network.Nodes[link.To].Position))
            {
                var (x, y) = frame.Place(p.Longitude, p.Latitude);
                svg.Append($"{letter}{N(x)} {N(y)}");
                letter = 'L';
            }
        }
        svg.Append("\"/>");
    }

    private static void Mark(StringBuilder svg, Frame frame, List<(double X, double Y)> labels, Mark mark)
    {
        var colour = mark.Colour switch { "orange" => "#d9730d", "yellow" => "#b58900", "blue" => "#0b5cad", "black" => "#222", _ => "#c00" };
        if (mark.Shape is "line" or "measure" or "polygon")
            svg.Append($"<path fill=\"{(mark.Shape == "polygon" ? colour : "none")}\" fill-opacity=\"0.12\" stroke=\"{colour}\" stroke-width=\"1.6\" d=\"M{string.Join('L', mark.Coordinates.Select(c => frame.Place(c[0], c[1])).Select(p => $"{N(p.X)} {N(p.Y)}"))}{(mark.Shape == "polygon" ? "Z" : "")}\"/>");
        else
        {
            var (x, y) = frame.Place(mark.Coordinates[0][0], mark.Coordinates[0][1]);
            svg.Append($"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"4\" fill=\"{colour}\"/>");
        }
        if (!string.IsNullOrEmpty(mark.Text)) Label(svg, frame, labels, mark.Coordinates[0], mark.Text, colour);
    }

    private static void Label(StringBuilder svg, Frame frame, List<(double X, double Y)> labels, double[] at, string text, string colour)
    {
        const double line = 14, wide = 110;
        var (x, y) = frame.Place(at[0], at[1]);
        // Below those that are there already, so that each can be read.
        while (labels.Any(l => Math.Abs(l.X - x) < wide && Math.Abs(l.Y - y) < line)) y += line;
        labels.Add((x, y));
        var toLeft = x > Width * 0.7;
        svg.Append($"<text x=\"{N(toLeft ? x - 9 : x + 9)}\" y=\"{N(y - 6)}\" text-anchor=\"{(toLeft ? "end" : "start")}\" font-size=\"12\" fill=\"{colour}\" stroke=\"#f6f8fa\" stroke-width=\"3\" paint-order=\"stroke\">{HtmlEncoder.Default.Encode(text)}</text>");
    }

    private string? NameOf(string? asset) => asset is not null && AssetId.IsValid(asset) ? registry.Find(new AssetId(asset))?.Name ?? asset : asset;

    private static double[] Of(Position p) => [p.Longitude, p.Latitude];

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>From degrees to the picture: flat, which is true enough over a city.</summary>
    private sealed record Frame(double West, double North, double PerDegree, double Narrowing)
    {
        public static Frame Around(double[][] points)
        {
            var (west, east, south, north) = (points.Min(p => p[0]), points.Max(p => p[0]), points.Min(p => p[1]), points.Max(p => p[1]));
            var narrowing = Math.Cos((south + north) / 2 * Math.PI / 180);
            var (across, up) = (Math.Max(LeastDegrees, (east - west) * narrowing), Math.Max(LeastDegrees * Height / Width, north - south));
            var scale = Math.Min((Width - 2 * Padding) / across, (Height - 2 * Padding) / up);
            return new((west + east) / 2 - Width / 2 / scale / narrowing, (south + north) / 2 + Height / 2 / scale, scale, narrowing);
        }

        public (double X, double Y) Place(double longitude, double latitude) => ((longitude - West) * Narrowing * PerDegree, (North - latitude) * PerDegree);

        public bool Holds(Position p) => Place(p.Longitude, p.Latitude) is { X: >= 0 and <= Width, Y: >= 0 and <= Height };

        public string Scale()
        {
            const double metresPerDegree = 111_195;
            var metres = Width / 5 / PerDegree * metresPerDegree;
            var step = Math.Pow(10, Math.Floor(Math.Log10(metres)));
            var round = metres >= 5 * step ? 5 * step : metres >= 2 * step ? 2 * step : step;
            var (long_, y) = (round / metresPerDegree * PerDegree, Height - 14);
            return $"<path d=\"M16 {N(y)}h{N(long_)}\" stroke=\"#333\" stroke-width=\"2\"/><text x=\"16\" y=\"{N(y - 5)}\" font-size=\"11\" fill=\"#333\">{(round >= 1000 ? $"{N(round / 1000)} km" : $"{N(round)} m")}</text>";
        }
    }
}
