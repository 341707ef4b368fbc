namespace O4O.Simulator.People;

/// <summary>What somebody does at a stop; see <see cref="Scenarios.BehaviourOptions"/>.</summary>
internal enum StopKind
{
    Plain,
    Row,
    Pair,
    Hesitate,
    PutBack,
    Misplace,
    Touch,
    LongHold,
    Knock,
    Stray,
    SameMoment,
    Handover,
    Exchange,
    BothHands,
    SlowLift,
    Lean,
    Swap,
    Crossed,
}
