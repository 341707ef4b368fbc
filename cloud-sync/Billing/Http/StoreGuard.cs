using O4O.CloudSync.Contract;

namespace O4O.CloudSync.Billing.Http;

/// <summary>Lets a request in as the store whose key it shows.</summary>
internal sealed class StoreGuard(StoreKeys keys)
{
    /// <summary>The store that is speaking; null when it is none.</summary>
    public string? Speaker(HttpContext context) => keys.StoreOf(context.Request.Headers.Authorization.ToString());

    /// <summary>The store a read asks for with <c>?store=</c>, or why it may not.</summary>
    public (string StoreId, Problem? Problem) Reader(HttpContext context)
    {
        if (Speaker(context) is not { } speaker)
        {
            return ("", Problems.Unauthorized());
        }

        var asked = context.Request.Query["store"].ToString();
        if (asked.Length == 0)
        {
            return ("", Problems.BadRequest("store", "the query parameter \"store\" is missing"));
        }

        return asked == speaker ? (speaker, null) : ("", Problems.WrongStore(asked, "store"));
    }
}
