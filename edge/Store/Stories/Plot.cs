using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Stories;

/// <summary>How a story goes on: what an option does to its carts and things, and what that costs.</summary>
internal static class Plot
{
    /// <summary>What putting back a thing costs that is not in that cart.</summary>
    public const double FromNowhere = -7;

    /// <summary>What taking a product costs where, in this story, none of it lies.</summary>
    public const double NotThere = -6;

    /// <summary>A thing taken up again weighs what it weighed when it was put down, within this share, or this many milligrams.</summary>
    private const double SameUnitShare = 0.006, SameUnitMg = 800;

    /// <summary>A hand that moved something is back for the next thing no sooner than this, µs; and what it costs to say otherwise.</summary>
    private const long BackUs = 800_000;
    private const double TooSoon = -2.5;

    /// <summary>Events are told in about the order in which they happened: nothing older than this follows, µs.</summary>
    private const long PastUs = 6_000_000;

    /// <summary>Something unknown that lies there is taken less often than what is sold there.</summary>
    private const double TakesUnknown = -1;

    /// <summary>What carts and things add to an option's score at most: where something misplaced or unknown may be weighed again.</summary>
    public static double GainMax(StoryOption option) => Gains(option.First) || Gains(option.Second) ? SameThingMax : 0;

    private const double SameThingMax = 15;

    /// <summary>What no product explains, at the shelf of this event, is as likely as this.</summary>
    public const double UnknownScore = -11;

    private static bool Gains(StoryMove? move) => move is { Taken: > 0 } m && (!m.AtHome || !m.Item.IsKnown);

    /// <summary>The story after a weight change.</summary>
    /// <param name="before">The story so far.</param>
    /// <param name="option">What the change was.</param>
    /// <param name="seen">The change.</param>
    /// <param name="sessions">The visits, in the order of the story's carts.</param>
    /// <param name="fromBoxes">Visits of staff: what they put down comes from a box.</param>
    public static Hypothesis After(
        Hypothesis before, StoryOption option, ShelfEvidence seen, List<string> sessions, Func<string, bool> fromBoxes)
    {
        var next = new Scene(before, sessions) { Log = before.Log + option.Score };
        bool firstBusy = Busy(before.Past, option.FirstHand, seen.LiftUs), secondBusy = Busy(before.Past, option.SecondHand, seen.LiftUs);
        if (firstBusy || secondBusy) next.Log += TooSoon - (firstBusy ? Math.Max(0, option.FirstSeen) : 0) - (secondBusy ? Math.Max(0, option.SecondSeen) : 0);
        StoryMove? first = option.First is { } f ? Move(ref next, f, option, seen, fromBoxes) : null;
        StoryMove? second = option.Second is { } s ? Move(ref next, s, option, seen, fromBoxes) : null;
        return new Hypothesis(
            next.Log, next.Carts, next.Things, new Chapter(seen.Event, seen.LiftUs, option, first, second, next.Odd, before.Past, null));
    }

    /// <summary>The story after units went from one cart to another; <paramref name="share"/> is what this costs among all that these carts could have given.</summary>
    public static Hypothesis After(Hypothesis before, StoryOption option, double share, long number, List<string> sessions)
    {
        var next = new Scene(before, sessions) { Log = before.Log + option.Score + share };
        Give(ref next, option.First);
        Give(ref next, option.Second);
        return new Hypothesis(
            next.Log, next.Carts, next.Things, new Chapter(number, 0, option, option.First, option.Second, false, before.Past, null));
    }

    /// <summary>The very hand had just moved something else: it would not have been back yet.</summary>
    private static bool Busy(Chapter? past, HandOf? hand, long liftUs)
    {
        if (hand is not { } h) return false;
        for (Chapter? c = past; c is not null; c = c.Before)
        {
            if (c.Option is { } o && c.AtUs > 0 && (o.FirstHand == h || o.SecondHand == h) && Math.Abs(liftUs - c.AtUs) < BackUs) return true;
            if (c.Also is not null && Busy(c.Also, hand, liftUs)) return true;
            if (c.AtUs > 0 && liftUs - c.AtUs > PastUs) return false;
        }
        return false;
    }

    private static void Give(ref Scene next, StoryMove? move)
    {
        if (move is not { } m) return;
        next.Change(m.Session!, m.Item, -m.Taken);
        next.Change(m.To!, m.Item, m.Taken);
    }

