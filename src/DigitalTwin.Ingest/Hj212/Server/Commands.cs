using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>What the platform does with a packet, by its CN.</summary>
internal enum CommandUse
{
    /// <summary>Answered with QnRtn=8.</summary>
    Unknown,
    /// <summary>Values to store; answered with 9014.</summary>
    Data,
    /// <summary>Words to keep in the device's log; answered with 9014.</summary>
    Note,
    /// <summary>A sign of life or a wish; answered with 9013.</summary>
    Notice,
    /// <summary>9011, 9012 and 9013: answers to a request of ours, never answered.</summary>
    Reply,
}

/// <summary>The commands of HJ 212-2017 table 9 that a device may send; 9015 from 2025.</summary>
internal static class Commands
{
    public const int RequestAnswer = 9011, ExecutionResult = 9012, NoticeAnswer = 9013, DataAnswer = 9014;

    public static CommandUse Of(int command) => command switch
    {
        2011 or 2021 or 2031 or 2041 or 2051 or 2061 => CommandUse.Data,
        2081 or 3015 or 3019 or 3020 or 1011 or 1061 or 1063 or 3017 or 3018 => CommandUse.Note,
        1013 or 9015 => CommandUse.Notice,
        RequestAnswer or ExecutionResult or NoticeAnswer or DataAnswer => CommandUse.Reply,
        _ => CommandUse.Unknown,
    };

    /// <summary>Over which span its statistics are; null for values of now.</summary>
    public static ReportedSpan? SpanOf(int command) => command switch
    {
        2051 => ReportedSpan.Minutes,
        2061 => ReportedSpan.Hour,
        2031 => ReportedSpan.Day,
        _ => null,
    };
}
