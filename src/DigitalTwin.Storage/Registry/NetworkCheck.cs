using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Storage.Registry;

/// <summary>What must hold of a network before it is stored, because keys and look-ups rest on it.</summary>
internal static class NetworkCheck
{
    /// <exception cref="ArgumentException">Names the field and what was expected.</exception>
    public static void Demand(Network network)
    {
        if (network.Name.Length == 0 || !network.Name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'))
            throw new ArgumentException($"Network name '{network.Name}' must be of lower-case letters, digits, '-' and '_'.", nameof(network));

        for (var i = 0; i < network.Links.Count; i++)
        {
            var link = network.Links[i];
            if ((uint)link.From >= network.Nodes.Count || (uint)link.To >= network.Nodes.Count)
                throw new ArgumentException($"Link '{link.LocalId}' goes from node {link.From} to node {link.To}; nodes are numbered 0 to {network.Nodes.Count - 1}.", nameof(network));
        }

        var seen = new HashSet<string>(network.Nodes.Count + network.Links.Count, StringComparer.Ordinal);
        foreach (var (local, kind, _) in AssetRoll.AssetsOf(network))
        {
            if (!AssetId.IsValid($"{network.Name}:{local}"))
                throw new ArgumentException($"Local id '{local}' of a {kind.WireName()} must be 1 to {AssetId.MaxLength - network.Name.Length - 1} characters without white space or control characters.", nameof(network));
            if (!seen.Add(local))
                throw new ArgumentException($"Local id '{local}' stands twice in network '{network.Name}'; ids are unique over nodes, links and points together.", nameof(network));
        }
    }
}
