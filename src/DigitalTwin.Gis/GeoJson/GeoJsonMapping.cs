namespace DigitalTwin.Gis.GeoJson;

/// <summary>Which properties of a feature hold what; the first of each list that a feature has counts. Names are compared without regard to case.</summary>
public sealed record GeoJsonMapping
{
    public static readonly GeoJsonMapping Default = new();

    public IReadOnlyList<string> Id { get; init; } = ["id", "localId", "assetId", "globalId", "code", "编号", "管点编号", "管线编号"];
    public IReadOnlyList<string> Name { get; init; } = ["name", "title", "facilityName", "名称"];
    public IReadOnlyList<string> Kind { get; init; } = ["kind", "type", "类型", "特征", "附属物"];
    public IReadOnlyList<string> Class { get; init; } = ["class", "system_type", "systemType", "type", "类别", "管线类型"];
    public IReadOnlyList<string> From { get; init; } = ["from", "fromNode", "from_node", "us_node", "起点编号", "起点点号"];
    public IReadOnlyList<string> To { get; init; } = ["to", "toNode", "to_node", "ds_node", "终点编号", "终点点号"];
    public IReadOnlyList<string> LengthMetres { get; init; } = ["length", "lengthM", "length_m", "长度", "管长"];
    public IReadOnlyList<string> DiameterMetres { get; init; } = ["diameterM", "diameter_m"];
    public IReadOnlyList<string> DiameterMillimetres { get; init; } = ["diameterMm", "diameter_mm", "diameter", "dn", "管径"];
    public IReadOnlyList<string> Roughness { get; init; } = ["roughness", "manning", "糙率"];
    public IReadOnlyList<string> InvertMetres { get; init; } = ["invert", "invertElevation", "invert_elevation", "井底高程"];
    public IReadOnlyList<string> DepthMetres { get; init; } = ["fullDepth", "full_depth", "depth", "井深", "埋深"];
}
