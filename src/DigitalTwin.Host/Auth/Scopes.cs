namespace DigitalTwin.Host.Auth;

/// <summary>What a key may do. Reading is open on loopback; everything that changes state needs its scope.</summary>
internal static class Scopes
{
    public const string Read = "read";
    public const string WriteReadings = "readings:write";
    public const string WriteNetworks = "networks:write";
    public const string WriteClock = "clock:write";
    /// <summary>Register devices, change and remove them; say how files of theirs are read.</summary>
    public const string WriteDevices = "devices:write";
    /// <summary>Send requests to devices, which then act.</summary>
    public const string CommandDevices = "devices:command";
    /// <summary>Correct the limits of the standards.</summary>
    public const string WriteStandards = "standards:write";
    /// <summary>Acknowledge, shelve, assign and define alarms.</summary>
    public const string WriteAlarms = "alarms:write";
    /// <summary>Place and end holds that keep readings.</summary>
    public const string WriteRetention = "retention:write";
    /// <summary>Write, arm and disarm rules.</summary>
    public const string WriteRules = "rules:write";
    /// <summary>Save questions.</summary>
    public const string WriteQuestions = "questions:write";
    /// <summary>Make accounts of people and say what they may do.</summary>
    public const string WritePeople = "people:write";
    /// <summary>Make, rotate and revoke keys of machines.</summary>
    public const string WriteKeys = "keys:write";
    /// <summary>Read and acknowledge messages to oneself, see rosters, hand a shift over.</summary>
    public const string OwnMessages = "messages:own";
    /// <summary>Send messages, see what became of all, set up webhooks.</summary>
    public const string WriteMessages = "messages:write";
    /// <summary>Say who is on call when.</summary>
    public const string WriteRoster = "roster:write";
    /// <summary>See crews, vehicles and stores with their places.</summary>
    public const string ReadResources = "resources:read";
    /// <summary>Register and assign crews, vehicles and stores of one's department.</summary>
    public const string WriteResources = "resources:write";
    /// <summary>Read who changed what, and check the record's chain.</summary>
    public const string ReadAudit = "audit:read";
    /// <summary>Ask for a forecast, and run what-ifs.</summary>
    public const string WriteForecasts = "forecast:write";
    /// <summary>See the incidents that are one's department's.</summary>
    public const string ReadIncidents = "incidents:read";
    /// <summary>Report, verify, do tasks of one's department, add files and marks.</summary>
    public const string WriteIncidents = "incidents:write";
    /// <summary>Command incidents of every department: assess, respond, decide, give tasks, stand down.</summary>
    public const string CommandIncidents = "incidents:command";
    /// <summary>Say which department leads in what.</summary>
    public const string WriteDuties = "duties:write";
    /// <summary>Enter statistics and keep what the ledger says.</summary>
    public const string WriteLedger = "ledger:write";
    /// <summary>Enter inspections of pipes.</summary>
    public const string WriteCondition = "condition:write";
    /// <summary>Make, assign and cancel work orders; set their grids.</summary>
    public const string WriteOrders = "orders:write";
    /// <summary>Carry work orders out.</summary>
    public const string ActOnOrders = "orders:act";
    public const string RunDemo = "demo:run";
    public const string SeeDashboard = "dashboard:read";

    public static readonly string[] All = [Read, WriteReadings, WriteNetworks, WriteClock, WriteDevices, CommandDevices, WriteStandards, WriteRules, WriteAlarms, WriteRetention, WritePeople, WriteKeys, OwnMessages, WriteMessages, WriteRoster, ReadResources, WriteResources, ReadAudit, WriteForecasts, WriteQuestions, ReadIncidents, WriteIncidents, CommandIncidents, WriteDuties, WriteLedger, WriteCondition, WriteOrders, ActOnOrders, RunDemo, SeeDashboard];

    public const string Claim = "scope";
}
