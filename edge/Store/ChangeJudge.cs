using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;
using O4O.Edge.Store.Weighing;

namespace O4O.Edge.Store;

/// <summary>
/// Turns one weight change into records: what it was, whose it was, and who must be looked at by a person. When in doubt it
/// raises a doubt; weight that nothing explains is charged to nobody.
/// </summary>
internal sealed class ChangeJudge(
    StoreLayout layout, FusionOptions options, StoreState state, TrackBook tracks, MachineCounters counters, Action<JournalRecord> emit)
{
    /// <summary>Somebody who may have done it with at least this posterior is a party to the doubt.</summary>
    private const double Involved = 0.1;
    private readonly ProductMatcher _matcher = new(layout, options);
    private readonly HandFinder _hands = new(layout, options);
    private readonly Attributor _attributor = new(layout, options);

    /// <summary>Decides one change.</summary>
    /// <param name="now">Store time.</param>
    /// <param name="change">What the plates did.</param>
    /// <param name="blind">The eyes had nothing to say about that moment.</param>
    public void Judge(StoreTime now, ShelfChange change, bool blind)
    {
        counters.WeightChanges++;
        bool putDown = change.TotalMg > 0;
        List<Explanation> explanations = _matcher.Explain(change, state.Planogram, InCarts());
        List<Hand> hands = _hands.Find(change, ulong.MaxValue, tracks);
        Attribution verdict = _attributor.Attribute(explanations, hands, plates => _hands.Find(change, plates, tracks), state, putDown);
        bool stray = !putDown && state.Strays.Matches(change.ShelfIndex, FirstPlate(change), change.DeltaMg);
        long number = state.Events + 1;
        emit(Describe(now, number, change, putDown, verdict));
        if (change.AcrossGap || blind)
        {
            NobodySaw(now, number, change, verdict, blind);
            return;
        }
        bool sure = verdict.Confidence >= options.DoubtBelow && !change.Unsettled && !stray;
        foreach (AttributedMove move in verdict.Moves) Move(now, number, move, verdict, ref sure);
        if (!sure) DoubtInvolved(now, number, verdict, stray);
    }

    private void Move(StoreTime now, long number, AttributedMove move, Attribution verdict, ref bool sure)
    {
        Session? session = state.Find(move.Session);
        bool possible = session is not null && session.State != SessionState.Settled && move.Move is { } m &&
            (m.Taken > 0 || session.Cart.Quantity(m.ProductIndex) >= -m.Taken);
        if (!possible) (session, sure) = (null, false);
        if (session is null) counters.Unattributed++;
        string? gtin = move.Move is { } known ? layout.Products[known.ProductIndex].Gtin : null;
        emit(new Interaction(
            now.Us, number, session?.Id, gtin, move.Move?.Taken ?? 0, verdict.Confidence, verdict.Reason, verdict.Hands));
    }

    /// <summary>
    /// A change at an unknown moment, or without eyes: it goes to nobody's cart, and everybody who was there is looked at.
    /// </summary>
    private void NobodySaw(StoreTime now, long number, ShelfChange change, Attribution verdict, bool blind)
    {
        counters.Unattributed++;
        string why = blind ? "the eyes saw nothing of this moment" : "the shelf was away when it happened";
        AttributedMove move = verdict.Moves[0];
        emit(new Interaction(
            now.Us, number, null, move.Move is { } m ? layout.Products[m.ProductIndex].Gtin : null, move.Move?.Taken ?? 0,
            verdict.Confidence, why, verdict.Hands));
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session session = state.Open[i];
            if (session.OpenedUs > change.Settled.Us || (session.Left is { } left && left.LastSeenUs < change.Start.Us)) continue;
            emit(new DoubtRaised(now.Us, session.Id, number, $"weight changed on shelf {Name(change)} and {why}"));
        }
    }

    private void DoubtInvolved(StoreTime now, long number, Attribution verdict, bool stray)
    {
        counters.Doubts++;
        foreach (HandClaim hand in verdict.Hands)
        {
            if (hand.Probability < Involved || state.Find(hand.Session) is not { State: not SessionState.Settled } session) continue;
            emit(new DoubtRaised(now.Us, session.Id, number, DoubtText.Of(layout, verdict, hand, stray, options.DoubtBelow)));
        }
    }

    private WeightChanged Describe(StoreTime now, long number, ShelfChange change, bool putDown, Attribution verdict)
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
            putDown ? "return" : "pick", change.AcrossGap, change.Unsettled, plates, verdict.Candidates);
    }

    private int FirstPlate(ShelfChange change) => layout.Shelves[change.ShelfIndex].FirstPlate + change.FirstPlate;

    private string Name(ShelfChange change) => $"{layout.Shelves[change.ShelfIndex].Gondola}-{layout.Shelves[change.ShelfIndex].Number}";

    /// <summary>Everything that somebody carries, the most that one cart has of it.</summary>
    private List<ProductMove> InCarts()
    {
        var carried = new List<ProductMove>();
        foreach (Session session in state.Open)
        {
            foreach (CartLine line in session.Cart.Lines)
            {
                int at = carried.FindIndex(c => c.ProductIndex == line.ProductIndex);
                if (at < 0) carried.Add(new ProductMove(line.ProductIndex, line.Quantity));
                else if (carried[at].Taken < line.Quantity) carried[at] = new ProductMove(line.ProductIndex, line.Quantity);
            }
        }
        return carried;
    }
}
