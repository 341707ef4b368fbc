using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Agent;

/// <summary>What one request came to: an outcome, or a reason to try again.</summary>
internal readonly record struct Attempt(ChargeOutcome? Outcome, string? Error, TimeSpan RetryAfter)
{
    public static Attempt Again(string error, TimeSpan retryAfter = default) => new(null, error, retryAfter);

    /// <summary>
    /// Judges an answer. Only a 2xx that carries the contract's answer for this very charge is a booking: a captive portal
    /// answers 200 to everything. Only 400, 413 and 422 are final. All else, a wrong key (401, 403) and a wrong address
    /// (404) included, is something that heals or that an operator mends, so the charge waits.
    /// </summary>
    public static Attempt Judge(
        string chargeId, int status, bool replayed, ReadOnlySpan<byte> body, TimeSpan retryAfter)
    {
        if (status is 200 or 201)
        {
            return ChargeAnswer.FromUtf8(body) is { Status: ChargeAnswer.Booked } answer && answer.ChargeId == chargeId
                ? new Attempt(new ChargeOutcome.Booked(chargeId, answer.BookingId, replayed), null, default)
                : Again($"answer {status} is not billing's answer for this charge", retryAfter);
        }

        var problem = Problem.FromUtf8(body);
        var detail = problem is null ? $"HTTP {status}" : $"HTTP {status}: {problem.Detail}";
        if (problem?.Field is { } field)
        {
            detail += $" ({field})";
        }

        return status is 400 or 413 or 422
            ? new Attempt(new ChargeOutcome.Refused(chargeId, detail), null, default)
            : Again(status is 401 or 403 ? detail + " - check the store's API key" : detail, retryAfter);
    }
}
