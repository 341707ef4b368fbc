namespace O4O.Edge.Store.Journal;

/// <summary>The weight on some neighbouring plates of a shelf changed for good.</summary>
/// <param name="AtUs">When it was known.</param>
/// <param name="Event">Counts the weight changes from 1.</param>
/// <param name="Gondola">Gondola number.</param>
/// <param name="Shelf">Shelf number in it.</param>
/// <param name="StartUs">When the first plate moved.</param>
/// <param name="LiftUs">When the weight passed half way: the moment of the lift.</param>
/// <param name="DeltaMg">Sum over the plates.</param>
/// <param name="Kind">
/// <c>pick</c> or <c>return</c>, by the sign of the sum; <c>exchange</c> where one put down what another took in the same moment, which no
/// weight tells: the plates only moved.
/// </param>
/// <param name="AcrossGap">The sensor was away meanwhile: the moment is unknown.</param>
/// <param name="Unsettled">The plates would not come to rest.</param>
/// <param name="Plates">The plates.</param>
/// <param name="Candidates">What the weight and the place alone say, likeliest first.</param>
public sealed record WeightChanged(
    long AtUs, long Event, int Gondola, int Shelf, long StartUs, long LiftUs, long DeltaMg, string Kind, bool AcrossGap,
    bool Unsettled, IReadOnlyList<PlateDelta> Plates, IReadOnlyList<Candidate> Candidates) : JournalRecord(AtUs);
