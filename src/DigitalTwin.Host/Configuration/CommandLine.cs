namespace DigitalTwin.Host.Configuration;

/// <summary>Turns <c>--port 5080 --empty</c> into settings; <c>--DigitalTwin:Key=value</c> sets any other.</summary>
internal static class CommandLine
{
    public const string Usage = "Usage: DigitalTwin.Host [--port N] [--data DIR] [--city demo[:SEGMENTS]] [--seed N] [--speed N] [--empty] [--hj212-port N] [--Section:Key=value …]";

    private static readonly Dictionary<string, string> Valued = new()
    {
        ["--port"] = "Port", ["--data"] = "Data", ["--city"] = "City", ["--seed"] = "Seed", ["--speed"] = "Speed", ["--listen"] = "Listen", ["--hj212-port"] = "Hj212:Port",
    };

    /// <summary>The settings, or what is wrong with the arguments.</summary>
    public static (Dictionary<string, string?> Settings, string? Fault) Parse(IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>();
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=');
            var (name, value) = equals > 0 ? (args[i][..equals], args[i][(equals + 1)..]) : (args[i], null);
            if (name == "--empty" && value is null) settings[$"{TwinOptions.Section}:Empty"] = "true";
            else if (Valued.TryGetValue(name, out var key))
            {
                value ??= ++i < args.Count ? args[i] : null;
                if (value is null) return (settings, $"{name} needs a value. {Usage}");
                settings[$"{TwinOptions.Section}:{key}"] = value;
            }
            else if (name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':') && value is not null) settings[name[2..]] = value;
            else return (settings, $"'{args[i]}' is not known. {Usage}");
        }
        return (settings, null);
    }
}
