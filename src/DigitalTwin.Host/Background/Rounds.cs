namespace DigitalTwin.Host.Background;

/// <summary>Work that is done again and again beside everything else: a round that fails is told, and the next one tries anew.</summary>
internal static class Rounds
{
    /// <param name="time">Wall time.</param>
    /// <param name="pause">Between the beginnings of two rounds; the first follows after it.</param>
    /// <param name="log">Of whom the rounds are.</param>
    /// <param name="failure">What did not happen where a round fails, as a sentence without its end.</param>
    /// <param name="round">One round.</param>
    /// <param name="stop">Ends them.</param>
    public static async Task Run(TimeProvider time, TimeSpan pause, ILogger log, string failure, Func<CancellationToken, Task> round, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(pause, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await round(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.LogError(e, "{Failure}; the next try follows in {Pause}.", failure, pause);
            }
        }
    }
}
