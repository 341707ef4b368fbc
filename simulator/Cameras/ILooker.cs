using O4O.Edge.Store.Facts;
using O4O.Simulator.People;

namespace O4O.Simulator.Cameras;

/// <summary>Finds people in one camera's pictures: drawn from a model of its errors, or by a network in rendered ones.</summary>
internal interface ILooker
{
    /// <summary>Of the pictures that boxes and joints are places in, pixels.</summary>
    int Width { get; }

    /// <summary>The same.</summary>
    int Height { get; }

    /// <summary>A picture is taken now: finds who is in it; returns how many boxes there are.</summary>
    /// <param name="nowUs">The moment, store time.</param>
    /// <param name="people">Who is in the store.</param>
    /// <param name="boxes">Gets the boxes.</param>
    /// <param name="owners">Gets whose they are by the eyes' numbers, 0 for nobody's: for scoring alone.</param>
    int Look(long nowUs, IReadOnlyList<Person> people, Span<DetectedBox> boxes, Span<long> owners);
}
