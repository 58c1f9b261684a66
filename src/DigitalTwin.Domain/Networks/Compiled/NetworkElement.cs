namespace DigitalTwin.Domain.Networks.Compiled;

/// <summary>A node or a link of a compiled network by its index there. Means nothing outside that one revision.</summary>
public readonly record struct NetworkElement
{
    private readonly int _code;
    private NetworkElement(int code) => _code = code;

    public static NetworkElement Node(int index) => new(index);
    public static NetworkElement Link(int index) => new(~index);

    public bool IsLink => _code < 0;
    public int Index => _code < 0 ? ~_code : _code;

    public override string ToString() => IsLink ? $"link {Index}" : $"node {Index}";
}
