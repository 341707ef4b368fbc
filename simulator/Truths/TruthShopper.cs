using System.Text.Json.Serialization;

namespace O4O.Simulator.Truths;

/// <summary>One visit as it really was.</summary>
public sealed record TruthShopper
{
    /// <summary>The <c>sub</c> of the gate code; one id is one visit.</summary>
    [JsonRequired] public string Shopper { get; init; } = "";

    /// <summary>The edge's name for the visit, when an edge gave one.</summary>
    public string? Session { get; init; }

    /// <summary>How many people shared the cart.</summary>
    public int Party { get; init; } = 1;

    /// <summary>Somebody who works here and carries nothing out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Staff { get; init; }

    /// <summary>First step into the entry zone, store time; null when the visit never began (refused, or the doors had closed).</summary>
    public long? EnteredUs { get; init; }

    /// <summary>When the last of them was gone.</summary>
    public long? LeftUs { get; init; }

    /// <summary>What faults hid or bent of this visit, in the order of time; null where they did not, or nobody knows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TruthFault>? Affected { get; init; }

    /// <summary>True when the receipt could be wrong because of a fault: a person must look at it.</summary>
    [JsonIgnore]
    public bool IsAffected => Affected is { Count: > 0 };

    /// <summary>What was carried out, by GTIN, ascending.</summary>
    [JsonRequired] public IReadOnlyList<TruthLine> Lines { get; init; } = [];
}
