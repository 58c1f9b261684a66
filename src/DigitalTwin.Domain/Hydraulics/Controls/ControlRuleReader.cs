using System.Globalization;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Controls;

/// <summary>Reads control rules in SWMM's language (SWMM 5.2 User's Manual, appendix C.3 and D, [CONTROLS]); numbers in the network's SI units.</summary>
public sealed class ControlRuleReader
{
    private readonly Dictionary<string, int> _nodes, _links;

    public ControlRuleReader(Network network)
    {
        _nodes = network.Nodes.Select((n, i) => (n.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i, StringComparer.OrdinalIgnoreCase);
        _links = network.Links.Select((l, i) => (l.LocalId, i)).ToDictionary(p => p.LocalId, p => p.i, StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="FormatException">The rule says something that this engine cannot do; the message names the line.</exception>
    public ControlRule Read(string text)
    {
        string name = "", part = "";
        double priority = 0;
        var (premises, then, other) = (new List<Premise>(), new List<ControlAction>(), new List<ControlAction>());
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var keyword = words[0].ToUpperInvariant();
            if (keyword is "IF" or "THEN" or "ELSE") part = keyword;
            switch (keyword)
            {
                case "RULE": name = words.Length > 1 ? words[1] : ""; break;
                case "PRIORITY": priority = Number(words.ElementAtOrDefault(1), line); break;
                case "IF" or "AND" or "OR" when part == "IF": premises.Add(ReadPremise(words, line, keyword == "OR")); break;
                case "THEN" or "AND" when part == "THEN": then.Add(ReadAction(words, line)); break;
                case "ELSE" or "AND" when part == "ELSE": other.Add(ReadAction(words, line)); break;
                default: throw new FormatException($"Rule '{name}': '{line}' begins with no word of the rule language; expected IF, AND, OR, THEN, ELSE or PRIORITY.");
            }
        }
        if (premises.Count == 0 || then.Count == 0) throw new FormatException($"Rule '{name}' has no IF or no THEN; expected both.");
        return new(name, premises, then, other, priority);
    }

    private Premise ReadPremise(string[] words, string line, bool isAlternative)
    {
        var isTime = words.ElementAtOrDefault(1)?.ToUpperInvariant() == "SIMULATION";
        var at = isTime ? 2 : 3;
        if (words.Length < at + 3) throw new FormatException($"'{line}' is too short; expected an object, its id, an attribute, a relation and a value.");
        var relation = words[at + 1] switch
        {
            "=" => Relation.Equal, "<>" => Relation.NotEqual, "<" => Relation.Less, "<=" => Relation.LessOrEqual, ">" => Relation.Greater, ">=" => Relation.GreaterOrEqual,
            var sign => throw new FormatException($"'{line}': '{sign}' is no relation; expected =, <>, <, <=, > or >=."),
        };
        var (kind, attribute) = (words[1].ToUpperInvariant(), words[at].ToUpperInvariant());
        var subject = (kind, attribute) switch
        {
            ("SIMULATION", "TIME") => Subject.SimulationTime,
            ("SIMULATION", "CLOCKTIME") => Subject.ClockTime,
            ("NODE", "DEPTH") => Subject.NodeDepth,
            ("NODE", "HEAD") => Subject.NodeHead,
            ("NODE", "MAXDEPTH") => Subject.NodeFullDepth,
            ("NODE", "INFLOW") => Subject.NodeInflow,
            (not "NODE", "FLOW") => Subject.LinkFlow,
            (not "NODE", "STATUS" or "SETTING") => Subject.LinkSetting,
            (not "NODE", "TIMEOPEN") => Subject.TimeOpen,
            (not "NODE", "TIMECLOSED") => Subject.TimeClosed,
            _ => throw new FormatException($"'{line}': {kind} {attribute} is not known to this engine; expected DEPTH, HEAD, MAXDEPTH or INFLOW of a node, FLOW, STATUS, SETTING, TIMEOPEN or TIMECLOSED of a link, or SIMULATION TIME or CLOCKTIME."),
        };
        var index = isTime ? -1 : Find(kind, words[2], line);
        var value = subject switch
        {
            Subject.SimulationTime or Subject.ClockTime or Subject.TimeOpen or Subject.TimeClosed => Seconds(words[at + 2], line),
            Subject.LinkSetting => Setting(words[at + 2], line),
            _ => Number(words[at + 2], line),
        };
        return new(subject, index, relation, value, isAlternative);
    }

    private ControlAction ReadAction(string[] words, string line)
    {
        if (words.Length < 6 || words[4] != "=") throw new FormatException($"'{line}' is no action; expected an object, its id, STATUS or SETTING, '=' and a value.");
        return new(Find(words[1].ToUpperInvariant(), words[2], line), Setting(words[5], line));
    }

    private int Find(string kind, string id, string line) =>
        (kind == "NODE" ? _nodes : _links).TryGetValue(id, out var index) ? index : throw new FormatException($"'{line}': there is no {(kind == "NODE" ? "node" : "link")} '{id}'.");

    private static double Setting(string word, string line) => word.ToUpperInvariant() switch
    {
        "ON" or "OPEN" => 1,
        "OFF" or "CLOSED" => 0,
        _ => Number(word, line),
    };

    /// <summary>Hours as a decimal, or h:mm or h:mm:ss.</summary>
    private static double Seconds(string word, string line)
    {
        var parts = word.Split(':');
        if (parts.Length == 1) return Number(word, line) * 3600;
        double sum = 0;
        for (var i = 0; i < parts.Length && i < 3; i++) sum += Number(parts[i], line) * (i == 0 ? 3600 : i == 1 ? 60 : 1);
        return sum;
    }

    private static double Number(string? word, string line) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw new FormatException($"'{line}': '{word}' is no number.");
}
