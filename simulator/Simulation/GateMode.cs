namespace O4O.Simulator.Simulation;

/// <summary>Who decides at the gate.</summary>
public enum GateMode
{
    /// <summary>The gate admits by itself 150 ms after the scan: for recordings, where nobody answers.</summary>
    Alone,

    /// <summary>The edge: the gate repeats its scan until <see cref="World.Decision"/> brings the answer.</summary>
    Edge,
}
