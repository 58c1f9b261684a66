using System.Text.Json;

namespace DigitalTwin.Domain.Incidents;

/// <summary>Something's name in the page's two languages.</summary>
public sealed record Label(string Zh, string En)
{
    public static Label Of(string text) => new(text, text);

    internal static Label Read(JsonElement item) => new(item.GetProperty("zh").GetString()!, item.GetProperty("en").GetString()!);
}
