namespace DigitalTwin.Grains.Saving;

/// <summary>Lets the calls of a grain that interleave save one after the other: each save takes all that waits, and whoever finds one running waits for it first.</summary>
internal sealed class SaveTurns
{
    private Task? _running;

    /// <param name="isWaiting">Whether anything waits to be saved.</param>
    /// <param name="save">Saves all that waits, and then no longer counts it as waiting. Where it fails, its caller is told, and others try anew.</param>
    public async Task Save(Func<bool> isWaiting, Func<Task> save)
    {
        while (isWaiting())
        {
            if (_running is { } running)
            {
                await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                continue;
            }
            _running = save();
            try
            {
                await _running;
            }
            finally
            {
                _running = null;
            }
        }
    }
}
