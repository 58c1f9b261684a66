using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Messages;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Facts;

namespace DigitalTwin.Host.Messages;

/// <summary>Finds out whom a notice is for and how each is told, and calls the next where nobody answers.</summary>
internal sealed class MessageDesk(MessageBook book, PeopleDirectory people, FactBook<Roster> rosters, FactBook<MessageSettings> settings, FactBook<Webhook> webhooks, MessageOptions options, CityCalendar calendar, TimeProvider time)
{
    private const string HeadRole = "departmentHead";
    public const string Page = "page", Email = "email", Push = "push", Hook = "webhook";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public DateTime LocalNow => calendar.LocalTime(new Instant(Now)).DateTime;

    /// <summary>Sends what was not sent before; durable when it completes.</summary>
    /// <returns>Messages that were made.</returns>
    public async Task<int> Tell(Notice notice)
    {
        var sent = 0;
        var everybody = await people.All();
        var named = (notice.People ?? []).ToHashSet();
        var onCall = OnCallFor(notice).Where(c => everybody.ContainsKey(c.Person)).GroupBy(c => c.Person).ToDictionary(g => g.Key, g => g.First());
        var hasRoster = (notice.Departments ?? []).Where(d => rosters.Find(d)?.At(LocalNow) is not null).ToHashSet();
        foreach (var person in everybody.Values)
        {
            var isNamed = named.Contains(person.Name);
            var call = onCall.GetValueOrDefault(person.Name);
            if (!isNamed && call is null && !IsMeant(notice, person)) continue;
            var isCalled = isNamed || call is not null || !hasRoster.Contains(person.Department);
            if (await book.Add(Made(notice, person, isCalled, call, null))) sent++;
        }
        foreach (var hook in webhooks.All.Where(h => notice.Level >= h.Least && (h.Departments.Length == 0 || (notice.Departments ?? []).Intersect(h.Departments).Any())))
            if (await book.Add(new(IdOf(notice.Key, "webhook " + hook.Id), notice.Key, null, notice.Kind, notice.Level, notice.Zh, notice.En, notice.IsDrill, notice.Incident, notice.Task, Now, false, null, null, null, null, null, [Waiting(Hook, hook.Id, Now)], 1))) sent++;
        return sent;
    }

    /// <summary>Calls the next on call for what nobody has answered in time.</summary>
    public async Task Escalate()
    {
        foreach (var message in book.Open.Where(m => m.EscalatesAt <= Now && m.AcknowledgedAt is null).ToArray())
        {
            if (message.Department is { } department && rosters.Find(department) is { } roster)
            {
                var everybody = await people.All();
                var called = book.All.Where(m => m.Key == message.Key && m.Person is not null).ToArray();
                if (called.Any(m => m.AcknowledgedAt is not null)) { await book.Change(message.Id, m => m with { EscalatesAt = null }); continue; }
                var order = (roster.At(LocalNow)?.People ?? []).Concat(everybody.Values.Where(p => p.Department == department && p.Roles.Contains(HeadRole)).Select(p => p.Name)).Distinct();
                if (order.FirstOrDefault(p => everybody.ContainsKey(p) && called.All(m => m.Person != p || m.Department is null)) is { } next)
                    await Call(message, everybody[next], department, roster.EscalateMinutes);
            }
            await book.Change(message.Id, m => m with { EscalatesAt = null });
        }
    }

    private async Task Call(Message before, AccountRecord person, string department, int minutes)
    {
        var notice = new Notice(before.Key, before.Kind, before.Level, before.Zh, before.En, before.IsDrill, before.Incident, before.Task, NeedsAcknowledgement: true);
        var message = Made(notice, person, true, new Called(person.Name, department, minutes), before.Person);
        if (await book.Add(message)) return;
        // Had it in the page already, as one of many; now it is his to answer.
        await book.Change(message.Id, m => m with { NeedsAcknowledgement = true, Department = department, EscalatesAt = message.EscalatesAt, EscalatedFrom = before.Person, Deliveries = [.. m.Deliveries, .. message.Deliveries.Where(d => m.Deliveries.All(k => (k.Channel, k.To) != (d.Channel, d.To)))] });
    }

    private sealed record Called(string Person, string Department, int Minutes);

    private IEnumerable<Called> OnCallFor(Notice notice) =>
        from department in notice.Departments ?? []
        let roster = rosters.Find(department)
        let shift = roster?.At(LocalNow)
        where shift is not null
        select new Called(shift.People[0], department, roster.EscalateMinutes);

    private static bool IsMeant(Notice notice, AccountRecord person) => (notice.Departments, notice.Roles) switch
    {
        ({ Length: > 0 } departments, { Length: > 0 } roles) => departments.Contains(person.Department) && roles.Intersect(person.Roles).Any(),
        ({ Length: > 0 } departments, _) => departments.Contains(person.Department),
        (_, { Length: > 0 } roles) => roles.Intersect(person.Roles).Any(),
        _ => false,
    };

    private Message Made(Notice notice, AccountRecord person, bool isCalled, Called? call, string? escalatedFrom)
    {
        var deliveries = new List<Delivery> { Delivery.New(Page, person.Name, Now).After(new Attempt.Delivered(), Now) };
        if (isCalled && settings.Find(person.Name) is { } wishes)
        {
            var release = wishes.Quiet is { } quiet ? calendar.InstantOf(quiet.Release(notice.Level, LocalNow)).UnixMilliseconds : Now;
            if (wishes.Email is { } email && options.Smtp is not null) deliveries.Add(Waiting(Email, email, Math.Max(Now, release)));
            if (wishes.Push) deliveries.AddRange(wishes.Subscriptions.Select(s => Waiting(Push, s.Id, Math.Max(Now, release))));
        }
        return new(IdOf(notice.Key, person.Name), notice.Key, person.Name, notice.Kind, notice.Level, notice.Zh, notice.En, notice.IsDrill, notice.Incident, notice.Task, Now, notice.NeedsAcknowledgement || call is not null,
            call?.Department, call is not null ? Now + call.Minutes * 60_000L : null, escalatedFrom, null, null, [.. deliveries], 1);
    }

    private Delivery Waiting(string channel, string to, long at) => book.Waiting < options.MaxWaiting ? Delivery.New(channel, to, at)
        : Delivery.New(channel, to, at).After(new Attempt.Never($"{options.MaxWaiting} deliveries wait already."), Now);

    private static string IdOf(string key, string whom) => "M-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{whom}")))[..20];
}
