using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store;

/// <summary>
/// What cameras see in hands comes partly after an event was decided: puts into the story at once what is known, and the rest when
/// all of it has come.
/// </summary>
internal sealed class LateSight(HandSight sight, TrackBook tracks, Story story, Narrator narrator)
{
    /// <summary>Events whose hands are still looked at; more are taken as they are.</summary>
    private const int WaitingMax = 256;

    /// <summary>How often it was the hand that came nearer; how often one who takes two things takes one with each hand.</summary>
    private const double NearHand = 0.85, EachHand = 0.8;

    private readonly record struct Waiting(ShelfEvidence Seen, double[] Known, StoreTime First, StoreTime Lift);

    private readonly List<Waiting> _waiting = [];

    /// <summary>The evidence with what is seen by now; the rest follows.</summary>
    /// <param name="seen">What the scales say.</param>
    /// <param name="first">When it was, or the first part of it …</param>
    /// <param name="lift">… and the last.</param>
    public ShelfEvidence With(ShelfEvidence seen, StoreTime first, StoreTime lift)
    {
        var known = new double[seen.Options.Count];
        var options = new List<StoryOption>(known.Length);
        for (int o = 0; o < known.Length; o++)
        {
            known[o] = Gain(seen.Options[o], first, lift, complete: false);
            options.Add(seen.Options[o] with { Score = seen.Options[o].Score + known[o] });
        }
        ShelfEvidence with = seen with { Options = options };
        if (_waiting.Count < WaitingMax) _waiting.Add(new Waiting(with, known, first, lift));
        return with;
    }

    /// <summary>What is seen by now of what an option says, as log-likelihood; nothing is remembered.</summary>
    public double Now(StoryOption option, StoreTime lift) => Gain(option, lift, complete: false);

    /// <summary>All that was seen of what an option says, when all of it has come.</summary>
    public double Whole(StoryOption option, StoreTime first, StoreTime lift) => Gain(option, first, lift, complete: true);

    /// <summary>Of an event up to this moment not all has been seen.</summary>
    public bool Waits(StoreTime until)
    {
        foreach (Waiting w in _waiting)
            if (w.Lift <= until) return true;
        return false;
    }

    /// <summary>Brings in what has come since.</summary>
    public void Decide(StoreTime now, bool all = false)
    {
        for (int i = 0; i < _waiting.Count; i++)
        {
            if (!all && now - _waiting[i].Lift < HandSight.CompleteUs) continue;
            Waiting w = _waiting[i];
            _waiting.RemoveAt(i--);
            Reweigh(now, w);
        }
    }

    private void Reweigh(StoreTime now, Waiting w)
    {
        var more = new double[w.Known.Length];
        bool any = false;
        for (int o = 0; o < more.Length; o++)
        {
            more[o] = Gain(w.Seen.Options[o], w.First, w.Lift, complete: true) - w.Known[o];
            any |= more[o] != 0;
        }
        if (!any) return;
        story.Reweigh(w.Seen.Event, option => Of(w.Seen, more, option));
        narrator.Tell(now, story.Told, 0, 0);
    }

    private static double Of(ShelfEvidence seen, double[] more, StoryOption option)
    {
        for (int o = 0; o < more.Length; o++)
            if (ReferenceEquals(seen.Options[o], option)) return more[o];
        return 0;
    }

    private double Gain(StoryOption option, StoreTime first, StoreTime lift, bool complete)
    {
        double then = Gain(option, lift, complete);
        return first == lift ? then : Mixed(then, Gain(option, first, complete), 0.5);
    }

    private double Gain(StoryOption option, StoreTime lift, bool complete)
    {
        bool lookedAt = complete && tracks.LastLook >= lift - HandSight.CameraUs;
        double asNear = Gain(option.First, option.FirstHand, lift, lookedAt) + Gain(option.Second, option.SecondHand, lift, lookedAt);
        double otherwise = Gain(option.First, Other(option.FirstHand), lift, lookedAt) + Gain(option.Second, Other(option.SecondHand), lift, lookedAt);
        if (option.FirstHand?.Track != option.SecondHand?.Track || option.First is null) return Mixed(asNear, otherwise, NearHand);
        // Both by one person: one with each hand, whichever did which, or all with one.
        double crossed = Gain(option.First, option.FirstHand, lift, lookedAt) + Gain(option.Second, Other(option.FirstHand), lift, lookedAt);
        double uncrossed = Gain(option.First, Other(option.FirstHand), lift, lookedAt) + Gain(option.Second, option.FirstHand, lift, lookedAt);
        return Mixed(Mixed(crossed, uncrossed, 0.5), Mixed(asNear, otherwise, 0.5), EachHand);
    }

    private static HandOf? Other(HandOf? hand) => hand is { } h ? h with { Right = !h.Right } : null;

    private static double Mixed(double a, double b, double share) => Elementary.Log(share * Elementary.Exp(a) + (1 - share) * Elementary.Exp(b));

    private double Gain(StoryMove? move, HandOf? hand, StoreTime lift, bool lookedAt) =>
        move is { } m && hand is { } h && tracks.Find(h.Track) is { } track
            ? sight.Moved(track, h.Right, m.Item.Product, m.Taken, lift, lookedAt) : 0;
}
