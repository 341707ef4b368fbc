namespace O4O.Edge.Store.Sources;

/// <summary>What a message's epoch and sequence say of it.</summary>
public enum SequenceVerdict
{
    /// <summary>The next one.</summary>
    Next,

    /// <summary>The first ever heard of this device.</summary>
    First,

    /// <summary>Some before it are missing.</summary>
    AfterGap,

    /// <summary>The device started anew.</summary>
    Restarted,

    /// <summary>Seen already, or overtaken by a later one: not used.</summary>
    Stale,
}
