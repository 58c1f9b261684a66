namespace DigitalTwin.Domain.Devices;

/// <summary>How a device speaks to the platform. The names are stored; never rename.</summary>
public enum DeviceProtocol
{
    /// <summary>HJ 212 over TCP; the address is the MN.</summary>
    Hj212,
    /// <summary>MQTT through a broker; the address is the client or topic prefix.</summary>
    Mqtt,
    /// <summary>Readings posted over HTTP; the address is the name that the sender goes by.</summary>
    Http,
    /// <summary>Files that a person or an old SCADA drops; the address is the profile's name.</summary>
    File,
}

public static class DeviceProtocols
{
    /// <summary>The name used outside: <c>hj212</c>.</summary>
    public static string WireName(this DeviceProtocol protocol) => protocol.ToString().ToLowerInvariant();

    public static bool TryParse(string? wireName, out DeviceProtocol protocol) =>
        Enum.TryParse(wireName, ignoreCase: true, out protocol) && Enum.IsDefined(protocol) && !char.IsDigit(wireName![0]);
}
