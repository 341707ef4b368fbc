using System.Text.Json.Serialization;

namespace O4O.Simulator.Truths;

/// <summary>Why a visit's receipt could be wrong through no fault of the edge's: one thing that a fault hid or bent.</summary>
public sealed record TruthFault
{
    /// <summary>A plate that bore some of it showed the same number for ever, or gave none.</summary>
    public const string StuckPlate = "stuckPlate", MutePlate = "mutePlate";

    /// <summary>Nobody heard the shelf: it was cut off, it started anew, or its messages got lost for a quarter of a second or more.</summary>
    public const string SilentShelf = "silentShelf", RestartedShelf = "restartedShelf", LostMessages = "lostMessages";

    /// <summary>The eyes saw nothing of it: by this visit, or by somebody whom it stood as near to the plate as.</summary>
    public const string BlindEyes = "blindEyes";

    /// <summary>What was taken or got here had been put or taken while a fault hid that: what it is, nobody could know.</summary>
    public const string HiddenBefore = "hiddenBefore";

    /// <summary>Which: one of the names above.</summary>
    [JsonRequired] public string Fault { get; init; } = "";

    /// <summary>When what it hid happened, store time, µs.</summary>
    [JsonRequired] public long TimeUs { get; init; }

    /// <summary>What it hid: the kind of an action, or <c>enter</c> where two visits came in and nobody saw who was who.</summary>
    [JsonRequired] public string Kind { get; init; } = "";

    /// <summary>Number of the gondola, of the shelf in it, and of the plate that bore most; 0 where there is none.</summary>
    public int Gondola { get; init; }
    public int Shelf { get; init; }
    public int Plate { get; init; }
}
