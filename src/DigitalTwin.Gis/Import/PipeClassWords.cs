using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Gis.Import;

/// <summary>What a tag or type in words says a pipe carries; null where it says nothing known.</summary>
internal static class PipeClassWords
{
    public static PipeClass? Read(string? words)
    {
        if (words is null) return null;
        if (Says("comb", "合流")) return PipeClass.Combined;
        if (Says("storm", "rain", "雨")) return PipeClass.Storm;
        if (Says("sanit", "sewer", "foul", "waste", "污")) return PipeClass.Sewer;
        return Says("reclaim", "reuse", "再生", "中水") ? PipeClass.Reclaimed : null;

        bool Says(params ReadOnlySpan<string> any)
        {
            foreach (var word in any)
                if (words.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }
}
