using System.Text.Json.Serialization;

namespace O4O.Simulator.Truths;

/// <summary>Something that really happened at a shelf.</summary>
public sealed record TruthAction
{
    public const string Pick = "pick", Return = "return", Touch = "touch", Knock = "knock", Handover = "handover";

    /// <summary>Store time, µs: a pick when the product leaves the plate, a return when it meets it, else the beginning.</summary>
    [JsonRequired] public long TimeUs { get; init; }

    /// <summary>Store time at which a slow lift began, µs; null for the others, which take less than half a second.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BeganUs { get; init; }

    /// <summary><c>pick</c>, <c>return</c>, <c>touch</c>, <c>knock</c> or <c>handover</c>.</summary>
    [JsonRequired] public string Kind { get; init; } = "";

    /// <summary>Who; null when nobody did it.</summary>
    public string? Shopper { get; init; }

    /// <summary>Who got it; only a handover has one, and it has no shelf.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }
    public string? Gtin { get; init; }
    public int Quantity { get; init; }
    public int Gondola { get; init; }

    /// <summary>Number of the shelf; 0 for a knock, which all shelves of the gondola feel.</summary>
    public int Shelf { get; init; }

    /// <summary>Number of the plate that bore most of it; 0 for a knock.</summary>
    public int Plate { get; init; }

    /// <summary>What made it a hard one: <c>plain</c>, <c>row</c>, <c>double</c>, <c>hesitate</c>, <c>putBack</c>, <c>misplaced</c>, …</summary>
    public string Scene { get; init; } = "";

    /// <summary>What the units really weigh together, grams.</summary>
    public double Grams { get; init; }
}
