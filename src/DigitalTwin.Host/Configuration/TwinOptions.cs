using System.Globalization;
using System.Net;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts;
using DigitalTwin.Host.Indicators;
using DigitalTwin.Host.Messages;
using DigitalTwin.Host.People.OpenId;
using DigitalTwin.Host.Retention;
using DigitalTwin.Ingest.Hj212.Server;
using DigitalTwin.Ingest.Jt808;

namespace DigitalTwin.Host.Configuration;

/// <summary>Settings of a host, section <c>DigitalTwin</c>. Each is described in docs/configuration.md.</summary>
public sealed class TwinOptions
{
    public const string Section = "DigitalTwin";

    public string Data { get; set; } = "./data";
    public string Listen { get; set; } = "127.0.0.1";
    public int Port { get; set; } = 5080;
    public bool AllowRemote { get; set; }
    public bool PublicRead { get; set; }
    public string[] AllowedOrigins { get; set; } = [];
    public string? City { get; set; }
    public bool Empty { get; set; }
    public int Seed { get; set; } = 1;
    public double Speed { get; set; } = 60;
    public bool DemoStations { get; set; } = true;
    public string Title { get; set; } = "";
    public string? WebRoot { get; set; }
    public int MaxViewers { get; set; } = 1000;
    public int OverviewAssets { get; set; } = 20_000;
    public int RequestsPerSecond { get; set; } = 500;
    public string TimeZone { get; set; } = "+08:00";
    public string Holidays { get; set; } = CityHolidays.China;
    public KeyOptions[] Keys { get; set; } = [];
    public TileOptions? Tiles { get; set; }
    public StorageOptions Storage { get; set; } = new();
    public RetentionOptions Retention { get; set; } = new();
    public ForecastOptions Forecast { get; set; } = new();
    public LedgerOptions Ledger { get; set; } = new();
    public Hj212Options Hj212 { get; set; } = new();
    public MessageOptions Messages { get; set; } = new();
    public Jt808Options Jt808 { get; set; } = new();
    public OpenIdOptions OpenId { get; set; } = new();

    /// <summary>Null where all is well, else what is wrong and what was expected.</summary>
    public string? Fault()
    {
        if (!IPAddress.TryParse(Listen, out var address)) return $"{Section}:Listen is '{Listen}'; expected an IP address such as 127.0.0.1 or 0.0.0.0.";
        if (!IPAddress.IsLoopback(address) && !AllowRemote)
            return $"{Section}:Listen is {Listen}, which other machines can reach; set {Section}:AllowRemote to true if that is meant, or listen on 127.0.0.1.";
        if (Hj212.Fault($"{Section}:Hj212") is { } wrong) return wrong;
        if (Hj212.Enabled && !IPAddress.IsLoopback(IPAddress.Parse(Hj212.Listen)) && !AllowRemote)
            return $"{Section}:Hj212:Listen is {Hj212.Listen}, which other machines can reach; set {Section}:AllowRemote to true if that is meant, or listen on 127.0.0.1.";
        if (Port is < 0 or > 65535) return $"{Section}:Port is {Port}; expected 0 (any free port) to 65535.";
        if (!(Speed is > 0 and <= 3600)) return $"{Section}:Speed is {Speed.ToString(CultureInfo.InvariantCulture)}; expected more than 0 and at most 3600 city seconds a second.";
        if (Retention.Fault($"{Section}:Retention") is { } keeping) return keeping;
        if (Forecast.Fault($"{Section}:Forecast") is { } forecasting) return forecasting;
        if (Ledger.Fault() is { } binding) return $"{Section}:{binding}";
        if (Jt808.Fault($"{Section}:Jt808") is { } tracking) return tracking;
        if (Jt808.Port is not null && !IPAddress.IsLoopback(IPAddress.Parse(Jt808.Listen)) && !AllowRemote)
            return $"{Section}:Jt808:Listen is {Jt808.Listen}, which other machines can reach; set {Section}:AllowRemote to true if that is meant, or listen on 127.0.0.1.";
        if (OpenId.Fault($"{Section}:OpenId") is { } entering) return entering;
        if (Messages.Fault($"{Section}:Messages") is { } telling) return telling;
        if (!TimeZones.TryFind(TimeZone, out _)) return $"{Section}:TimeZone is '{TimeZone}'; {TimeZones.Expected}.";
        if (CityHolidays.Fault(Holidays) is { } days) return $"{Section}:Holidays {days}";
        if (Empty && City is not null) return $"{Section}:Empty and {Section}:City exclude each other.";
        return DemoSegments(out _);
    }

    /// <summary>Null where <see cref="City"/> is <c>demo</c> or <c>demo:SEGMENTS</c>, or not set.</summary>
    public string? DemoSegments(out int segments)
    {
        segments = 3000;
        if (City is null or "demo") return null;
        if (City.StartsWith("demo:", StringComparison.Ordinal) && int.TryParse(City.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out segments)
            && segments is >= 100 and <= 2_000_000) return null;
        return $"{Section}:City is '{City}'; expected demo, or demo:SEGMENTS with 100 to 2000000 pipe segments.";
    }
}

/// <summary>Where readings and decisions are kept. Without a PostgreSQL database, in SQLite in the data folder.</summary>
public sealed class StorageOptions
{
    /// <summary>Connection string of a database as Npgsql reads it; it may hold a password, so it belongs into the environment.</summary>
    public string? Postgres { get; set; }

    public bool IsPostgres => !string.IsNullOrWhiteSpace(Postgres);
}

/// <summary>A further API key, known only by the SHA-256 of its UTF-8 text in hexadecimal.</summary>
public sealed class KeyOptions
{
    public string Name { get; set; } = "";
    public string Sha256 { get; set; } = "";
    public string[] Scopes { get; set; } = [];
}

/// <summary>An XYZ tile source behind the own base map. <c>{s}</c>, <c>{z}</c>, <c>{x}</c>, <c>{y}</c> are filled in by the page.</summary>
public sealed class TileOptions
{
    public string Url { get; set; } = "";
    public string Attribution { get; set; } = "";
    public int MaxZoom { get; set; } = 18;
    public string Shift { get; set; } = "none";
    public string[] Subdomains { get; set; } = [];
}
