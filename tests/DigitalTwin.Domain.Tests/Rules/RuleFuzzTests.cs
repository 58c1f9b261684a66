using System.Diagnostics;
using System.Text;
using DigitalTwin.Domain.Rules;
using DigitalTwin.Domain.Rules.Language;
using Xunit.Abstractions;

namespace DigitalTwin.Domain.Tests.Rules;

/// <summary>Whatever is typed, the answer is a condition or a fault with its place in the text; the count of tokens tried is printed.</summary>
public class RuleFuzzTests(ITestOutputHelper output)
{
    private const int Tokens = 2_000_000;

    private static readonly string[] Words =
    [
        .. RuleWords.All.Select(w => w.Name), .. RuleWords.All.Select(w => w.Example), "level", "flow", "cod", "液位", "manhole", "pumpStation", "(", ")", ",", ".", "+", "-", "*", "/", "<", ">", "=", "!=", "<=",
        "3 m", "80%", "30min", "1h", "7d", "5 kPa/d", "1e309", "0", "'x'", "\"", "\uFF1E", "_", "..", "1.2.3", "\u0000", "\uD800", "x", "held", "m/h", "1/0", "999999999d", " ",
    ];

    [Fact]
    public void No_text_breaks_the_language_and_each_fault_lies_inside_the_text()
    {
        var random = new Random(20260429);
        var (tokens, whole, longest) = (0L, 0, 0L);
        while (tokens < Tokens)
        {
            var text = Text(random, ref tokens);
            var before = Stopwatch.GetTimestamp();
            var condition = RuleCondition.Parse(text, out var fault);
            longest = Math.Max(longest, Stopwatch.GetTimestamp() - before);
            Assert.True(condition is null != fault is null, text);
            if (fault is not null) Assert.True(0 <= fault.Start && fault.Start <= fault.End && fault.End <= text.Length && fault.Message.Chinese.Length > 0, $"{text}: {fault}");
            else whole++;
        }
        output.WriteLine($"{tokens:N0} tokens, {whole:N0} whole conditions, the longest took {Stopwatch.GetElapsedTime(0, longest).TotalMilliseconds:F1} ms");
        Assert.True(whole > 1000, $"Only {whole} texts were conditions: the generator does not reach inside.");
    }

    [Theory]
    [InlineData("(")]
    [InlineData("not ")]
    [InlineData("-")]
    [InlineData("mean(")]
    [InlineData("any(upstream(manhole), ")]
    [InlineData("level + ")]
    [InlineData("level > 1 m and ")]
    [InlineData("mean(level, 1h) > 1 m or ")]
    public void A_text_as_long_as_may_be_ends_in_a_message(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, RuleBounds.LongestText / piece.Length));
        Assert.Null(RuleCondition.Parse(text, out var fault));
        Assert.NotNull(fault);
        Assert.Null(RuleCondition.Parse(new string('a', RuleBounds.LongestText + 1), out _));
    }

    /// <summary>Half of them examples with something put in, taken out or swapped; half of them words thrown together.</summary>
    private static string Text(Random random, ref long tokens)
    {
        var builder = new StringBuilder();
        if (random.Next(2) == 0)
        {
            builder.Append(RuleWords.All[random.Next(RuleWords.All.Count)].Example);
            if (random.Next(3) == 0) builder.Append(random.Next(2) == 0 ? " and " : " or ").Append(RuleWords.All[random.Next(RuleWords.All.Count)].Example);
            for (var i = random.Next(3); i > 0 && builder.Length > 1; i--)
            {
                var at = random.Next(builder.Length);
                if (random.Next(2) == 0) builder.Remove(at, Math.Min(1 + random.Next(3), builder.Length - at));
                else builder.Insert(at, Words[random.Next(Words.Length)]);
            }
            tokens += 10;
            return builder.ToString();
        }
        var count = 1 + random.Next(30);
        for (var i = 0; i < count && builder.Length < RuleBounds.LongestText; i++) builder.Append(Words[random.Next(Words.Length)]).Append(random.Next(4) == 0 ? "" : " ");
        tokens += count;
        return builder.ToString();
    }
}
