using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Messages;

/// <summary>Words of messages that leave the page.</summary>
internal static class MessageWords
{
    public static string Level(WarningLevel level, bool isEnglish) => (level, isEnglish) switch
    {
        (WarningLevel.Red, false) => "红色", (WarningLevel.Orange, false) => "橙色", (WarningLevel.Yellow, false) => "黄色", (_, false) => "蓝色",
        (WarningLevel.Red, true) => "RED", (WarningLevel.Orange, true) => "ORANGE", (WarningLevel.Yellow, true) => "YELLOW", _ => "BLUE",
    };

    /// <summary>Where to read on; empty where the page's address is not set.</summary>
    public static string Link(MessageOptions options, Message message) =>
        options.PublicUrl is { } url ? url.TrimEnd('/') + (message.Incident is { } incident ? $"/incidents/{Uri.EscapeDataString(incident)}" : "/messages") : "";
}
