using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;
using O4O.Simulator.Truths;

namespace O4O.Simulator.People;

/// <summary>
/// What two people do together. Whoever begins waits a while at the shelf; the next person of another visit who is about to
/// choose a stop joins instead. When nobody does, it is an ordinary pick.
/// </summary>
internal sealed class Company(Shop shop, Person me, Motions motions, Dice dice)
{
    private const long NobodyUs = 7_000_000, LateUs = 20_000_000, ReachUs = 700_000;
    private const int HandOverMm = 1_050;

    private string Shopper => me.Visit.Shopper;

    /// <summary>Begins something of this kind at a facing.</summary>
    public IEnumerable<long> Begin(StopKind kind, int facing) => kind is StopKind.SameMoment or StopKind.Crossed ? BeginSideBySide(kind, facing) : BeginGiving(kind, facing);

    /// <summary>Somebody who waits for another one, and whom this one can join; this one is its guest then. Null when there is none.</summary>
    public Meeting? Find()
    {
        foreach (Meeting meeting in shop.Meetings)
        {
            bool can = !ReferenceEquals(meeting.Host.Visit, me.Visit) && (meeting.Kind != StopKind.Exchange || me.Kept.Count > 0);
            if (!can) continue;
            meeting.Guest = me;
            shop.Meetings.Remove(meeting);
            return meeting;
        }
        return null;
    }

    /// <summary>Takes the guest's part.</summary>
    public IEnumerable<long> Join(Meeting meeting)
    {
        me.BusyFacing = meeting.Facing;
        bool same = meeting.IsSideBySide;
        foreach (long wait in same ? motions.Approach(meeting.GuestBefore!) : motions.Join(meeting.Host)) yield return wait;
        meeting.IsGuestThere = true;
        while (meeting.GoUs == 0 && !meeting.IsOff) yield return 0;
        if (meeting.IsOff)
        {
            if (same) shop.Stock.Return(meeting.Unit!, meeting.Facing);
            yield break;
        }
        foreach (long wait in same ? TakeAt(meeting.GoUs, meeting.Unit!, Scene(meeting.Kind)) : HoldOut(meeting)) yield return wait;
    }

    /// <summary>Two units off one shelf at once: of one product, or of two, each on the other one's side so that arms cross.</summary>
    private IEnumerable<long> BeginSideBySide(StopKind kind, int facing)
    {
        if (shop.Stock.Reserve(facing) is not { } mine) yield break;
        bool crossed = kind == StopKind.Crossed;
        (Unit? theirs, int theirFacing) = crossed ? shop.Stock.ReserveBeside(mine, 480, 800) : (shop.Stock.Reserve(facing), facing);
        var meeting = new Meeting(me, kind) { Facing = theirFacing, Unit = theirs, GuestBefore = crossed ? mine : theirs };
        if (meeting.Unit is not null) shop.Meetings.Add(meeting);
        foreach (long wait in motions.Approach(crossed ? theirs ?? mine : mine)) yield return wait;
        if (meeting.Unit is not null)
            foreach (long wait in AwaitGuest(meeting)) yield return wait;
        if (meeting.GoUs > 0)
        {
            foreach (long wait in TakeAt(meeting.GoUs, mine, Scene(kind))) yield return wait;
            yield break;
        }
        // A guest who is still on the way gives the unit back itself.
        if (meeting is { Guest: null, Unit: { } left }) shop.Stock.Return(left, theirFacing);
        foreach (long wait in motions.Reach(mine.Footing.Place)) yield return wait;
        foreach (long wait in LiftAndKeep(mine, "plain")) yield return wait;
    }

    private IEnumerable<long> BeginGiving(StopKind kind, int facing)
    {
        if (shop.Stock.Reserve(facing) is not { } mine) yield break;
        var meeting = new Meeting(me, kind) { Facing = facing, Unit = mine };
        shop.Meetings.Add(meeting);
        foreach (long wait in motions.Approach(mine)) yield return wait;
        foreach (long wait in motions.Reach(mine.Footing.Place)) yield return wait;
        foreach (long wait in LiftAndKeep(mine, meeting.Guest is null ? "plain" : Scene(kind))) yield return wait;
        foreach (long wait in AwaitGuest(meeting)) yield return wait;
        if (meeting.GoUs == 0) yield break;
        if (kind == StopKind.Exchange) meeting.Back = meeting.Guest!.Kept[dice.Below(meeting.Guest.Kept.Count)];
        me.Walker.StandHeading = (meeting.Guest!.Walker.At - me.Walker.At).Unit(me.Walker.Heading);
        foreach (long wait in HoldOut(meeting)) yield return wait;
    }

