namespace DigitalTwin.Domain.Language;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class Spelling
{
    /// <summary>Longer words are not looked at: nobody misspells those, and the distance costs length by length.</summary>
    private const int Longest = 40;

    /// <summary>The nearest of the names where it is near enough, at most a third of its letters off; null otherwise.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        if (word.Length is 0 or > Longest) return null;
        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var name in names)
        {
            if (Math.Abs(name.Length - word.Length) > 3) continue;
            var distance = Distance(word, name);
            if (distance < least) (best, least) = (name, distance);
        }
        return best is not null && least <= Math.Max(1, Math.Min(word.Length, best.Length) / 3) ? best : null;
    }

    /// <summary>Letters put in, left out, changed or swapped with a neighbour (optimal string alignment), without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> two = stackalloc int[b.Length + 1], one = stackalloc int[b.Length + 1], now = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) one[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var (x, y) = (char.ToLowerInvariant(a[i - 1]), char.ToLowerInvariant(b[j - 1]));
                now[j] = Math.Min(Math.Min(one[j], now[j - 1]) + 1, one[j - 1] + (x == y ? 0 : 1));
                if (i > 1 && j > 1 && x == char.ToLowerInvariant(b[j - 2]) && char.ToLowerInvariant(a[i - 2]) == y) now[j] = Math.Min(now[j], two[j - 2] + 1);
            }
            one.CopyTo(two);
            now.CopyTo(one);
        }
        return one[b.Length];
    }
}
