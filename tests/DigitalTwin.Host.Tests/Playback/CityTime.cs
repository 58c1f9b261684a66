using System.Text;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Playback;

/// <summary>Leads a host's clock through a day that is long past, standing still between two steps.</summary>
internal sealed class CityTime(RunningHost host)
{
    public static readonly DateTimeOffset Midnight = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Midnight;

    public async Task Is(DateTimeOffset now)
    {
        Now = now;
        using var led = await host.Http.PutAsync("/api/v1/clock", new StringContent($$"""{"now":"{{now:O}}","rate":0.0001,"leaseSeconds":3600}""", Encoding.UTF8, "application/json"));
        led.EnsureSuccessStatusCode();
    }

    public Task Is(string time) => Is(Midnight + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>As a query parameter.</summary>
    public static string At(string time) => At(Midnight + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    public static string At(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
