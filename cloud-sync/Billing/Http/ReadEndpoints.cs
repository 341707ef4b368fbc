using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using O4O.CloudSync.Billing.Ledger;

namespace O4O.CloudSync.Billing.Http;

/// <summary>The reads: a store sees its own books and nobody else's.</summary>
internal sealed class ReadEndpoints(StoreGuard guard, LedgerReader ledger, BookingWriter writer, int pageMax)
{
    private const int PageDefault = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>GET /v1/charges?store=S&amp;after=BOOKING&amp;limit=N.</summary>
    public Task ListAsync(HttpContext context)
    {
        var (storeId, problem) = guard.Reader(context);
        if (problem is not null)
        {
            return Answers.SendAsync(context, problem);
        }

        var (afterText, limitText) = (context.Request.Query["after"].ToString(), context.Request.Query["limit"].ToString());
        var (after, limit) = (0L, Math.Min(PageDefault, pageMax));
        if (afterText.Length > 0 && !BookingId.TryParse(afterText, out after))
        {
            return Answers.SendAsync(context, Problems.BadRequest("after", "\"after\" must be a booking id like B000000000042"));
        }

        if (limitText.Length > 0
            && (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > pageMax))
        {
            return Answers.SendAsync(context, Problems.BadRequest("limit", $"\"limit\" must be a whole number from 1 to {pageMax}"));
        }

        return OkAsync(context, ledger.List(storeId, after, limit));
    }

    /// <summary>GET /v1/charges/{id}.</summary>
    public Task FindAsync(HttpContext context)
    {
        if (guard.Speaker(context) is not { } speaker)
        {
            return Answers.SendAsync(context, Problems.Unauthorized());
        }

        var chargeId = (string)context.Request.RouteValues["id"]!;
        return ledger.Find(speaker, chargeId) is { } charge
            ? OkAsync(context, charge)
            : Answers.SendAsync(context, Problems.NotFound(chargeId));
    }

    /// <summary>GET /v1/totals?store=S.</summary>
    public Task TotalsAsync(HttpContext context)
    {
        var (storeId, problem) = guard.Reader(context);
        return problem is null ? OkAsync(context, ledger.Totals(storeId)) : Answers.SendAsync(context, problem);
    }

    /// <summary>GET /healthz: whether charges can be booked. Needs no key and tells nothing else.</summary>
    public Task HealthAsync(HttpContext context) => writer.IsHealthy
        ? Answers.SendAsync(context, StatusCodes.Status200OK, Answers.Json, "{\"status\":\"ok\"}"u8.ToArray())
        : Answers.SendAsync(context, Problems.Unavailable());

    private static Task OkAsync<T>(HttpContext context, T value) =>
        Answers.SendAsync(context, StatusCodes.Status200OK, Answers.Json, JsonSerializer.SerializeToUtf8Bytes(value, Json));
}
