namespace O4O.Edge.Store.Stories;

/// <summary>One thing that may have happened at an event.</summary>
/// <param name="Score">Log-likelihood of weight, place, counts and hands; what depends on carts comes on top of it.</param>
/// <param name="First">What moved; null when nothing did.</param>
/// <param name="Second">What else moved in the same moment.</param>
/// <param name="FirstTrack">Who did the first, 0 for nobody seen.</param>
/// <param name="SecondTrack">Who did the second.</param>
/// <param name="WeightFit">The part of the score that the catalogue weight gave, where one product moved.</param>
/// <param name="What">In words, for people.</param>
public sealed record StoryOption(
    double Score, StoryMove? First, StoryMove? Second, long FirstTrack, long SecondTrack, double WeightFit, Fusion.Explanation? What);
