using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Gis.Import;

namespace Benchmarks.Load;

/// <summary>The combined sewer of Bellinge with what others computed on it; absent where the shared data is not beside the project.</summary>
internal sealed class Bellinge
{
    private readonly Dictionary<string, int> _keys = [];
    private readonly string[] _names;

    private Bellinge(Network source)
    {
        foreach (var id in source.Nodes.Select(n => n.LocalId).Concat(source.Links.Select(l => l.LocalId))) _keys[id] = _keys.Count + 1;
        _names = ["", .. _keys.Keys];
        Source = source;
        Network = CompiledNetwork.Build(source, id => new AssetKey(_keys[id]));
    }

    public Network Source { get; }
    public CompiledNetwork Network { get; }
    public AssetKey Key(string id) => new(_keys.GetValueOrDefault(id));
    public string Name(AssetKey key) => _names[key.Value];

    /// <summary>Null with a reason where the data is not there.</summary>
    public static Bellinge? Load(out string why)
    {
        why = "";
        if (Folder is null)
        {
            why = "../shared/data/bellinge is not beside the project";
            return null;
        }
        using var file = OpenPlan();
        if (NetworkImport.Read("swmm", file, new ImportOptions("bellinge", "EPSG:25832")) is ImportOutcome.Accepted accepted) return new Bellinge(accepted.Network);
        why = "bellinge.inp was refused";
        return null;
    }

    public static FileStream OpenPlan() => File.OpenRead(Path.Combine(Folder!, "bellinge.inp"));

    /// <summary>Rows of a CSV file beside the model, without its heading.</summary>
    public static IEnumerable<string[]> Rows(string file) => File.ReadLines(Path.Combine(Folder!, file)).Skip(1).Select(line => line.Split(','));

    public static string[] Heading(string file) => File.ReadLines(Path.Combine(Folder!, file)).First().Split(',');

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (Path.Combine(at.FullName, "shared", "data", "bellinge") is var folder && Directory.Exists(folder)) return folder;
            return null;
        }
    }
}
