using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>
/// What one person does from the gate to the exit, told in order. Every method yields the store time at which it wants to go
/// on (0: the next tick); what happens between two yields happens in one moment.
/// </summary>
internal sealed class Life
{
    private readonly Shop _shop;
    private readonly Person _me;
    private readonly Gate _gate;
    private readonly Dice _dice;
    private readonly Motions _motions;
    private readonly Choice _choice;
    private readonly Takings _takings;
    private readonly Company _company;
    private readonly Restocking _restocking;

    public Life(Shop shop, Person me, Gate gate, Dice dice)
    {
        (_shop, _me, _gate, _dice) = (shop, me, gate, dice);
        _motions = new Motions(shop, me, dice);
        _choice = new Choice(shop, me, dice);
        _takings = new Takings(shop, me, _motions, _choice, dice);
        _company = new Company(shop, me, _motions, dice);
        _restocking = new Restocking(shop, me, _motions, dice);
    }

    public IEnumerator<long> Run()
    {
        foreach (long wait in _motions.Walk(Within(_gate.EntryZone))) yield return wait;
        _me.IsSeen = true;
        _me.Visit.Enter(_shop.NowUs);
        foreach (long wait in Inside()) yield return wait;
        _me.BusyFacing = -1;
        foreach (long wait in _motions.Walk(Within(_gate.ExitZone))) yield return wait;
        _me.Visit.Leave(_shop.NowUs);
        if (_me.Visit.ComesAgain) _shop.ComeAgain?.Invoke(_me);
    }

    private IEnumerable<long> Inside() =>
        _me.Visit.IsScripted ? FollowScript()
        : _me.Visit.IsStaff ? _restocking.Run()
        : _me.Visit.PartsWays ? PartWays()
        : GoRound();

    private IEnumerable<long> GoRound()
    {
        BehaviourOptions behaviour = _shop.Scenario.Behaviour;
        long stops = _dice.Between(behaviour.StopsMin, behaviour.StopsMax + 1L);
        if (_me.Visit.Again is not null)
        {
            // The first thing tells the second visit apart: it is never one of the other kinds.
            _takings.PlainScene = "reenter";
            foreach (long wait in Stop(StopKind.Plain)) yield return wait;
            _me.BusyFacing = -1;
        }
        for (long i = 0; i < stops && _shop.NowUs < _shop.LeaveByUs; i++)
        {
            foreach (long wait in _company.Find() is { } meeting ? _company.Join(meeting) : Stop(Roll())) yield return wait;
            _me.BusyFacing = -1;
        }
        if (_shop.NowUs < _shop.LeaveByUs && _company.Find() is { } last)
            foreach (long wait in _company.Join(last)) yield return wait;
    }

    /// <summary>
    /// Two of one code take something at the same shelf; then one of them, whom the visit names, takes one more thing somewhere
    /// else and leaves, while the other one goes on for three to five stops.
    /// </summary>
    private IEnumerable<long> PartWays()
    {
        Person? other = _shop.People.Find(p => !ReferenceEquals(p, _me) && ReferenceEquals(p.Visit, _me.Visit) && p.BusyFacing >= 0);
        foreach (long wait in StopAt(StopKind.Plain, other is null ? _choice.Any() : _choice.Near(other.BusyFacing))) yield return wait;
        _takings.PlainScene = "leaveGroup";
        int stops = _me.Number == _me.Visit.Leaver ? 1 : 3 + _dice.Below(3);
        for (int i = 0; i < stops && _shop.NowUs < _shop.LeaveByUs; i++)
        {
            foreach (long wait in Stop(i == 0 ? StopKind.Plain : Roll())) yield return wait;
            _me.BusyFacing = -1;
        }
    }

    private IEnumerable<long> FollowScript()
    {
        var script = new Scripted(_shop, _me, this, _takings, _company, _restocking);
        if (_me.Visit.Again is not null) _takings.PlainScene = "reenter";
        return _me.Number == 0 ? script.Run() : GoAlong(script);
    }

    /// <summary>The second of a group whose first one has a script: takes something, waits for the parting, takes one thing more, leaves.</summary>
    private IEnumerable<long> GoAlong(Scripted script)
    {
        foreach (long wait in Stop(StopKind.Plain)) yield return wait;
        foreach (long wait in script.AwaitParting()) yield return wait;
        _takings.PlainScene = "leaveGroup";
        foreach (long wait in Stop(StopKind.Plain)) yield return wait;
    }

