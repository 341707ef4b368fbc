namespace O4O.CloudSync.Tests.Agent;

/// <summary>What the proxy does with one request.</summary>
internal enum Fault
{
    None,

    /// <summary>Billing gets the request and commits; the connection breaks before its answer comes back.</summary>
    DropAnswer,

    /// <summary>The connection breaks before billing sees anything.</summary>
    DropRequest,

    /// <summary>503 with Retry-After: 0, billing sees nothing.</summary>
    Unavailable,

    /// <summary>200 with a web page, as a captive portal answers.</summary>
    Portal,
}
