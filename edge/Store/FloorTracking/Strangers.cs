namespace O4O.Edge.Store.FloorTracking;

/// <summary>
/// People who look like somebody else than their numbers say. Two who met exchange numbers back when that fits both (<see cref="Encounters"/>);
/// where numbers went round among three and more, no pair fits, and all are looked at together.
/// </summary>
internal sealed class Strangers
{
    /// <summary>How often clothes must have been seen since somebody was last beside others.</summary>
    private const int LooksMin = 6;

    /// <summary>More are looked at another time.</summary>
    private const int Most = 6;

    /// <summary>Half the squared distance, in standard deviations, from which on somebody is somebody else; and what a stranger counts at most.</summary>
    private const double DifferNats = 8, NatsMax = 24;

    private readonly FloorTrack[] _tracks = new FloorTrack[Most];
    private readonly Semblance[] _numbers = new Semblance[Most];
    private readonly long[] _ids = new long[Most];
    private readonly double[] _costs = new double[Most * Most];
    private readonly int[] _order = new int[Most], _best = new int[Most];
    private double _bestCost, _secondCost;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether somebody was seen so often that it can be told.</summary>
    public static bool IsSeenEnough(in Semblance seen) => seen.Clothes.Count >= LooksMin;

    /// <summary>Whether who was seen is somebody else than who is known.</summary>
    public static bool IsStranger(in Semblance known, in Semblance seen) => IsSeenEnough(seen) && Semblance.Surprise(known, seen) > DifferNats;

    public void Clear() => Count = 0;

    /// <summary>Takes somebody in, if a stranger.</summary>
    /// <param name="track">Who, as seen since last beside others.</param>
    /// <param name="number">By what the one is known whose number that is.</param>
    public void Add(FloorTrack track, in Semblance number)
    {
        if (Count == Most || !number.Clothes.IsKnown || !IsStranger(number, track.Recent)) return;
        (_tracks[Count], _numbers[Count], _ids[Count]) = (track, number, track.Id);
        Count++;
    }

    /// <summary>Whether there is one way to give them their numbers that fits everybody whom it moves, and is so much likelier than all others.</summary>
    public bool TryArrange(double sureNats, double priorNats)
    {
        if (Count < 2) return false;
        double straight = 0;
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++) _costs[i * Most + j] = Encounters.TailShare * Math.Min(NatsMax, Semblance.Surprise(_numbers[j], _tracks[i].Recent));
            straight += _costs[i * Most + i];
            _order[i] = i;
        }
        (_bestCost, _secondCost) = (double.PositiveInfinity, double.PositiveInfinity);
        Try(0, 0);
        if (straight - _bestCost < sureNats + priorNats || _secondCost - _bestCost < sureNats) return false;
        for (int i = 0; i < Count; i++)
            if (_best[i] != i && _costs[i * Most + _best[i]] > Encounters.TailShare * DifferNats) return false;
        return true;
    }

    /// <summary>Who gets which number.</summary>
    public (FloorTrack Track, long Id) Arranged(int i) => (_tracks[i], _ids[_best[i]]);

    private void Try(int at, double cost)
    {
        if (cost >= _secondCost) return;
        if (at == Count)
        {
            if (cost < _bestCost)
            {
                (_secondCost, _bestCost) = (_bestCost, cost);
                _order.AsSpan(0, Count).CopyTo(_best);
            }
            else _secondCost = cost;
            return;
        }
        for (int k = at; k < Count; k++)
        {
            (_order[at], _order[k]) = (_order[k], _order[at]);
            Try(at + 1, cost + _costs[at * Most + _order[at]]);
            (_order[at], _order[k]) = (_order[k], _order[at]);
        }
    }
}
