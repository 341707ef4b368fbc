using O4O.Edge.Recording;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.Cameras;

/// <summary>Something that looks through a world's cameras in place of detections that are drawn.</summary>
public interface ILooking
{
    /// <summary>What was looked at in all days that are over, for people.</summary>
    string Figures { get; }

    /// <summary>Who looks at the pictures that are recorded; null where none are.</summary>
    /// <param name="looksPerSecond">How often the same hand is looked into.</param>
    RecordedEyes? Recorded(double looksPerSecond);

    /// <summary>Looks through all cameras of a world that has not lived yet, until it is disposed.</summary>
    /// <param name="world">The world.</param>
    /// <param name="seed">The same seed, the same clothes, light and noise.</param>
    IDisposable Through(World world, ulong seed);
}
