using O4O.Simulator.Shelves;

namespace O4O.Simulator.People;

/// <summary>One body in the store: feet, arms, and a life that says what they do next.</summary>
internal sealed class Person(Visit visit, int number, long track, Walker walker, Body body)
{
    private IEnumerator<long>? _life;
    private long _wakeUs;

    public Visit Visit { get; } = visit;

    /// <summary>Which of the visit's people, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>The eyes' number for this person, random, for this visit.</summary>
    public long Track { get; } = track;
    public Walker Walker { get; } = walker;
    public Body Body { get; } = body;

    /// <summary>True from the entry zone on.</summary>
    public bool IsSeen { get; set; }

    /// <summary>True when the exit is behind them.</summary>
    public bool IsGone { get; set; }

    /// <summary>The facing at which this one is busy, or −1.</summary>
    public int BusyFacing { get; set; } = -1;

    /// <summary>What this one has taken and keeps for now.</summary>
    public List<Unit> Kept { get; } = [];

    /// <summary>How many more frames the eyes miss this one.</summary>
    public int FramesUnseen { get; set; }

    /// <summary>What this one does: yields the moment at which to go on, 0 for the next tick.</summary>
    public void Begin(IEnumerator<long> life) => _life = life;

    /// <summary>One sixtieth of a second.</summary>
    public void Tick(long nowUs, IReadOnlyList<Person> people)
    {
        if (IsGone || _life is null) return;
        Walker.Tick(people, this);
        if (nowUs < _wakeUs) return;
        if (_life.MoveNext()) _wakeUs = _life.Current;
        else IsGone = true;
    }
}
