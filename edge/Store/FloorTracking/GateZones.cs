using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.FloorTracking;

/// <summary>Where people come in and leave.</summary>
internal sealed class GateZones(StoreLayout layout)
{
    /// <summary>So near to a gate's entry zone is in it, mm.</summary>
    private const double SlackMm = 400;

    /// <summary>Whether somebody new may well appear there; anywhere in a store without gates.</summary>
    public bool IsAtGate(Point3 place)
    {
        if (layout.Gates.Count == 0) return true;
        for (int g = 0; g < layout.Gates.Count; g++)
            if (layout.Gates[g].EntryZone.FloorDistanceMm(place) <= SlackMm) return true;
        return false;
    }

    /// <summary>Whether who is not seen any more has left.</summary>
    public bool IsInExit(Point3 place)
    {
        for (int g = 0; g < layout.Gates.Count; g++)
            if (layout.Gates[g].ExitZone.FloorDistanceMm(place) <= 0) return true;
        return false;
    }
}
