using System.Globalization;
using System.Text;
using O4O.Edge.Store;
using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Fusion;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Tests.Store.Builders;

/// <summary>All that a state says, as text: two states that know the same read the same.</summary>
internal static class StateText
{
    /// <param name="state">The state.</param>
    /// <param name="records">The records behind it: their codes and scans are asked for.</param>
    public static string Of(StoreState state, IEnumerable<JournalRecord> records)
    {
        var text = new StringBuilder();
        foreach (Session s in state.Open) Write(text, "open", s);
        foreach (Session s in state.RecentlySettled) Write(text, "settled", s);
        foreach (LivePlanogram.Misplaced m in state.Planogram.AllMisplaced)
            Line(text, $"misplaced {m.Units} of {m.Facing.ProductIndex} on {m.Facing.ShelfIndex}: {string.Join(',', m.Facing.Plates)}");
        foreach (PendingCharge p in state.PendingCharges) Line(text, $"pending {p.ChargeId} {Json(p.Trip)}");
        Line(text, $"counts {state.Visits} {state.Events} {state.Records} {state.LastAtUs} {state.TripsCharged} {state.TripsEmpty} {state.TripsInReview}");
        Line(text, $"booked {state.ChargesBooked} refused {state.ChargesRefused} minor {state.BookedMinor}");
        for (int p = 0; p < SmallStore.Layout.Plates.Count; p++) Line(text, $"level {p} {state.Level(p)}");
        foreach (GateDecided d in records.OfType<GateDecided>())
        {
            string answer = state.Decision(d.Gate, d.BootEpoch, d.Sequence) is { } known ? Json(known) : "forgotten";
            Line(text, $"scan {d.Sequence} {answer} used {d.CodeId is not null && state.IsUsed(d.CodeId)}");
        }
        return text.ToString();
    }

    /// <summary>What the carts hold and who may use what: everything that a crash must not change.</summary>
    public static string OfMoney(StoreState state)
    {
        var text = new StringBuilder();
        foreach (Session s in state.Open) Line(text, $"{s.Shopper}: {Cart(s)}");
        foreach (PendingCharge p in state.PendingCharges) Line(text, $"pending {p.ChargeId} {p.Trip.TotalMinor}");
        return text.ToString();
    }

    private static void Write(StringBuilder text, string what, Session s)
    {
        Line(text, $"{what} {s.Id} {s.Shopper} {s.Party} {s.Ordinal} {s.OpenedUs} {s.State} people {string.Join(',', s.Tracks)} cart {Cart(s)}");
        Line(text, $"  doubts {string.Join('|', s.Doubts)} left {Json(s.Left)} settled {Json(s.Settled)} answer {Json(s.Answer)}");
    }

    private static string Cart(Session s) => string.Join(
        ' ', s.Cart.Lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Quantity}x{l.ProductIndex}@{l.Confidence:R}")));

    private static string Json(JournalRecord? record) => record is null ? "-" : Encoding.UTF8.GetString(JournalCodec.ToBytes(record));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
