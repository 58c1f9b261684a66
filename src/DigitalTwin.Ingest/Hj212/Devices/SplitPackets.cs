using System.Text;

namespace DigitalTwin.Ingest.Hj212.Devices;

/// <summary>What becomes of one part of a split packet.</summary>
internal abstract record PartOutcome
{
    private PartOutcome() { }

    /// <summary>It can be read by itself.</summary>
    public sealed record Whole(byte[] Content) : PartOutcome;

    /// <summary>It was cut inside a factor and waits for its neighbours; keep it durably, then acknowledge it.</summary>
    public sealed record Waits : PartOutcome;

    /// <summary>With it all parts are there; this is what they say together.</summary>
    public sealed record Complete(byte[] Content) : PartOutcome;

    public sealed record Refused(string Why) : PartOutcome;
}

/// <summary>Puts the parts (PNUM, PNO) of one device's split packets together.</summary>
/// <remarks>
/// Most loggers cut between factors, and such a part is read as it comes. Some cut anywhere; then parts wait for each other.
/// The standard gives each part a QN of its own, so a set is known by CN and PNUM. Bounds: <see cref="MaxSets"/> sets, <see cref="MaxParts"/> parts, <see cref="Patience"/>;
/// beyond a bound the oldest set is given up. Safe from any thread.
/// </remarks>
internal sealed class SplitPackets
{
    public const int MaxSets = 4;
    public const int MaxParts = 128;
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Command, int Count), PartSet> _sets = [];

    /// <param name="now">Wall time.</param>
    /// <param name="givenUp">What is told of a set that was given up to make room, or was too old.</param>
    public PartOutcome Take(int command, int count, int number, ReadOnlySpan<byte> content, DateTimeOffset now, out string? givenUp)
    {
        givenUp = null;
        if (count > MaxParts) return new PartOutcome.Refused($"PNUM is {count}; at most {MaxParts} parts are put together");
        lock (_gate)
        {
            givenUp = Expire(now);
            if (!_sets.TryGetValue((command, count), out var set) || set.Conflicts(number, content))
            {
                if (set is null && _sets.Count >= MaxSets) givenUp = GiveUp(_sets.MinBy(s => s.Value.Since).Key);
                else if (set is { IsStarted: true }) givenUp = GiveUp((command, count));
                _sets[(command, count)] = set = new PartSet(count, now);
            }
            var outcome = set.Take(number, content);
            if (set.IsComplete) _sets.Remove((command, count));
            return outcome;
        }
    }

    /// <summary>Gives up what has waited too long; null where nothing was lost of it.</summary>
    public string? Expire(DateTimeOffset now)
    {
        lock (_gate)
        {
            string? told = null;
            foreach (var key in _sets.Where(s => now - s.Value.Since > Patience).Select(s => s.Key).ToArray()) told = GiveUp(key) ?? told;
            return told;
        }
    }

    private string? GiveUp((int Command, int Count) key)
    {
        _sets.Remove(key, out var set);
        return set!.Waiting == 0 ? null : $"a split packet of CN {key.Command} stayed incomplete: {set.Here} of {key.Count} parts; {set.Waiting} of them wait in the device's log";
    }

    private sealed class PartSet(int count, DateTimeOffset since)
    {
        private static readonly byte[] Done = [];
        private readonly byte[]?[] _parts = new byte[]?[count + 1]; // By PNO; Done where it was read already.
        private readonly int[] _hashes = new int[count + 1];
        private byte[]? _time;

        public DateTimeOffset Since => since;
        public int Here => _parts.Count(p => p is not null);
        public int Waiting => _parts.Count(p => p is { Length: > 0 });
        public bool IsStarted => Here > 0;
        public bool IsComplete => Here == count;

        /// <summary>Another packet began that is split alike.</summary>
        public bool Conflicts(int number, ReadOnlySpan<byte> content) => _parts[number] is not null && _hashes[number] != Hash(content);

        public PartOutcome Take(int number, ReadOnlySpan<byte> content)
        {
            if (_parts[number] is { Length: > 0 }) return new PartOutcome.Waits(); // Sent again while it waits.
            _hashes[number] = Hash(content);
            var hasTime = content.StartsWith("DataTime="u8);
            var beginsClean = hasTime || number == 1 || (_parts[number - 1] is { Length: 0 } && BeginsClean(content));
            if (Waiting == 0 && beginsClean && (number == count || EndsClean(content)) && (hasTime || _time is not null))
            {
                if (hasTime) _time = Time(content);
                _parts[number] = Done;
                return new PartOutcome.Whole(hasTime ? content.ToArray() : [.. _time!, (byte)';', .. content]);
            }
            if (hasTime && _time is null) _time = Time(content);
            _parts[number] = content.Length == 0 ? Done : content.ToArray();
            return IsComplete ? new PartOutcome.Complete(Join()) : new PartOutcome.Waits();
        }

        private byte[] Join()
        {
            var joined = new List<byte>();
            if (_time is not null) joined.AddRange([.. _time, (byte)';']);
            for (var number = 1; number <= count; number++)
            {
                var part = _parts[number]!;
                if (part.Length == 0) joined.Add((byte)';');
                else
                {
                    if (number > 1 && IsBoundary(joined, part)) joined.Add((byte)';');
                    joined.AddRange(part);
                }
            }
            return [.. joined];
        }

        // Cut right between two factors, and the ';' went with the cut.
        private static bool IsBoundary(List<byte> before, ReadOnlySpan<byte> next) =>
            next.StartsWith("DataTime="u8) || (BeginsClean(next) && EndsClean(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(before)));

        private static bool EndsClean(ReadOnlySpan<byte> content)
        {
            if (content.EndsWith(";"u8)) return true;
            var last = content[(content.LastIndexOfAny((byte)';', (byte)',') + 1)..];
            return last.IndexOf("-Flag="u8) is > 0 and var at && last.Length == at + 7;
        }

        private static bool BeginsClean(ReadOnlySpan<byte> content)
        {
            if (content.StartsWith(";"u8)) return true;
            var end = content.IndexOfAny((byte)';', (byte)',');
            var first = end < 0 ? content : content[..end];
            var equals = first.IndexOf((byte)'=');
            if (equals < 1) return false;
            var key = Encoding.ASCII.GetString(first[..equals]);
            var dash = key.IndexOf('-', StringComparison.Ordinal);
            return dash is > 2 && key[dash..] is "-Rtd" or "-Avg" or "-Min" or "-Max" or "-Cou" or "-Flag" or "-SampleTime" or "-RS" or "-RT" && char.IsAsciiLetter(key[0]);
        }

        private static byte[] Time(ReadOnlySpan<byte> content)
        {
            var end = content.IndexOfAny((byte)';', (byte)',');
            return (end < 0 ? content : content[..end]).ToArray();
        }

        private static int Hash(ReadOnlySpan<byte> content)
        {
            var hash = new HashCode();
            hash.AddBytes(content);
            return hash.ToHashCode();
        }
    }
}
