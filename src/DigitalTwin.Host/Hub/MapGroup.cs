namespace DigitalTwin.Host.Hub;

/// <summary>Viewers who see the same part of a network and so get the same bytes. Guarded by its <see cref="MapGroups"/>.</summary>
internal sealed class MapGroup(string name)
{
    public string Name { get; } = name;
    public HashSet<Viewer> Viewers { get; } = [];

    /// <summary>Counts batches of changes; a viewer who missed one sees the gap.</summary>
    public long Sequence { get; set; }
}