    private StopKind Roll()
    {
        BehaviourOptions b = _shop.Scenario.Behaviour;
        double u = _dice.Unit();
        if ((u -= b.Row) < 0) return StopKind.Row;
        if ((u -= b.Pair) < 0) return StopKind.Pair;
        if ((u -= b.Hesitate) < 0) return StopKind.Hesitate;
        if ((u -= b.PutBack) < 0) return StopKind.PutBack;
        if ((u -= b.Misplace) < 0) return StopKind.Misplace;
        if ((u -= b.Touch) < 0) return StopKind.Touch;
        if ((u -= b.LongHold) < 0) return StopKind.LongHold;
        if ((u -= b.Knock) < 0) return StopKind.Knock;
        if ((u -= b.Stray) < 0) return StopKind.Stray;
        if ((u -= b.SameMoment) < 0) return StopKind.SameMoment;
        if ((u -= b.Handover) < 0) return StopKind.Handover;
        if ((u -= b.Exchange) < 0) return StopKind.Exchange;
        if ((u -= b.BothHands) < 0) return StopKind.BothHands;
        if ((u -= b.SlowLift) < 0) return StopKind.SlowLift;
        if ((u -= b.Lean) < 0) return StopKind.Lean;
        if ((u -= b.Swap) < 0) return StopKind.Swap;
        return u - b.Crossed < 0 ? StopKind.Crossed : StopKind.Plain;
    }

    /// <summary>A stop of this kind at a facing; −1 for one that is drawn.</summary>
    public IEnumerable<long> Stop(StopKind kind, int facing = -1) =>
        kind == StopKind.Stray && _shop.Stock.Strays.Count > 0 ? _takings.Stray() : StopAt(kind, facing < 0 ? _choice.Any() : facing);

    /// <summary>A stop of any making at a facing; −1 for one that is drawn.</summary>
    public IEnumerable<long> StopWith(int facing, Func<int, IEnumerable<long>> what)
    {
        if (facing < 0) facing = _choice.Any();
        if (facing < 0) return [];
        _me.BusyFacing = facing;
        return what(facing);
    }

    private IEnumerable<long> StopAt(StopKind kind, int facing)
    {
        if (facing < 0) return []; // everything is sold out
        _me.BusyFacing = facing;
        return kind switch
        {
            StopKind.Row => _takings.Row(facing),
            StopKind.Pair => _takings.Take(facing, 2, "double", 0, []),
            StopKind.Hesitate => _takings.AndReturn(facing, null, "hesitate"),
            StopKind.PutBack => _takings.AndReturn(facing, _choice.Any(), "putBack"),
            StopKind.Misplace => _takings.AndMisplace(facing),
            StopKind.Touch => TouchOnly(facing),
            StopKind.LongHold => _takings.Take(facing, 1, "longHold", _dice.Between(1_000_000L, 3_000_000L), []),
            StopKind.Knock => _takings.AfterAKnock(facing),
            StopKind.SameMoment or StopKind.Handover or StopKind.Exchange or StopKind.Crossed => _company.Begin(kind, facing),
            StopKind.BothHands => _takings.WithBothHands(facing),
            StopKind.SlowLift => _takings.Take(facing, 1, "slowLift", 0, []),
            StopKind.Lean => LeanOnly(facing),
            StopKind.Swap => _takings.Swap(facing),
            _ => _takings.Plain(facing),
        };
    }

    private IEnumerable<long> TouchOnly(int facing)
    {
        Unit? unit = _shop.Stock.Reserve(facing);
        if (unit is null) yield break;
        foreach (long wait in _motions.Approach(unit)) yield return wait;
        foreach (long wait in _motions.Reach(unit.Footing.Place)) yield return wait;
        long touchUs = _dice.Between(200_000L, 900_000L);
        _shop.Hands.Lean(unit, touchUs, _dice.Between(10.0, 120.0), _me.Visit.Shopper, "touch", _dice);
        yield return _shop.NowUs + touchUs;
        _shop.Stock.Return(unit, facing);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    /// <summary>Leans on the shelf's edge with a good part of the body; takes nothing.</summary>
    private IEnumerable<long> LeanOnly(int facing)
    {
        Unit? unit = _shop.Stock.Reserve(facing);
        if (unit is null) yield break;
        foreach (long wait in _motions.Approach(unit)) yield return wait;
        foreach (long wait in _motions.Reach(unit.Footing.Place)) yield return wait;
        long leanUs = _dice.Between(800_000L, 3_500_000L);
        _shop.Hands.LeanOnShelf(unit, leanUs, _dice.Between(400.0, 5_000.0), _me.Visit.Shopper, _dice);
        yield return _shop.NowUs + leanUs;
        _shop.Stock.Return(unit, facing);
        foreach (long wait in _motions.Withdraw()) yield return wait;
    }

    private Spot Within(Box3 zone) => new(
        zone.Centre.X + _dice.Between(-0.25, 0.25) * (zone.Max.X - zone.Min.X),
        zone.Centre.Y + _dice.Between(-0.25, 0.25) * (zone.Max.Y - zone.Min.Y));
}
