using System.Diagnostics;

namespace Conformance.Host;

/// <summary>Waits for what must happen sooner or later; a minute is later than anything here takes.</summary>
public static class Eventually
{
    public static async Task Is(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException($"Still not: {what}.");
            await Task.Delay(10);
        }
    }
}
