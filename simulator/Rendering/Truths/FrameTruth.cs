namespace O4O.Simulator.Rendering.Truths;

/// <summary>What is really to be seen in a picture.</summary>
/// <param name="TimeUs">Store time of the moment that all places are of (the middle of the exposure), microseconds.</param>
/// <param name="People">Everybody of whose body at least one pixel is in the picture or would be if nothing stood before it.</param>
public sealed record FrameTruth(long TimeUs, IReadOnlyList<PersonTruth> People);
