using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Host.Forecasts.Answers;

/// <summary>Which links a longitudinal section follows.</summary>
internal static class ProfilePath
{
    /// <summary>With the water to the end, by the link that takes most of it.</summary>
    public static List<int> Down(CompiledNetwork network, int node, int most)
    {
        var path = new List<int>();
        while (path.Count < most && network.Nodes.MainLink[node] is >= 0 and var link)
        {
            path.Add(link);
            node = network.Links.To[link];
        }
        return path;
    }

    /// <summary>The way of fewest links between two nodes: with the water where there is one, else against it; null where neither leads there.</summary>
    public static List<int>? Between(CompiledNetwork network, int from, int to) => Find(network, from, to, down: true) ?? Find(network, from, to, down: false);

    private static List<int>? Find(CompiledNetwork network, int from, int to, bool down)
    {
        var by = new Dictionary<int, int> { [from] = -1 };
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var node) && !by.ContainsKey(to))
            foreach (var element in down ? network.Below(NetworkElement.Node(node)) : network.Above(NetworkElement.Node(node)))
            {
                var next = down ? network.Links.To[element.Index] : network.Links.From[element.Index];
                if (by.TryAdd(next, element.Index)) queue.Enqueue(next);
            }
        if (!by.ContainsKey(to)) return null;
        var path = new List<int>();
        for (var node = to; by[node] is >= 0 and var link; node = down ? network.Links.From[link] : network.Links.To[link]) path.Add(link);
        path.Reverse();
        return path;
    }
}
