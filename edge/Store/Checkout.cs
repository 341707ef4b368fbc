using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>Settles a trip when all that belongs to it has been told: charged for the cart that is sure, or handed to a person.</summary>
internal sealed class Checkout(
    StoreLayout layout, StoreOptions options, StoreState state, TrackBook tracks, Story story, Narrator narrator, Action<JournalRecord> emit)
{
    private const string NotUnderstood = "This person put something back that nobody saw them take";

    private const string LeftUnknown = "This person put something down that fits no product: perhaps something of this cart, and something else";

    private const string Nobodys = "Something was taken beside this person's hand, and it is not certain by whom";

    /// <summary>After a restart: visits go on with the carts that the journal knows; what was not sure by then never will be.</summary>
    public void Resume(StoreTime now)
    {
        for (int i = 0; i < state.Open.Count; i++)
        {
            Session session = state.Open[i];
            var held = new List<Held>(session.Cart.Lines.Count);
            foreach (CartLine line in session.Cart.Lines) held.Add(new Held(Item.Of(line.ProductIndex), line.Quantity));
            story.Open(session.Id, CartState.Of(held));
            if (session.IsUnsure) emit(new DoubtRaised(now.Us, session.Id, 0, "The edge restarted before it was sure of everything that this person did"));
        }
        state.Planogram.CopyTo(story);
        state.Strays.CopyTo(story);
    }

    /// <summary>The trip is over: what it comes to. Whoever works here is charged nothing and asked nothing.</summary>
    public void Settle(StoreTime now, Session session)
    {
        if (session.Staff)
        {
            story.Close(session.Id, null);
            emit(new SessionSettled(now.Us, session.Id, session.Shopper, SessionSettled.Empty, null, 0, [], []));
        }
        else SettleShopper(now, session);
        foreach (long id in session.Tracks)
            if (tracks.Find(id) is { } track) track.Session = null;
        narrator.Forget(state.Open.Count > 0 ? new StoreTime(state.Open[0].OpenedUs) : now);
    }

    private void SettleShopper(StoreTime now, Session session)
    {
        CartVerdict verdict = story.Knows(session.Id) ? story.Judge(session.Id) : new CartVerdict(CartState.Empty, 1, null);
        var reasons = new List<string>(session.Doubts);
        if (verdict.Probability < options.Fusion.DoubtBelow || verdict.Cart.HasUnknown) reasons.AddRange(ReasonText.Doubts(layout, verdict));
        if (narrator.HasOddity(session.Id)) reasons.Add(NotUnderstood);
        if (verdict.Cart.Lines.Length > 0 && story.HasLeftUnknown(session.Id)) reasons.Add(LeftUnknown);
        if (narrator.StoodBy(session.Id)) reasons.Add(Nobodys);
        List<double> confidences = Confidences(session, verdict.Cart);
        story.Close(session.Id, reasons.Count == 0 ? verdict.Cart : null);
        narrator.Tell(now, story.Told, 0, 0);
        if (reasons.Count == 0 && !Agrees(session.Cart, verdict.Cart)) reasons.Add("The journal and the story of this trip differ");

        var lines = new List<SettledLine>(session.Cart.Lines.Count);
        Money total = Money.Zero;
        foreach (CartLine line in session.Cart.Lines)
        {
            Product product = layout.Products[line.ProductIndex];
            int at = IndexOf(verdict.Cart, line.ProductIndex);
            lines.Add(new SettledLine(product.Gtin, product.Name, line.Quantity, product.Price.Minor, at < 0 ? line.Confidence : confidences[at]));
            total += product.Price * line.Quantity;
        }
        if (lines.Count > options.Sessions.LinesMax) reasons.Add($"more than {options.Sessions.LinesMax} different products");
        string outcome = reasons.Count > 0 ? SessionSettled.Review : lines.Count == 0 ? SessionSettled.Empty : SessionSettled.Charged;
        string? charge = outcome == SessionSettled.Charged ? Identities.Charge(layout.StoreId, session.Id, 1) : null;
        emit(new SessionSettled(now.Us, session.Id, session.Shopper, outcome, charge, total.Minor, lines, reasons, Math.Round(verdict.Probability, 6)));
    }

    private List<double> Confidences(Session session, CartState cart)
    {
        var confidences = new List<double>(cart.Lines.Length);
        foreach (Held line in cart.Lines)
            confidences.Add(line.Item.IsKnown ? Math.Round(Math.Min(0.999, story.Holds(session.Id, line.Item.Product, line.Units)), 6) : 0);
        return confidences;
    }

    private static int IndexOf(CartState cart, int product)
    {
        for (int i = 0; i < cart.Lines.Length; i++)
            if (cart.Lines[i].Item.Product == product) return i;
        return -1;
    }

    private static bool Agrees(Cart journal, CartState told)
    {
        if (journal.Lines.Count != told.Lines.Length) return false;
        foreach (CartLine line in journal.Lines)
            if (told.Units(line.ProductIndex) != line.Quantity) return false;
        return true;
    }
}
