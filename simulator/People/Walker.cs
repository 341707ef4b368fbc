using O4O.Simulator.Chance;

namespace O4O.Simulator.People;

/// <summary>Somebody's feet: along a way, around others, never through a gondola.</summary>
internal sealed class Walker(FloorPlan plan, Spot at, double speedMmPerSecond, double turnsPerStep)
{
    private const double AsideMm = 750, TickSeconds = 1 / 60.0;

    /// <summary>Between the middles of two bodies: side by side, and of somebody who squeezes past sideways, mm.</summary>
    private const double BodiesMm = 400, SidewaysMm = 240;

    /// <summary>
    /// Who has given way for too long turns sideways within so many ticks; who still stands before somebody long after that
    /// (a crowd in a corner) gets through anyhow, so that nobody ever stays for good.
    /// </summary>
    private const int SidewaysTicks = 60, ThroughTicks = 1_200, ThroughInTicks = 240;

    /// <summary>Bodies that are too near part by at most so much a tick, mm: half a metre a second; and nobody goes farther than at 2 m/s.</summary>
    private const double PartMm = 8, TickMm = 33;

    /// <summary>Who comes no nearer for so long, so near to where somebody is already or close by, is content to stand here.</summary>
    private const int HeldUpTicks = 60;
    private const double NearGoalMm = 450, CloseMm = 250, AsideFromGoalMm = 300;

    private readonly List<Spot> _way = [];
    private Spot _goal = at;
    private int _next, _stuckTicks, _heldUpTicks, _patienceTicks;
    private double _speed, _walked, _leastLeftMm;
    private bool _toLeft;

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
        (_heldUpTicks, _leastLeftMm, _toLeft) = (0, double.MaxValue, false);
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
            if (!self.Body.IsReaching) Move(default, BodiesMm, people, self); // who has a hand in a shelf stays
            return;
        }
        Spot to = _way[_next] - At;
        double left = to.Length;
        bool last = _next == _way.Count - 1;
        _speed = Math.Min(speedMmPerSecond, _speed + 40);
        if (last) _speed = Math.Min(_speed, Math.Max(150, left * 3)); // slows down over the last third of a metre
        double step = _speed * TickSeconds, room = RoomMm();
        if (left <= Math.Max(step, last ? 5 : 60))
        {
            if (last) Move(to, room, people, self);
            _next++;
            return;
        }
        Spot ahead = to.Unit(Heading), way = ahead;
        if (_patienceTicks-- > 0) // who has given way for too long squeezes past
            way = GiveWay(ahead, ref step, people, self);
        Spot before = At;
        Move(way.Unit(ahead) * step, room, people, self);
        Spot made = At - before;
        _walked += made.Length;
        Turn(made.Length > 0.2 * step ? made : ahead);
        _stuckTicks = (_way[_next] - At).Length < left - 0.2 * step ? 0 : _stuckTicks + 1;
        if (_stuckTicks > 0) _patienceTicks -= 2; // who stands loses it sooner
        if (IsContent(last, left, people, self)) _next = _way.Count;
        else if (_stuckTicks > 45 || (_stuckTicks > 5 && !plan.IsClear(At, _way[_next])))
        {
            if (_stuckTicks > 45) _toLeft = !_toLeft; // not past this side, then
            Plan(_goal);
        }
    }

    /// <summary>Everybody gives way to the right, the more the nearer.</summary>
    private Spot GiveWay(Spot ahead, ref double step, IReadOnlyList<Person> people, Person self)
    {
        Spot way = ahead;
        for (int i = 0; i < people.Count; i++)
        {
            Person other = people[i];
            if (ReferenceEquals(other, self) || other.IsGone) continue;
            Spot apart = At - other.Walker.At;
            double distance = apart.Length;
            if (distance > AsideMm || distance < 1 || apart.Dot(ahead) > 0) continue;
            double near = 1 - distance / AsideMm;
            way += ahead.ToRight() * (1.2 * near) + apart * (0.6 * near / distance);
            step *= 1 - 0.5 * near;
        }
        return way;
    }

    /// <summary>How near another body may be.</summary>
    private double RoomMm()
    {
        double sideways = Math.Clamp((double)-_patienceTicks / SidewaysTicks, 0, 1);
        double through = Math.Clamp((double)(-_patienceTicks - ThroughTicks) / ThroughInTicks, 0, 1);
        return (BodiesMm + (SidewaysMm - BodiesMm) * sideways) * (1 - through);
    }

    /// <summary>
    /// A step that leads into nobody: what of it would come too near to a body goes along its edge instead. Whoever is too
    /// near already goes slowly away.
    /// </summary>
    private void Move(Spot step, double room, IReadOnlyList<Person> people, Person self)
    {
        double length = step.Length;
        bool changed = true;
        for (int round = 0; round < 2 && changed; round++) // away from one may be toward the next
        {
            changed = false;
            for (int i = 0; i < people.Count; i++)
            {
                Person other = people[i];
                if (ReferenceEquals(other, self) || other.IsGone) continue;
                Spot apart = At - other.Walker.At;
                double distance = apart.Length;
                if (distance >= room + length) continue;
                Spot away = apart.Unit(Heading.ToRight()), aside = away.ToRight();
                double least = distance > room ? room - distance : Math.Min(PartMm, 0.5 * (room - distance)), along = step.Dot(away);
                if (along >= least) continue;
                double across = step.Dot(aside);
                if (round == 0 && length > 0) // around on the side where it is shorter; to the right when that is nearly one
                {
                    double sign = Math.Abs(across) > 0.3 * length && _stuckTicks < 15 ? Math.Sign(across) : _toLeft ? 1 : -1;
                    across = sign * Math.Max(Math.Abs(across), 0.8 * length);
                }
                step = away * least + aside * across;
                changed = true;
            }
        }
        if (step == default || (Arrived && IsAsideEnough(step))) return;
        Spot to = plan.Outside(At + step);
        // Out of one gondola and away from its neighbour is farther than anybody goes in a tick.
        At = (to - At).Length <= TickMm ? to : plan.Outside(At + step * 0.5);
    }

    /// <summary>Who stands steps aside, but never out of its own arms' reach.</summary>
    private bool IsAsideEnough(Spot step) => (At + step - _goal).Length is var aside && aside > AsideFromGoalMm && aside > (At - _goal).Length;

    /// <summary>Whether this one stays where it is, since it gets no nearer to where it wants to be.</summary>
    private bool IsContent(bool last, double leftMm, IReadOnlyList<Person> people, Person self)
    {
        if (!last || leftMm > NearGoalMm) return false;
        if (leftMm < _leastLeftMm - 2)
        {
            (_leastLeftMm, _heldUpTicks) = (leftMm, 0);
            return false;
        }
        if (++_heldUpTicks <= HeldUpTicks) return false;
        if (leftMm < CloseMm) return true;
        for (int i = 0; i < people.Count; i++)
            if (!ReferenceEquals(people[i], self) && !people[i].IsGone && (people[i].Walker.At - _goal).Length < BodiesMm) return true;
        return false;
    }

    // A body turns by at most some 300 degrees a second: one part in eight of the way a tick.
    private void Turn(Spot to)
    {
        Spot wanted = to.Unit(Heading);
        Spot turned = Heading * 7 + wanted;
        Heading = (turned.Length < 6.05 ? Heading * 7 + wanted + Heading.ToRight() : turned).Unit(Heading);
    }
}
