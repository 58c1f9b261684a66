namespace DigitalTwin.Ingest.Json;

/// <summary>Some writers put a bare <c>NaN</c> or <c>Infinity</c> where JSON knows no such thing. One broken sensor must not cost the whole batch.</summary>
internal static class BareNumbers
{
    /// <summary>Overwrites each such token outside strings by text of the same length, so that the item is refused by itself; false where there was none.</summary>
    public static bool Quote(Span<byte> json)
    {
        var found = false;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (inString)
            {
                if (b == '\\') i++;
                else if (b == '"') inString = false;
                continue;
            }
            if (b == '"')
            {
                inString = true;
                continue;
            }
            var length = TokenLength(json[i..]);
            if (length == 0) continue;
            json[i] = json[i + length - 1] = (byte)'"';
            i += length - 1;
            found = true;
        }
        return found;
    }

    private static int TokenLength(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("NaN"u8)) return 3;
        if (rest.StartsWith("Infinity"u8)) return 8;
        return rest.StartsWith("-Infinity"u8) ? 9 : 0;
    }
}
