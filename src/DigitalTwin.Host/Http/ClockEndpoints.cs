using System.Globalization;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;

namespace DigitalTwin.Host.Http;

/// <summary><c>/api/v1/clock</c>: a replay leads the city's time while it renews its lease.</summary>
internal static class ClockEndpoints
{
    public static void MapClock(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/clock", (CityClock clock) => ClockAnswer.Of(clock.Read())).RequireAuthorization(Scopes.Read).WithSummary("City time");
        routes.MapPut("/clock", Put).RequireAuthorization(Scopes.WriteClock).Audited("lead clock").WithSummary("Lead the clock for a replay")
            .WithDescription("Body {now?, rate, leaseSeconds}: city time runs from now (or goes on) at rate city seconds a second, for as long as the lease is renewed.");
        routes.MapDelete("/clock", (CityClock clock) =>
        {
            clock.EndReplay();
            return ClockAnswer.Of(clock.Read());
        }).RequireAuthorization(Scopes.WriteClock).Audited("give clock back").WithSummary("Give the clock back");
    }

    private static IResult Put(CityClock clock, ClockOrder order)
    {
        Instant? now = null;
        if (order.Now is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return Problems.BadField("now", $"now is '{text}'; expected ISO 8601 with an offset.");
            now = Instant.From(time);
        }
        if (!(order.Rate is > 0 and <= CityClock.MaxRate)) return Problems.BadField("rate", $"rate is {order.Rate}; expected more than 0 and at most {CityClock.MaxRate}.");
        if (!(order.LeaseSeconds is > 0 and <= 3600)) return Problems.BadField("leaseSeconds", $"leaseSeconds is {order.LeaseSeconds}; expected more than 0 and at most 3600.");
        clock.Replay(now, order.Rate, TimeSpan.FromSeconds(order.LeaseSeconds));
        return Results.Ok(ClockAnswer.Of(clock.Read()));
    }

    internal sealed record ClockOrder(string? Now, double Rate, double LeaseSeconds);
}
