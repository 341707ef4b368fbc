namespace O4O.CloudSync.Contract;

/// <summary>The kinds of problem billing answers with.</summary>
public static class ProblemTypes
{
    /// <summary>400: the body is not a charge event.</summary>
    public const string MalformedCharge = "urn:o4o:problem:malformed-charge";

    /// <summary>400: a header or query parameter is missing or wrong.</summary>
    public const string BadRequest = "urn:o4o:problem:bad-request";

    /// <summary>401: no key, or one that no store has.</summary>
    public const string Unauthorized = "urn:o4o:problem:unauthorized";

    /// <summary>403: the key belongs to another store.</summary>
    public const string WrongStore = "urn:o4o:problem:wrong-store";

    /// <summary>404: there is no such charge in this store.</summary>
    public const string NotFound = "urn:o4o:problem:not-found";

    /// <summary>413: the body is over the limit.</summary>
    public const string TooLarge = "urn:o4o:problem:too-large";

    /// <summary>415: the body is not a CloudEvent in JSON.</summary>
    public const string UnsupportedMediaType = "urn:o4o:problem:unsupported-media-type";

    /// <summary>422: the idempotency key was used before for another charge.</summary>
    public const string KeyReused = "urn:o4o:problem:idempotency-key-reused";

    /// <summary>503: nothing was booked; the same request may be repeated.</summary>
    public const string Unavailable = "urn:o4o:problem:unavailable";
}
