namespace O4O.Simulator.Scenarios;

/// <summary>The actions that a script can name.</summary>
public static class ScriptActions
{
    public const string Pick = "pick", PickSeveral = "pick several", Row = "row", BothHands = "both hands", ReturnHere = "return here",
        ReturnToWrongPlace = "return to wrong place", PickMisplaced = "pick misplaced", Handover = "handover", Exchange = "exchange",
        SameMoment = "same moment", Crossed = "crossed", Join = "join", TakeAndReturn = "take and return", LongHold = "long hold",
        Touch = "touch", Knock = "knock", SlowLift = "slow lift", Lean = "lean", Restock = "restock", Swap = "swap", LeaveGroup = "leave group",
        ReEnter = "re-enter";

    /// <summary>All of them; the scenario's schema says what each does.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Pick, PickSeveral, Row, BothHands, ReturnHere, ReturnToWrongPlace, PickMisplaced, Handover, Exchange, SameMoment, Crossed, Join,
        TakeAndReturn, LongHold, Touch, Knock, SlowLift, Lean, Restock, Swap, LeaveGroup, ReEnter,
    ];
}