    private static StoryMove Move(ref Scene next, StoryMove move, StoryOption option, ShelfEvidence seen, Func<string, bool> fromBoxes) =>
        (move.Taken > 0, move.Item.IsKnown) switch
        {
            (true, true) => Take(ref next, move, option, seen),
            (true, false) => TakeUnknown(ref next, move, seen),
            (false, true) => PutBack(ref next, move, option, seen, fromBoxes),
            (false, false) => PutUnknown(ref next, move, seen),
        };

    private static StoryMove Take(ref Scene next, StoryMove move, StoryOption option, ShelfEvidence seen)
    {
        if (!move.AtHome)
        {
            if (next.FindThing(move.Item, seen) is { } thing)
            {
                // The very thing that was put there is weighed again: sharper than any catalogue.
                if (option.Second is null && thing.UnitMg > 0) next.Log += SameUnit(thing.UnitMg * move.Taken, seen) - option.WeightFit;
                next.Lift(thing, move.Taken);
            }
            else next.Log += NotThere;
        }
        if (move.Session is not null) next.Change(move.Session, move.Item, move.Taken);
        return move;
    }

    private static StoryMove TakeUnknown(ref Scene next, StoryMove move, ShelfEvidence seen)
    {
        if (next.FindThing(move.Item, seen) is { } thing)
        {
            next.Log += SameUnit(thing.UnitMg, seen) + TakesUnknown - UnknownScore;
            next.Lift(thing, 1);
            if (thing.Owner is not null && thing.Owner == move.Session) return move; // what one brought, one takes away
        }
        if (move.Session is not null) next.Change(move.Session, move.Item, 1);
        return move;
    }

    private static StoryMove PutBack(ref Scene next, StoryMove move, StoryOption option, ShelfEvidence seen, Func<string, bool> fromBoxes)
    {
        int units = -move.Taken;
        if (!move.AtHome) next.Put(new Thing(move.Item, seen.Shelf, seen.FirstPlate, seen.LastPlate, option.Second is null ? (long)seen.TotalMg / units : 0, units, null));
        if (move.Session is not null && fromBoxes(move.Session)) return move with { Session = null };
        if (move.Session is not null && next.Cart(move.Session).Units(move.Item.Product) >= units)
        {
            next.Change(move.Session, move.Item, -units);
            return move;
        }
        next.Log += FromNowhere;
        next.Odd = true;
        return move with { Session = null };
    }

    private static StoryMove PutUnknown(ref Scene next, StoryMove move, ShelfEvidence seen)
    {
        string? owner = move.Session;
        if (move.Session is not null && next.Cart(move.Session).Find(move.Item) is { } held)
        {
            next.Change(move.Session, held.Item, -1);
            owner = null;
        }
        next.Put(new Thing(move.Item, seen.Shelf, seen.FirstPlate, seen.LastPlate, move.Item.UnknownMg, 1, owner));
        return move;
    }

    private static double SameUnit(double mg, ShelfEvidence seen)
    {
        double sd = Math.Max(SameUnitMg, SameUnitShare * mg), sd2 = sd * sd + seen.VarianceMg2, off = Math.Abs(seen.TotalMg) - mg;
        return -0.5 * off * off / sd2 - 0.5 * Elementary.Log(sd2 / 1e8);
    }

    /// <summary>A story while an event is told: copies on the first change.</summary>
    private struct Scene(Hypothesis before, List<string> sessions)
    {
        public double Log;
        public bool Odd;
        public CartState[] Carts = before.Carts;
        public Thing[] Things = before.Things;

        public readonly CartState Cart(string session) => Carts[sessions.IndexOf(session)];

        public void Change(string session, Item item, int units)
        {
            int at = sessions.IndexOf(session);
            if (ReferenceEquals(Carts, before.Carts)) Carts = [.. Carts];
            Carts[at] = Carts[at].With(item, units);
        }

        public readonly Thing? FindThing(Item item, ShelfEvidence seen)
        {
            foreach (Thing thing in Things)
                if (thing.Overlaps(seen.Shelf, seen.FirstPlate, seen.LastPlate) && thing.Item.Agrees(item)) return thing;
            return null;
        }

        public void Put(Thing thing) => Things = Cluster.Sorted([.. Things, thing]);

        public void Lift(Thing thing, int units)
        {
            var left = new List<Thing>(Things);
            int at = left.IndexOf(thing);
            if (thing.Units > units) left[at] = thing with { Units = thing.Units - units };
            else left.RemoveAt(at);
            Things = Cluster.Sorted([.. left]);
        }
    }
}
