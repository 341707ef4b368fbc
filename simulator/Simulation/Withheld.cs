namespace O4O.Simulator.Simulation;

/// <summary>What the edge is not told, to see what it is worth.</summary>
[Flags]
public enum Withheld
{
    /// <summary>It is told everything.</summary>
    None = 0,

    /// <summary>Of each person only the head: no arm says who reached.</summary>
    Joints = 1,

    /// <summary>What the eyes see in hands (the topic kind <c>hands</c>).</summary>
    Vision = 2,

    /// <summary>What the shelves weigh.</summary>
    Weights = 4,
}
