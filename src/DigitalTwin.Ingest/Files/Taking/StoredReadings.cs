using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Files.Taking;

/// <summary>Leaves out of a batch what History holds already, so that a file may be taken again, and a killed take begun anew, without storing anything twice.</summary>
internal sealed class StoredReadings(IHistory history)
{
    private const int Page = 4096;

    /// <summary>Sorts the batch by series and time, keeps the last of several values of one time, and removes those held with the same value.</summary>
    /// <returns>How many were removed because they are held.</returns>
    public async Task<int> Remove(List<Reading> batch, CancellationToken cancel)
    {
        KeepLast(batch);
        var (kept, removed) = (0, 0);
        for (var start = 0; start < batch.Count;)
        {
            var end = start;
            while (end < batch.Count && batch[end].Asset == batch[start].Asset && batch[end].Quantity == batch[start].Quantity) end++;
            var held = await Held(batch, start, end, cancel);
            for (var i = start; i < end; i++)
            {
                if (held is not null && held[i - start]) removed++;
                else batch[kept++] = batch[i];
            }
            start = end;
        }
        batch.RemoveRange(kept, batch.Count - kept);
        return removed;
    }

    private static void KeepLast(List<Reading> batch)
    {
        var sorted = batch.Select((reading, place) => (reading, place)).ToArray();
        Array.Sort(sorted, (a, b) => Compare(a.reading, b.reading) is var order and not 0 ? order : a.place.CompareTo(b.place));
        batch.Clear();
        for (var i = 0; i < sorted.Length; i++)
            if (i + 1 == sorted.Length || Compare(sorted[i].reading, sorted[i + 1].reading) != 0) batch.Add(sorted[i].reading);
    }

    private static int Compare(in Reading a, in Reading b)
    {
        var asset = a.Asset.Value.CompareTo(b.Asset.Value);
        if (asset != 0) return asset;
        var quantity = a.Quantity.Code.CompareTo(b.Quantity.Code);
        return quantity != 0 ? quantity : a.At.CompareTo(b.At);
    }

    /// <summary>Which of one series are held; null where none can be, which costs no reading.</summary>
    private async Task<bool[]?> Held(List<Reading> batch, int start, int end, CancellationToken cancel)
    {
        var (asset, quantity) = (batch[start].Asset, batch[start].Quantity);
        if (!history.Latest(asset).Any(k => k.Reading.Quantity == quantity && k.Reading.At >= batch[start].At)) return null;
        var held = new bool[end - start];
        var to = batch[end - 1].At + TimeSpan.FromMilliseconds(1);
        for (var at = start; at < end;)
        {
            var page = await history.Read(asset, quantity, batch[at].At, to, null, Page, cancel);
            foreach (var (reading, _) in page)
            {
                while (at < end && batch[at].At < reading.At) at++;
                if (at < end && batch[at].At == reading.At) held[at - start] = IsSame(batch[at], reading);
            }
            if (page.Count < Page) break;
            // Only what lies behind this page is still open; a gap in the file is not read through.
            while (at < end && batch[at].At <= page[^1].Reading.At) at++;
        }
        return held;
    }

    /// <summary>A mark that a rule set when the value came in is no difference; one that the file sets is.</summary>
    private static bool IsSame(in Reading now, in Reading held) => BitConverter.DoubleToInt64Bits(now.Value) == BitConverter.DoubleToInt64Bits(held.Value)
        && now.Provenance == held.Provenance && now.Quality.Flag() == held.Quality.Flag()
        && (now.Quality.Finding() == held.Quality.Finding() || now.Quality.Finding() is Quality.Good or Quality.OutOfRange);
}