    private IEnumerable<long> AwaitGuest(Meeting meeting)
    {
        long sinceUs = shop.NowUs;
        while (!meeting.IsGuestThere)
        {
            bool vain = meeting.Guest is null ? shop.NowUs > sinceUs + NobodyUs || shop.NowUs >= shop.LeaveByUs : shop.NowUs > sinceUs + LateUs;
            if (vain)
            {
                shop.Meetings.Remove(meeting);
                meeting.IsOff = true;
                yield break;
            }
            yield return 0;
        }
        meeting.GoUs = shop.NowUs + dice.Between(300_000L, 800_000L);
    }

    /// <summary>One of two hands that go to their products at once; the other is a fifth of a second before or behind at most.</summary>
    private IEnumerable<long> TakeAt(long goUs, Unit unit, string scene)
    {
        yield return goUs;
        long reachUs = Math.Max(ReachUs, me.Body.LeanUs(unit.Footing.Place));
        me.Body.Reach(unit.Footing.Place, shop.NowUs, reachUs);
        yield return goUs + reachUs + dice.Between(0L, 200_000L);
        foreach (long wait in LiftAndKeep(unit, scene)) yield return wait;
    }

    private IEnumerable<long> LiftAndKeep(Unit unit, string scene)
    {
        yield return shop.NowUs + shop.Hands.Lift([unit], Shopper, scene, dice);
        me.Body.Hold(unit);
        me.Visit.Cart[unit.ProductIndex]++;
        me.Kept.Add(unit);
        foreach (long wait in motions.Withdraw()) yield return wait;
    }

    /// <summary>Both hold out a hand to the middle between them; the host moves what is moved.</summary>
    private IEnumerable<long> HoldOut(Meeting meeting)
    {
        yield return meeting.GoUs;
        Spot middle = (meeting.Host.Walker.At + meeting.Guest!.Walker.At) * 0.5;
        // The middle of the grasp; the hand stops short of it by its own length.
        Unit? mine = ReferenceEquals(me, meeting.Host) ? meeting.Unit : meeting.Back;
        me.Body.HoldOut(new Point3(middle.X, middle.Y, HandOverMm), shop.NowUs, ReachUs, mine);
        yield return meeting.GoUs + ReachUs + 150_000;
        if (ReferenceEquals(me, meeting.Host)) Move(meeting);
        yield return meeting.GoUs + ReachUs + 400_000;
        foreach (long wait in motions.Withdraw()) yield return wait;
    }

    private void Move(Meeting meeting)
    {
        Person guest = meeting.Guest!;
        string scene = Scene(meeting.Kind);
        Give(meeting.Unit!, me, guest, scene);
        if (meeting.Back is not null) Give(meeting.Back, guest, me, scene);
        guest.Body.Hold(meeting.Unit);
        me.Body.Hold(meeting.Back);
    }

    private void Give(Unit unit, Person from, Person to, string scene)
    {
        from.Visit.Cart[unit.ProductIndex]--;
        to.Visit.Cart[unit.ProductIndex]++;
        from.Kept.Remove(unit);
        to.Kept.Add(unit);
        var action = new TruthAction
        {
            TimeUs = shop.NowUs, Kind = TruthAction.Handover, Shopper = from.Visit.Shopper, To = to.Visit.Shopper,
            Gtin = shop.Layout.Products[unit.ProductIndex].Gtin, Quantity = 1, Scene = scene, Grams = Math.Round(unit.Grams, 3),
        };
        shop.Actions.Add(action);
        Spot giver = from.Walker.At;
        shop.Deeds.Add(new Deed(action, shop.NowUs, shop.NowUs, -1, [], [unit], false, [], new Point3(giver.X, giver.Y, 0.93 * from.Body.StatureMm)));
    }

    private static string Scene(StopKind kind) => kind switch
    {
        StopKind.SameMoment => "sameMoment",
        StopKind.Crossed => "crossed",
        StopKind.Exchange => "exchange",
        _ => "handover",
    };
}
