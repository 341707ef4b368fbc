using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Http;

/// <summary>Writes whole answers: bodies are bytes already, so their length is known.</summary>
internal static class Answers
{
    public const string Json = "application/json";

    public static Task SendAsync(HttpContext context, int status, string mediaType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    public static Task SendAsync(HttpContext context, Problem problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
        else if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return SendAsync(context, problem.Status, Problem.MediaType, problem.ToUtf8());
    }
}
