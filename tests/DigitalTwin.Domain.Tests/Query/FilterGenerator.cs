using System.Globalization;
using System.Text.RegularExpressions;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Domain.Tests.Query;

/// <summary>Writes random filters, and beside each what it must mean for one row; knows nothing of the parser.</summary>
internal sealed class FilterGenerator(Random random)
{
    private static readonly string[] Operators = ["=", "!=", "<", "<=", ">", ">="];

    public (string Text, Func<City.Row, bool> Holds) Condition(int depth)
    {
        if (depth == 0) return Leaf();
        var (a, b) = (Condition(depth - 1), Condition(depth - 1));
        return random.Next(4) switch
        {
            0 => ($"({a.Text}) and ({b.Text})", r => a.Holds(r) && b.Holds(r)),
            1 => ($"({a.Text}) OR ({b.Text})", r => a.Holds(r) || b.Holds(r)),
            2 => ($"not ({a.Text})", r => !a.Holds(r)),
            _ => a,
        };
    }

    private (string, Func<City.Row, bool>) Leaf()
    {
        switch (random.Next(10))
        {
            case 0: return ("stale", r => (r.State & 8) != 0);
            case 1: return ("incoming", r => (r.State & 32) != 0);
            case 2:
                var level = random.Next(5);
                var order = Operators[random.Next(6)];
                return ($"state {order} {((WarningLevel)level).ToString().ToLowerInvariant()}", r => Holds(order, r.State & 7, level));
            case 3:
                var (k1, k2) = ((AssetKind)random.Next(1, 17), (AssetKind)random.Next(1, 17));
                var not = random.Next(2) == 0;
                return ($"kind {(not ? "not " : "")}in ({k1.WireName()}, '{k2.WireName()}')", r => (r.Asset.Kind == k1 || r.Asset.Kind == k2) != not);
            case 4:
                var pipe = (PipeClass)random.Next(6);
                return ($"class != {pipe.ToString().ToLowerInvariant()}", r => r.Asset.Class != pipe);
            case 5: return Pattern();
            case 6:
                var catchment = new[] { "net:O1", "reuse:P/out", "nowhere" }[random.Next(3)];
                var unequal = random.Next(2) == 0;
                return ($"catchment {(unequal ? "<>" : "=")} '{catchment}'", r => r.Asset.Catchment is { } c && c == catchment != unequal);
            case 7:
                var (low, lowOf) = Number(1);
                var (high, highOf) = Number(1);
                var (n, of) = Number(1);
                return ($"{n} between {low} and {high}", r => of(r) >= lowOf(r) && of(r) <= highOf(r));
            case 8:
                var (m, mOf) = Number(1);
                return ($"{m} is missing", r => double.IsNaN(mOf(r)));
            default:
                var (x, xOf) = Number(2);
                var (y, yOf) = Number(2);
                var op = Operators[random.Next(6)];
                return ($"{x} {op} {y}", r => Holds(op, xOf(r), yOf(r)));
        }
    }

    private (string, Func<City.Row, bool>) Pattern()
    {
        var (field, of) = random.Next(3) switch
        {
            0 => ("id", (Func<City.Row, string?>)(r => r.Asset.Id)),
            1 => ("region", r => r.Asset.Region),
            _ => ("name", r => r.Asset.Name),
        };
        var pattern = new[] { "%泵站%", "北%", "%1", "d_", "x", "%x%x%", "net:N0_3-%", "%-1%", "%", "", "a\\_b", "pump \\%1", "ÄRGER" }[random.Next(13)];
        var regex = new Regex("^" + Regex.Replace(pattern, @"\\(.)|([%_])|(.)", m => m.Groups[1].Success ? Regex.Escape(m.Groups[1].Value) : m.Value == "%" ? ".*" : m.Value == "_" ? "." : Regex.Escape(m.Value)) + "$",
            RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        var not = random.Next(3) == 0;
        return ($"{field} {(not ? "not " : "")}like '{pattern}'", r => of(r) is { Length: > 0 } text && regex.IsMatch(text) != not);
    }

    /// <summary>Only lengths and bare numbers, so that units always fit.</summary>
    private (string, Func<City.Row, double>) Number(int depth)
    {
        if (depth > 0 && random.Next(2) == 0)
        {
            var (a, aOf) = Number(depth - 1);
            var (b, bOf) = Number(depth - 1);
            var factor = new[] { "0.8", "2", "1.5", "80%", "-1" }[random.Next(5)];
            var f = factor == "80%" ? 80 / 100.0 : double.Parse(factor, CultureInfo.InvariantCulture);
            return random.Next(3) switch
            {
                0 => ($"({a} + {b})", r => aOf(r) + bOf(r)),
                1 => ($"({a} - {b})", r => aOf(r) - bOf(r)),
                _ => ($"{factor}*({a})", r => f * aOf(r)),
            };
        }
        return random.Next(7) switch
        {
            0 => ("level", r => r.Level),
            1 => ("full", r => r.Full),
            2 => ("diameter", r => r.Diameter),
            3 => ("length", r => r.Length),
            4 => ("300 mm", _ => 300 / 1000.0),
            5 => ("1.2", _ => 1.2),
            _ => ("fill * 1 m", r => r.Level / r.Full * 1),
        };
    }

    private static bool Holds(string op, double a, double b) => !double.IsNaN(a) && !double.IsNaN(b) && op switch
    {
        "=" => a == b,
        "!=" => a != b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        _ => a >= b,
    };
}
