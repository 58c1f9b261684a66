using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Messages;

/// <summary>What somebody shall be told.</summary>
/// <param name="Key">Of what happened: told twice, it is sent once.</param>
/// <param name="People">Told by every way they have.</param>
/// <param name="Departments">Of whom the roles are told; none for the whole city. Where a department has a roster, who is on call is called, the others find it in the page.</param>
/// <param name="Roles">None for all of the departments.</param>
internal sealed record Notice(string Key, string Kind, WarningLevel Level, string Zh, string En, bool IsDrill = false, string? Incident = null, string? Task = null, string[]? People = null, string[]? Departments = null, string[]? Roles = null, bool NeedsAcknowledgement = false);

/// <summary>One message to one person, or to one webhook. Times in Unix ms, wall time.</summary>
/// <param name="Id">Made of what happened and whom it is for.</param>
/// <param name="Person">Null for a webhook's.</param>
/// <param name="Department">On whose roster's behalf somebody was called.</param>
/// <param name="EscalatesAt">When the next on call is called, unless it is acknowledged.</param>
/// <param name="EscalatedFrom">Who was called before and did not answer.</param>
internal sealed record Message(string Id, string Key, string? Person, string Kind, WarningLevel Level, string Zh, string En, bool IsDrill, string? Incident, string? Task, long At, bool NeedsAcknowledgement,
    string? Department, long? EscalatesAt, string? EscalatedFrom, long? ReadAt, long? AcknowledgedAt, Delivery[] Deliveries, int Version)
{
    public bool IsWaiting => Array.Exists(Deliveries, d => d.State == DeliveryState.Waiting);

    /// <summary>Nothing can happen to it any more.</summary>
    public bool IsOver => !IsWaiting && EscalatesAt is null && (Person is null || ReadAt is not null && (!NeedsAcknowledgement || AcknowledgedAt is not null));
}
