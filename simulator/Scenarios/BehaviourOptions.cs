namespace O4O.Simulator.Scenarios;

/// <summary>What shoppers do at a shelf: probabilities of each stop being of a kind; the rest are plain picks of one unit.</summary>
public sealed record BehaviourOptions
{
    /// <summary>No product is farther from another.</summary>
    private const double SwapGramsMax = 100_000;

    /// <summary>Takes two or three of the same, one after the other.</summary>
    public double Row { get; init; } = 0.08;

    /// <summary>Takes two units in one grasp.</summary>
    public double Pair { get; init; } = 0.05;

    /// <summary>Takes one and puts it back at once.</summary>
    public double Hesitate { get; init; } = 0.05;

    /// <summary>Takes one, goes to another shelf, comes back and puts it where it was.</summary>
    public double PutBack { get; init; } = 0.05;

    /// <summary>Takes one and leaves it on another product's plates.</summary>
    public double Misplace { get; init; } = 0.03;

    /// <summary>Touches without taking.</summary>
    public double Touch { get; init; } = 0.06;

    /// <summary>Holds the product for one to three seconds, leaning on it, before lifting it.</summary>
    public double LongHold { get; init; } = 0.03;

    /// <summary>Bumps into the gondola.</summary>
    public double Knock { get; init; } = 0.04;

    /// <summary>Takes a misplaced product, if there is one.</summary>
    public double Stray { get; init; } = 0.05;

    /// <summary>Takes one at the same moment as somebody of another visit takes the same, when somebody comes.</summary>
    public double SameMoment { get; init; }

    /// <summary>Takes one and gives it to somebody of another visit, when somebody comes.</summary>
    public double Handover { get; init; }

    /// <summary>Takes one and swaps it for something that somebody of another visit has.</summary>
    public double Exchange { get; init; }

    /// <summary>Takes two different products at once, one with each hand.</summary>
    public double BothHands { get; init; }

    /// <summary>Lifts over one to two and a half seconds.</summary>
    public double SlowLift { get; init; }

    /// <summary>Leans on the shelf without taking anything.</summary>
    public double Lean { get; init; }

    /// <summary>Leaves what it has on the plates of another product of nearly the same weight, and takes that instead.</summary>
    public double Swap { get; init; }

    /// <summary>Takes one while somebody of another visit takes another product of the shelf: each reaches across the other's front.</summary>
    public double Crossed { get; init; }

    /// <summary>Not a kind of stop: a swap whose product has no other within so many grams is a plain pick.</summary>
    public double SwapGrams { get; init; } = SwapGramsMax;

    /// <summary>Not a kind of stop: the share of stops at the shelf where somebody else is busy right now.</summary>
    public double SameShelf { get; init; } = 0.05;

    /// <summary>Not a kind of stop: the share of stops at one shelf of the store, which the seed chooses.</summary>
    public double HotShelf { get; init; }

    /// <summary>Not a kind of stop: the share of codes on which two people walk in.</summary>
    public double Party { get; init; } = 0.08;

    /// <summary>Not a kind of stop: the share of parties of two of which one leaves the other early; the cart stays one.</summary>
    public double LeaveGroup { get; init; }

    /// <summary>Not a kind of stop: the share of parties of two of which one is a child, 1.1 to 1.4 m tall.</summary>
    public double Children { get; init; }

    /// <summary>Not a kind of stop: the share of grown-ups who carry a bag, and have one hand only for the shelf.</summary>
    public double Bags { get; init; }

    /// <summary>Not a kind of stop: the share of codes that are staff's, who put units out of a box onto the shelf and take nothing.</summary>
    public double Restock { get; init; }

    /// <summary>Not a kind of stop: the share of single visitors who come in again after they have left, on a new code.</summary>
    public double Reenter { get; init; }

    /// <summary>Fewest and most stops of one person.</summary>
    public int StopsMin { get; init; } = 1;
    public int StopsMax { get; init; } = 4;

    internal IEnumerable<string> Problems()
    {
        (string Name, double Value)[] shares =
        [
            ("row", Row), ("pair", Pair), ("hesitate", Hesitate), ("putBack", PutBack), ("misplace", Misplace),
            ("touch", Touch), ("longHold", LongHold), ("knock", Knock), ("stray", Stray),
            ("sameMoment", SameMoment), ("handover", Handover), ("exchange", Exchange), ("bothHands", BothHands), ("slowLift", SlowLift),
            ("lean", Lean), ("swap", Swap), ("crossed", Crossed),
        ];
        (string Name, double Value)[] others =
        [
            ("sameShelf", SameShelf), ("hotShelf", HotShelf), ("party", Party), ("leaveGroup", LeaveGroup), ("children", Children), ("bags", Bags),
            ("restock", Restock), ("reenter", Reenter),
        ];
        foreach ((string name, double value) in shares.Concat(others))
            if (value is not (>= 0 and <= 1)) yield return $"behaviour.{name} must be between 0 and 1, but is {value}";
        if (SwapGrams is not (>= 0 and <= SwapGramsMax)) yield return $"behaviour.swapGrams must be between 0 and {SwapGramsMax}, but is {SwapGrams}";
        if (shares.Sum(s => s.Value) > 1) yield return "behaviour: the kinds of stops must not add up to more than 1";
        if (StopsMin is < 1 or > 50) yield return $"behaviour.stopsMin must be between 1 and 50, but is {StopsMin}";
        if (StopsMax < StopsMin || StopsMax > 50) yield return $"behaviour.stopsMax must be between stopsMin and 50, but is {StopsMax}";
    }
}
