using Microsoft.Net.Http.Headers;
using O4O.CloudSync.Billing.Ledger;
using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Http;

/// <summary>POST /v1/charges: judges the request from the outside in, and answers what the writer committed.</summary>
internal sealed class ChargeEndpoint(StoreGuard guard, BookingWriter writer, int bodyBytesMax)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (guard.Speaker(context) is not { } speaker)
        {
            await Answers.SendAsync(context, Problems.Unauthorized());
            return;
        }

        var (charge, problem) = await ReadAsync(context, speaker);
        if (charge is null)
        {
            await Answers.SendAsync(context, problem!);
            return;
        }

        var answer = await writer.BookAsync(charge);
        switch (answer.Outcome)
        {
            case BookingOutcome.Booked:
            case BookingOutcome.Replayed:
                if (answer.Outcome == BookingOutcome.Replayed)
                {
                    context.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
                }

                context.Response.Headers.Location = "/v1/charges/" + charge.ChargeId;
                await Answers.SendAsync(context, answer.Status, Answers.Json, answer.Body);
                break;
            case BookingOutcome.KeyReused:
                await Answers.SendAsync(context, Problems.KeyReused(charge.ChargeId));
                break;
            default:
                await Answers.SendAsync(context, Problems.Unavailable());
                break;
        }
    }

    private async Task<(ChargeEvent? Charge, Problem? Problem)> ReadAsync(HttpContext context, string speaker)
    {
        var header = context.Request.Headers[IdempotencyKey.Header];
        var key = header.Count == 1 ? IdempotencyKey.Parse(header[0] ?? "") : "";
        if (key.Length == 0)
        {
            return (null, Problems.BadRequest(IdempotencyKey.Header, $"send one {IdempotencyKey.Header} header with the charge id"));
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var media)
            || !media.MediaType.Equals(ChargeCloudEvent.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return (null, Problems.UnsupportedMediaType());
        }

        if (await BodyAsync(context.Request, context.RequestAborted) is not { } body)
        {
            return (null, Problems.TooLarge(bodyBytesMax));
        }

        var reading = ChargeEventReader.Read(body);
        if (!reading.IsValid)
        {
            return (null, Problems.Malformed(reading.Problem));
        }

        if (reading.Event.StoreId != speaker)
        {
            return (null, Problems.WrongStore(reading.Event.StoreId, "$.data.storeId"));
        }

        return reading.Event.ChargeId == key
            ? (reading.Event, null)
            : (null, Problems.BadRequest(IdempotencyKey.Header, $"the key must be the charge id \"{reading.Event.ChargeId}\""));
    }

    /// <summary>The whole body; null when it is over the limit, whether or not its length was announced.</summary>
    private async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.ContentLength > bodyBytesMax)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 4_096));
        var piece = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(piece, stop)) > 0)
        {
            if (body.Length + count > bodyBytesMax)
            {
                return null;
            }

            body.Write(piece, 0, count);
        }

        return body.ToArray();
    }
}
