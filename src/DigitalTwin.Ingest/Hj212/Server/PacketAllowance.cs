namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>How many packets a connection may send now: a bucket that fills with time. Who is over it waits, unread.</summary>
internal sealed class PacketAllowance(double perSecond, int burst, TimeProvider time)
{
    private double _left = burst;
    private long _since = time.GetTimestamp();

    /// <summary>Waits until at least one packet is allowed; then how many, at most <paramref name="most"/>.</summary>
    public async ValueTask<int> Some(int most)
    {
        Refill();
        if (_left < 1)
        {
            await Task.Delay(TimeSpan.FromSeconds((1 - _left) / perSecond) + TimeSpan.FromMilliseconds(1), time).ConfigureAwait(false);
            Refill();
        }
        return Math.Clamp((int)_left, 1, most);
    }

    public void Use(int packets) => _left -= packets;

    private void Refill()
    {
        var now = time.GetTimestamp();
        _left = Math.Min(burst, _left + perSecond * time.GetElapsedTime(_since, now).TotalSeconds);
        _since = now;
    }
}
