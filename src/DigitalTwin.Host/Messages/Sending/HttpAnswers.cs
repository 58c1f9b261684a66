using System.Net;
using DigitalTwin.Domain.Messages;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>What a receiver's answer means for the delivery.</summary>
internal static class HttpAnswers
{
    public static Attempt Read(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 200 and < 300 => new Attempt.Delivered(),
        408 or 425 or 429 or >= 500 => new Attempt.Later($"The receiver answered {(int)answer.StatusCode}.", answer.Headers.RetryAfter?.Delta),
        >= 300 and < 400 => new Attempt.Never($"The receiver answered {(int)answer.StatusCode}; redirects are not followed."),
        _ => new Attempt.Never($"The receiver answered {(int)answer.StatusCode}."),
    };

    public static bool IsGone(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;
}
