namespace O4O.Edge.Store.Layout;

/// <summary>How far a device's own clock can be believed.</summary>
public enum ClockKind
{
    /// <summary>Counts from the device's start or is set by nobody: only its differences mean something.</summary>
    Free,

    /// <summary>Disciplined to the store's clock: its readings are store time unless they are absurd.</summary>
    Synchronised,
}
