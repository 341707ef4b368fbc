using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Http;

/// <summary>Every error this service answers with.</summary>
internal static class Problems
{
    public static Problem Unauthorized() => new(
        ProblemTypes.Unauthorized, "No valid API key", 401, "send the store's key as Authorization: Bearer KEY", "Authorization");

    public static Problem WrongStore(string storeId, string field) => new(
        ProblemTypes.WrongStore, "Key of another store", 403, $"this key does not belong to store \"{storeId}\"", field);

    public static Problem Malformed(ContractProblem problem) => new(
        ProblemTypes.MalformedCharge, "Not a charge event", 400, problem.ToString(), problem.Field);

    public static Problem BadRequest(string field, string detail) => new(
        ProblemTypes.BadRequest, "Missing or wrong value", 400, detail, field);

    public static Problem NotFound(string chargeId) => new(
        ProblemTypes.NotFound, "No such charge", 404, $"this store has no charge \"{chargeId}\"");

    public static Problem TooLarge(int bytesMax) => new(
        ProblemTypes.TooLarge, "Body too large", 413, $"the body may have at most {bytesMax} bytes");

    public static Problem UnsupportedMediaType() => new(
        ProblemTypes.UnsupportedMediaType,
        "Not a CloudEvent",
        415,
        $"send Content-Type: {ChargeCloudEvent.MediaType}",
        "Content-Type");

    public static Problem KeyReused(string chargeId) => new(
        ProblemTypes.KeyReused,
        "Idempotency key used before",
        422,
        $"key \"{chargeId}\" was used before for another charge; nothing was booked now",
        IdempotencyKey.Header);

    public static Problem Unavailable() => new(
        ProblemTypes.Unavailable, "Not booked", 503, "nothing was booked; send the same request again");
}
