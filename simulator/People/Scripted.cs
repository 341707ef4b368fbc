using O4O.Edge.Store.Layout;
using O4O.Simulator.Commands;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;

namespace O4O.Simulator.People;

/// <summary>What a script tells one shopper to do, one step after the other, for as long as there is time to begin something.</summary>
internal sealed class Scripted(Shop shop, Person me, Life life, Takings takings, Company company, Restocking restocking)
{
    private const long JoinUs = 20_000_000;

    /// <summary>The steps of this visit, those before its last one; a step that comes in again ends it.</summary>
    public IEnumerable<long> Run()
    {
        while (me.Visit.Script.Count > 0 && me.Visit.Script.Peek() is var step && step.Do != ScriptActions.ReEnter)
        {
            me.Visit.Script.Dequeue();
            if (step.At is { } at && shop.StartUs + (long)(at * 1e6) is var atUs && atUs > shop.NowUs) yield return atUs;
            if (shop.NowUs >= shop.LeaveByUs) yield break;
            foreach (long wait in Do(step)) yield return wait;
            me.BusyFacing = -1;
        }
    }

    /// <summary>Waits until the script has said that the group parts, or the other one has left.</summary>
    public IEnumerable<long> AwaitParting()
    {
        while (!me.Visit.HasParted && shop.NowUs < shop.LeaveByUs) yield return 0;
    }

    private IEnumerable<long> Do(ScriptStep step)
    {
        int facing = step.Facing is { } named ? Find(shop.Layout, named) : -1;
        switch (step.Do)
        {
            case ScriptActions.Join: return Join();
            case ScriptActions.LeaveGroup:
                me.Visit.HasParted = true;
                takings.PlainScene = "leaveGroup";
                return [];
            case ScriptActions.Restock: return restocking.Fill(facing, step.Count);
            case ScriptActions.PickSeveral: return life.StopWith(facing, f => takings.Take(f, step.Count, "double", 0, []));
            case ScriptActions.ReturnHere: return life.StopWith(facing, f => takings.BringBack(f));
            case ScriptActions.ReturnToWrongPlace:
                int to = step.To is { } place ? Find(shop.Layout, place) : -1;
                return life.StopWith(facing, f => takings.LeaveElsewhere(f, to));
            default: return life.Stop(Kind(step.Do), facing);
        }
    }

    private IEnumerable<long> Join()
    {
        long untilUs = Math.Min(shop.NowUs + JoinUs, shop.LeaveByUs);
        Meeting? meeting = company.Find();
        while (meeting is null && shop.NowUs < untilUs)
        {
            yield return 0;
            meeting = company.Find();
        }
        if (meeting is null) yield break;
        foreach (long wait in company.Join(meeting)) yield return wait;
    }

    private static StopKind Kind(string action) => action switch
    {
        ScriptActions.Row => StopKind.Row,
        ScriptActions.BothHands => StopKind.BothHands,
        ScriptActions.PickMisplaced => StopKind.Stray,
        ScriptActions.Handover => StopKind.Handover,
        ScriptActions.Exchange => StopKind.Exchange,
        ScriptActions.SameMoment => StopKind.SameMoment,
        ScriptActions.Crossed => StopKind.Crossed,
        ScriptActions.TakeAndReturn => StopKind.Hesitate,
        ScriptActions.LongHold => StopKind.LongHold,
        ScriptActions.Touch => StopKind.Touch,
        ScriptActions.Knock => StopKind.Knock,
        ScriptActions.SlowLift => StopKind.SlowLift,
        ScriptActions.Lean => StopKind.Lean,
        ScriptActions.Swap => StopKind.Swap,
        _ => StopKind.Plain,
    };

    /// <summary>The dense index of the facing that a script names.</summary>
    /// <exception cref="UserMistakeException">The store has none like it.</exception>
    public static int Find(StoreLayout layout, ScriptFacing named)
    {
        for (int f = 0; f < layout.Facings.Count; f++)
        {
            Shelf shelf = layout.Shelves[layout.Facings[f].ShelfIndex];
            if (layout.Products[layout.Facings[f].ProductIndex].Gtin == named.Gtin && (named.Gondola ?? shelf.Gondola) == shelf.Gondola &&
                (named.Shelf ?? shelf.Number) == shelf.Number) return f;
        }
        throw new UserMistakeException($"the script names a facing of {named.Gtin} that the store does not have");
    }
}
