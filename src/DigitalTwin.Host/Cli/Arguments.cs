namespace DigitalTwin.Host.Cli;

/// <summary>Arguments of a command: one file, and named values.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="CommandException">An argument is unknown, or lacks its value.</exception>
    public Arguments(IReadOnlyList<string> args, string usage, params string[] names)
    {
        Usage = usage;
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=');
            var name = equals > 0 ? args[i][..equals] : args[i];
            if (!name.StartsWith("--", StringComparison.Ordinal))
            {
                if (File is not null) throw new CommandException($"'{name}' is one file too many. {usage}");
                File = name;
            }
            else if (!names.Contains(name[2..])) throw new CommandException($"{name} is not known. {usage}");
            else if (equals > 0) _values[name[2..]] = args[i][(equals + 1)..];
            else if (++i < args.Count) _values[name[2..]] = args[i];
            else throw new CommandException($"{name} needs a value. {usage}");
        }
    }

    public string Usage { get; }
    public string? File { get; }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public string Get(string name) => Find(name) ?? throw new CommandException($"--{name} is missing. {Usage}");
}

/// <summary>A command cannot be carried out for a reason that the person who gave it can put right.</summary>
internal sealed class CommandException(string message) : Exception(message);
