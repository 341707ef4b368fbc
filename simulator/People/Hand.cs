using O4O.Edge.Store.Quantities;
using O4O.Simulator.Shelves;

namespace O4O.Simulator.People;

/// <summary>One hand: where it moves to, and what it holds.</summary>
internal sealed class Hand
{
    /// <summary>What was taken is held up for so long after the hand is back, on its way into the bag; then nobody sees it.</summary>
    public const long StowUs = 500_000;

    private long _backUs = long.MinValue / 2;
    private Unit? _unit;

    public Point3 From { get; private set; }
    public Point3 To { get; private set; }
    public long StartUs { get; private set; }
    public long DurationUs { get; private set; } = 1;

    /// <summary>On its way out, or there; else on its way back.</summary>
    public bool IsAway { get; private set; }

    /// <summary>Out, or on its way back.</summary>
    public bool IsOut { get; private set; }

    /// <summary>It goes to a shelf, which may hide it; else to another person.</summary>
    public bool IsForShelf { get; private set; }

    /// <summary>Counts what it held, nothing included: another one with each reach and each change of what is in it.</summary>
    public int Grasp { get; private set; }

    /// <summary>What the camera on hands makes of this grasp; its own business, kept here because it goes with the hand.</summary>
    public GraspView View { get; set; }

    /// <summary>Starts for a place.</summary>
    public void Reach(Point3 from, Point3 to, long nowUs, long durationUs, Unit? with, bool isForShelf)
    {
        (From, To, StartUs, DurationUs) = (from, to, nowUs, durationUs);
        (IsAway, IsOut, IsForShelf) = (true, true, isForShelf);
        Hold(with);
    }

    /// <summary>Starts for the body.</summary>
    public void Withdraw(Point3 from, long nowUs, long durationUs) => (From, StartUs, DurationUs, IsAway) = (from, nowUs, durationUs, false);

    /// <summary>Is back.</summary>
    public void Rest(long nowUs)
    {
        if (IsOut) _backUs = nowUs;
        IsOut = false;
    }

    /// <summary>From now on it holds this; null for nothing.</summary>
    public void Hold(Unit? unit)
    {
        _unit = unit;
        Grasp++;
    }

    /// <summary>What it holds; null for nothing.</summary>
    public Unit? Holds(long nowUs) => IsOut || nowUs < _backUs + StowUs ? _unit : null;

    /// <summary>On the outer half of its way.</summary>
    public bool IsFarOut(long nowUs) => IsOut && (IsAway ? nowUs > StartUs + DurationUs / 2 : nowUs < StartUs + DurationUs / 2);

    /// <summary>Somebody could look into it: it is out and not deep in a shelf, or holds up what it brought back.</summary>
    public bool IsInSight(long nowUs) => IsOut ? !(IsForShelf && IsFarOut(nowUs)) : Holds(nowUs) is not null;
}
