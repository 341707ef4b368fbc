using O4O.CloudSync.Contract;
using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Host.Effects;

/// <summary>Makes the charge event of a settled trip; the same trip always gives the same event.</summary>
public static class ChargeMaker
{
    public static ChargeEvent Make(StoreLayout layout, PendingCharge charge)
    {
        SessionSettled trip = charge.Trip;
        var lines = new List<ChargeLine>(trip.Lines.Count);
        foreach (SettledLine line in trip.Lines)
            lines.Add(new ChargeLine(line.Gtin, line.Name, line.Quantity, line.UnitPriceMinor, line.UnitPriceMinor * line.Quantity));
        return new ChargeEvent(charge.ChargeId, layout.StoreId, trip.Session, trip.Shopper, layout.Currency, lines, trip.TotalMinor, trip.AtUs);
    }
}
