using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// Turns one weight change into evidence, lets the story go on with it, and has it told. Weight that nothing explains is charged to
/// nobody.
/// </summary>
internal sealed class ChangeJudge(
    StoreLayout layout, EvidenceFinder evidence, StoreState state, Story story, LateSight sight, Narrator narrator, BlindTimes unseen, ShelfScale[] scales, MachineCounters counters,
    Action<JournalRecord> emit)
{
    /// <summary>Somebody who may have done it with at least this posterior is a party to a doubt.</summary>
    private const double Involved = 0.1;
    private const string Stranger = "Somebody whom the cameras have no visit for had a hand on a shelf: they may have taken this person for somebody else";

    /// <summary>Decides one change.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="change">What the plates did.</param>
    /// <param name="blind">The eyes had nothing to say about that moment.</param>
    public void Judge(StoreTime now, ShelfChange change, bool blind)
    {
        counters.WeightChanges++;
        List<Explanation> explanations = evidence.Explain(change);
        List<Candidate> candidates = Claims.Candidates(layout, explanations, change.TotalMg > 0);
        long number = state.Events + 1;
        emit(Describe(now, number, change, candidates));
        unseen.Changed(now, number, change, scales[change.ShelfIndex], blind);
        if (change.AcrossGap || blind)
        {
            NobodySaw(now, number, candidates, change.TotalMg > 0, blind);
            return;
        }
        List<Hand> hands = evidence.Hands(change);
        if (hands.Count == 0) unseen.Unclaimed(now, number);
        ShelfEvidence seen = sight.With(evidence.Find(number, change, explanations, hands), change.FirstLift ?? change.Lift, change.Lift);
        EventVerdict verdict = story.Add(seen);
        List<HandClaim> claims = Claims.Hands(hands, seen, verdict);
        narrator.Expect(new Account(number, change.Lift.Us, claims));
        narrator.Tell(now, story.Told, number, verdict.Confidence);
        if (change.Unsettled) DoubtInvolved(now, number, claims);
        if (layout.Entry == EntryPolicy.Gate && layout.IsSeenByCameras) DoubtStrangers(now, number, change, claims);
    }

    /// <summary>
    /// Whoever came through a gate has a visit: if somebody without one took or put back something, the cameras have mistaken or lost somebody, and
    /// it may be anybody who is inside.
    /// </summary>
    private void DoubtStrangers(StoreTime now, long number, ShelfChange change, List<HandClaim> claims)
    {
        double strangers = 0;
        foreach (HandClaim hand in claims)
            if (hand.Session is null) strangers += hand.Probability;
        if (strangers < Involved) return;
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session session = state.Open[i];
            if (session.Staff || session.OpenedUs > change.Lift.Us || session.Left is { } left && left.LastSeenUs < change.Start.Us) continue;
            if (session.Doubts.Contains(Stranger)) continue;
            counters.Doubts++;
            emit(new DoubtRaised(now.Us, session.Id, number, Stranger));
        }
    }

    /// <summary>How well the best explanation fits: a log-likelihood, never less than that of something unknown.</summary>
    public double Fit(ShelfChange change)
    {
        List<Explanation> explanations = evidence.Explain(change);
        return explanations.Count == 0 ? Plot.UnknownScore : Math.Max(Plot.UnknownScore, explanations[0].LogLikelihood);
    }

    /// <summary>
    /// A change at an unknown moment, or without eyes: it goes to nobody's cart. Whose it may have been is asked elsewhere.
    /// </summary>
    private void NobodySaw(StoreTime now, long number, List<Candidate> candidates, bool came, bool blind)
    {
        counters.Unattributed++;
        string why = blind ? "the eyes saw nothing of this moment" : "the shelf was away when it happened";
        Candidate? likeliest = candidates.Count > 0 ? candidates[0] : null;
        int units = likeliest is null ? 0 : came ? -likeliest.Quantity : likeliest.Quantity;
        emit(new Interaction(now.Us, number, null, likeliest?.Gtin, units, likeliest?.Probability ?? 0, why, []));
    }

    private void DoubtInvolved(StoreTime now, long number, List<HandClaim> claims)
    {
        foreach (HandClaim hand in claims)
        {
            if (hand.Probability < Involved || state.FindOpen(hand.Session) is not { } session) continue;
            counters.Doubts++;
            emit(new DoubtRaised(now.Us, session.Id, number, "A plate would not come to rest: what was taken there is not certain"));
        }
    }

    private WeightChanged Describe(StoreTime now, long number, ShelfChange change, List<Candidate> candidates)
    {
        Shelf shelf = layout.Shelves[change.ShelfIndex];
        var plates = new List<PlateDelta>(change.DeltaMg.Length);
        for (int i = 0; i < change.DeltaMg.Length; i++)
        {
            Plate plate = layout.Plates[shelf.FirstPlate + change.FirstPlate + i];
            plates.Add(new PlateDelta(plate.Number, (long)Math.Round(change.DeltaMg[i]), change.LevelMg[i]));
        }
        return new WeightChanged(
            now.Us, number, shelf.Gondola, shelf.Number, change.Start.Us, change.Lift.Us, (long)Math.Round(change.TotalMg),
            change.TotalMg > 0 ? "return" : "pick", change.AcrossGap, change.Unsettled, plates, candidates);
    }
}
