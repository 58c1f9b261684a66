namespace DigitalTwin.Ingest.Mqtt;

/// <summary>A topic with captures: <c>city/{device}/{quantity}</c>. <c>+</c> takes one level, <c>#</c> at the end takes the rest, <c>{name}</c> takes one and keeps it.</summary>
public sealed class TopicPattern
{
    public const int MaxLength = 500;

    private readonly string[] _levels;

    private TopicPattern(string text, string[] levels) => (Text, _levels) = (text, levels);

    public string Text { get; }

    /// <summary>Names of the captures, in their order.</summary>
    public IEnumerable<string> Names => _levels.Where(IsCapture).Select(l => l[1..^1]);

    /// <summary>Null with what is wrong where the text is no pattern.</summary>
    public static TopicPattern? Parse(string? text, out string? fault)
    {
        fault = null;
        if (text is not { Length: > 0 and <= MaxLength }) fault = $"topic is '{text}'; expected 1 to {MaxLength} characters such as twin/{{device}}/{{code}}";
        else
        {
            var levels = text.Split('/');
            var names = levels.Where(IsCapture).ToArray();
            if (levels.Any(l => l.Length == 0)) fault = $"topic '{text}' has an empty level";
            else if (levels.Any(l => l.AsSpan().ContainsAny('{', '}') && (!IsCapture(l) || l.Length < 3 || !l[1..^1].All(char.IsAsciiLetterOrDigit)))) fault = $"topic '{text}' has a capture that is not a whole level such as {{device}}";
            else if (levels.SkipLast(1).Contains("#") || levels.Any(l => l.Length > 1 && l.AsSpan().ContainsAny('#', '+'))) fault = $"topic '{text}' has # or + where it may not stand";
            else if (names.Distinct().Count() < names.Length) fault = $"topic '{text}' names a capture twice";
            else return new TopicPattern(text, levels);
        }
        return null;
    }

    /// <summary>The captures by name; null where the topic is another.</summary>
    public Dictionary<string, string>? Match(string topic)
    {
        Dictionary<string, string> captures = [];
        var rest = topic.AsSpan();
        for (var i = 0; i < _levels.Length; i++)
        {
            if (_levels[i] == "#") return captures;
            if (rest.IsEmpty) return null;
            var end = rest.IndexOf('/');
            var level = end < 0 ? rest : rest[..end];
            if (IsCapture(_levels[i])) captures[_levels[i][1..^1]] = level.ToString();
            else if (_levels[i] != "+" && !level.SequenceEqual(_levels[i])) return null;
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        return rest.IsEmpty ? captures : null;
    }

    /// <summary>A text with captures put in: <c>city:{device}</c>.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> captures)
    {
        foreach (var (name, value) in captures) template = template.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return template;
    }

    private static bool IsCapture(string level) => level.Length >= 2 && level[0] == '{' && level[^1] == '}';
}
