using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>What cameras saw in two hands before and after they met: log-likelihoods of what went from one to the other.</summary>
internal sealed class MeetingSight(HandSight sight, Story story)
{
    /// <summary>What is given is still in the giver's hand so long after the hands came together …</summary>
    private const long StillUs = 150_000;

    /// <summary>… and surely in the other's after so long.</summary>
    private const long PassedUs = 450_000;

    /// <summary>How long hands are looked at before and after, µs.</summary>
    private const long LookUs = 1_000_000;

    /// <summary>All looks that are asked for are of up to so long after the meeting, µs.</summary>
    public const long CompleteUs = PassedUs + LookUs;

    /// <summary>Share of hands that hold something when they meet another and give nothing.</summary>
    private const double HoldsSomething = 0.4;

    /// <summary>Share of hands with something that put it into a bag just then, and of those that fetch it out of there.</summary>
    private const double BagsIt = 0.15;
    private readonly List<Held> _held = [];

    /// <summary>Whether a visit may have anything to give.</summary>
    public bool MayHold(string session) => Of(session).Count > 0;

    /// <summary>Whether anybody looked at either hand.</summary>
    public static bool LookedAt(HandMeeting m) => LookedAt(m.First, m.FirstRight, m.Began) || LookedAt(m.Second, m.SecondRight, m.Began);

    /// <summary>What the hands held before, if this went forth and that came back; <see cref="MeetingEvidence.Nothing"/> for nothing.</summary>
    public double Before(HandMeeting m, int forth, int back) =>
        Before(m.First, m.FirstRight, Content(forth), m.Began, false) + Before(m.Second, m.SecondRight, Content(back), m.Began, false);

    /// <summary>The same of the likeliest that these two may have held.</summary>
    public double LikeliestBefore(HandMeeting m, string first, string second)
    {
        return Most(first, m.First, m.FirstRight) + Most(second, m.Second, m.SecondRight);

        double Most(string session, Track person, bool right)
        {
            double most = Before(person, right, HandSight.Empty, m.Began, false);
            foreach (Held held in Of(session)) most = Math.Max(most, Before(person, right, held.Item.Product, m.Began, false));
            return most;
        }
    }

    /// <summary>All that both hands held before and after, if this went forth and that came back.</summary>
    /// <param name="m">The meeting.</param>
    /// <param name="forth">What the first gave, or <see cref="MeetingEvidence.Nothing"/>.</param>
    /// <param name="back">What the second gave.</param>
    /// <param name="heldOut">Both were held out where hands are looked at: they would mostly have been.</param>
    public double Given(HandMeeting m, int forth, int back, bool heldOut)
    {
        (int gave, int got) = (Content(forth), Content(back));
        return Before(m.First, m.FirstRight, gave, m.Began, heldOut) + After(m.First, m.FirstRight, got, m.Began, heldOut) +
            Before(m.Second, m.SecondRight, got, m.Began, heldOut) + After(m.Second, m.SecondRight, gave, m.Began, heldOut);
    }

    /// <summary>The same of hands that only came near: what was given must have been seen in one hand before and in the other afterwards.</summary>
    public double Passed(HandMeeting m, int forth, int back) =>
        Went(m.First, m.FirstRight, m.Second, m.SecondRight, Content(forth), m.Began) + Went(m.Second, m.SecondRight, m.First, m.FirstRight, Content(back), m.Began);

    /// <summary>The same of the likeliest that hands which only came near may have given, one way or both.</summary>
    public double LikeliestPassed(HandMeeting m, string first, string second)
    {
        (double forth, double noneForth) = Likeliest(first, m.First, m.FirstRight, m.Second, m.SecondRight, m.Began);
        (double back, double noneBack) = Likeliest(second, m.Second, m.SecondRight, m.First, m.FirstRight, m.Began);
        return Math.Max(forth + Math.Max(back, noneBack), Math.Max(forth, noneForth) + back);
    }

    /// <summary>The likeliest thing that one hand held before and the other afterwards, and that they were empty.</summary>
    private (double Something, double Nothing) Likeliest(string session, Track giver, bool right, Track other, bool otherRight, StoreTime began)
    {
        double most = double.NegativeInfinity;
        foreach (Held held in Of(session)) most = Math.Max(most, Went(giver, right, other, otherRight, held.Item.Product, began));
        return (most, Went(giver, right, other, otherRight, HandSight.Empty, began));
    }

    private double Went(Track giver, bool right, Track other, bool otherRight, int content, StoreTime began) =>
        Before(giver, right, content, began, heldOut: content != HandSight.Empty) + After(other, otherRight, content, began, heldOut: content != HandSight.Empty);

    /// <summary>Both hands gave nothing: they kept whatever they held, or nothing.</summary>
    /// <param name="m">The meeting.</param>
    /// <param name="first">The visit of the first.</param>
    /// <param name="second">The visit of the second.</param>
    /// <param name="bags">They may as well have had to do with bags of their own.</param>
    public double Kept(HandMeeting m, string first, string second, bool bags) =>
        Kept(first, m.First, m.FirstRight, m.Began, bags) + Kept(second, m.Second, m.SecondRight, m.Began, bags);

    private double Kept(string session, Track person, bool right, StoreTime began, bool bags)
    {
        List<Held> all = Of(session);
        double something = all.Count == 0 ? 0 : HoldsSomething, moved = bags ? BagsIt : 0;
        double emptyBefore = Before(person, right, HandSight.Empty, began, false), emptyAfter = After(person, right, HandSight.Empty, began, false);
        double sum = (1 - something) * Elementary.Exp(emptyBefore + emptyAfter);
        foreach (Held held in all)
        {
            double before = Before(person, right, held.Item.Product, began, false), after = After(person, right, held.Item.Product, began, false);
            double of = (1 - 2 * moved) * Elementary.Exp(before + after);
            if (bags) of += moved * (Elementary.Exp(before + emptyAfter) + Elementary.Exp(emptyBefore + after));
            sum += something / all.Count * of;
        }
        return Elementary.Log(sum);
    }

    private List<Held> Of(string session)
    {
        _held.Clear();
        story.MayHold(session, _held);
        return _held;
    }

    private static int Content(int given) => given == MeetingEvidence.Nothing ? HandSight.Empty : given;

    private static bool LookedAt(Track person, bool right, StoreTime began) => HandSight.Looked(person, right, began - LookUs, began + CompleteUs);

    private double Before(Track person, bool right, int content, StoreTime began, bool heldOut) =>
        sight.Held(person, right, content, began - LookUs, began + StillUs, heldOut);

    private double After(Track person, bool right, int content, StoreTime began, bool heldOut) =>
        sight.Held(person, right, content, began + PassedUs, began + CompleteUs, heldOut);
}
