using O4O.Simulator.Chance;

namespace O4O.Simulator.People;

/// <summary>Somebody's feet: along a way, around others, never through a gondola.</summary>
internal sealed class Walker(FloorPlan plan, Spot at, double speedMmPerSecond, double turnsPerStep)
{
    private const double AsideMm = 750, TickSeconds = 1 / 60.0;

    private readonly List<Spot> _way = [];
    private Spot _goal = at;
    private int _next, _stuckTicks, _patienceTicks;
    private double _speed, _walked;

    /// <summary>Centre of the body on the floor.</summary>
    public Spot At { get; private set; } = at;

    /// <summary>Where the body faces, length 1.</summary>
    public Spot Heading { get; private set; } = new(0, 1);

    /// <summary>Where the body shall face when it stands.</summary>
    public Spot StandHeading { get; set; } = new(0, 1);
    public bool Arrived => _next >= _way.Count;

    /// <summary>The place that this one walks to or stands at.</summary>
    public Spot Goal => _goal;

    /// <summary>How far the arms are from hanging still: −1 … 1.</summary>
    public double Swing => Math.Min(1, _speed / 800) * Wave.SinTurns(_walked * turnsPerStep);

    public void GoTo(Spot goal)
    {
        Plan(goal);
        double length = 0;
        for (int i = 0; i < _way.Count; i++) length += (_way[i] - (i == 0 ? At : _way[i - 1])).Length;
        _patienceTicks = (int)(60 * (2 + 1.4 * length / speedMmPerSecond));
    }

    private void Plan(Spot goal)
    {
        _goal = goal;
        plan.Way(At, goal, _way);
        (_next, _stuckTicks) = (0, 0);
    }

    /// <summary>One sixtieth of a second.</summary>
    public void Tick(IReadOnlyList<Person> people, Person self)
    {
        if (Arrived)
        {
            _speed = Math.Max(0, _speed - 60);
            Turn(StandHeading);
            return;
        }
        Spot to = _way[_next] - At;
        double left = to.Length;
        bool last = _next == _way.Count - 1;
        _speed = Math.Min(speedMmPerSecond, _speed + 40);
        if (last) _speed = Math.Min(_speed, Math.Max(150, left * 3)); // slows down over the last third of a metre
        double step = _speed * TickSeconds;
        if (left <= Math.Max(step, last ? 5 : 60))
        {
            if (last) At = plan.Outside(_way[_next]);
            _next++;
            return;
        }
        Spot ahead = to.Unit(Heading), way = ahead;
        bool patient = _patienceTicks-- > 0; // who has given way for too long squeezes through
        foreach (Person other in people)
        {
            if (!patient || ReferenceEquals(other, self) || other.IsGone) continue;
            Spot apart = At - other.Walker.At;
            double distance = apart.Length;
            if (distance > AsideMm || distance < 1 || apart.Dot(ahead) > 0) continue;
            // Everybody gives way to the right, the more the nearer.
            double near = 1 - distance / AsideMm;
            way += ahead.ToRight() * (1.2 * near) + apart * (0.6 * near / distance);
            step *= 1 - 0.5 * near;
        }
        Spot before = At;
        At = plan.Outside(At + way.Unit(ahead) * step);
        double made = (At - before).Length;
        _walked += made;
        Turn(At - before);
        _stuckTicks = (_way[_next] - At).Length < left - 0.2 * step ? 0 : _stuckTicks + 1;
        if (_stuckTicks > 45 || (_stuckTicks > 5 && !plan.IsClear(At, _way[_next]))) Plan(_goal);
    }

    // A body turns by at most some 300 degrees a second: one part in eight of the way a tick.
    private void Turn(Spot to)
    {
        Spot wanted = to.Unit(Heading);
        Spot turned = Heading * 7 + wanted;
        Heading = (turned.Length < 6.05 ? Heading * 7 + wanted + Heading.ToRight() : turned).Unit(Heading);
    }
}
