namespace O4O.Edge.Store.Stories;

/// <summary>One thing that may have happened at an event.</summary>
/// <param name="Score">Log-likelihood of weight, place, counts and hands; what depends on carts comes on top of it.</param>
/// <param name="First">What moved; null when nothing did.</param>
/// <param name="Second">What else moved in the same moment.</param>
/// <param name="FirstHand">Whose hand did the first; null for nobody's whom the eyes saw.</param>
/// <param name="SecondHand">Whose hand did the second.</param>
/// <param name="WeightFit">The part of the score that the catalogue weight gave, where one product moved.</param>
/// <param name="What">In words, for people.</param>
public sealed record StoryOption(
    double Score, StoryMove? First, StoryMove? Second, HandOf? FirstHand, HandOf? SecondHand, double WeightFit, Fusion.Explanation? What)
{
    /// <summary>The part of the score that looks into the first hand gave: it does not count where that hand did something else just then, which it explains.</summary>
    public double FirstSeen { get; init; }

    /// <summary>The same of the second hand.</summary>
    public double SecondSeen { get; init; }
}
