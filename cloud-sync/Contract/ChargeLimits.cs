namespace O4O.CloudSync.Contract;

/// <summary>
/// Every limit of a charge event. The JSON Schema beside this file states the same figures; a test holds them together.
/// All amounts and times stay below 2^53, so that readers which keep numbers as doubles lose nothing.
/// </summary>
public static class ChargeLimits
{
    /// <summary>Longest event in bytes. 500 lines of 200 characters, each escaped to 12 bytes, take 1.3 MB.</summary>
    public const int EventBytesMax = 2 * 1024 * 1024;

    /// <summary>Longest charge, store, session or shopper id, in characters.</summary>
    public const int IdCharactersMax = 128;

    /// <summary>Longest GTIN. Shorter codes than GTIN-8 are allowed: stores number loose goods themselves.</summary>
    public const int GtinDigitsMax = 14;

    /// <summary>Longest product name, in Unicode code points.</summary>
    public const int NameCharactersMax = 200;

    /// <summary>Most lines of one charge; the least is one.</summary>
    public const int LinesMax = 500;

    /// <summary>Most pieces on one line; the least is one.</summary>
    public const int QuantityMax = 10_000;

    /// <summary>Highest price of one piece in minor units (ten million in a currency with cents).</summary>
    public const long UnitPriceMinorMax = 1_000_000_000;

    /// <summary>Highest amount of one line, in minor units.</summary>
    public const long AmountMinorMax = QuantityMax * UnitPriceMinorMax;

    /// <summary>Highest total, in minor units: 5e15, below 2^53 = 9.007e15.</summary>
    public const long TotalMinorMax = LinesMax * AmountMinorMax;

    /// <summary>Latest time, microseconds since 1970 UTC: 2^53 - 1, in the year 2255.</summary>
    public const long TimeUsMax = (1L << 53) - 1;
}
