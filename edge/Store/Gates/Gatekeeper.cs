using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Gates;

/// <summary>Says yes or no to a scan. Everything it must remember is in the journal; only the rate of scans is not.</summary>
public sealed class Gatekeeper(string storeId, GateOptions options, int sessionsMax, CodeVerifier verifier, int gateCount)
{
    private readonly double[] _tokens = Filled(gateCount, options.BurstMax);
    private readonly StoreTime[] _refilled = new StoreTime[gateCount];

    /// <summary>Judges a scan that was not answered before.</summary>
    public GateDecided Decide(StoreTime now, int gateIndex, string device, GateScan scan, StoreState state)
    {
        if (!Allow(gateIndex, now)) return Refuse(now, device, scan, GateReasons.TooFast, null);
        if (verifier.Verify(scan.Code, out string reason) is not { } code) return Refuse(now, device, scan, reason, null);
        if (Judge(now, code, state) is { } refusal) return Refuse(now, device, scan, refusal, code);
        return new GateDecided(
            now.Us, device, scan.Mark.BootEpoch, scan.Mark.Sequence, true, GateReasons.Admitted, Identities.Session(storeId, code.Id),
            code.Subject, code.Id, code.Expires.Us + options.SkewUs, code.Party, code.Staff);
    }

    private string? Judge(StoreTime now, GateCode code, StoreState state)
    {
        if (code.StoreId != storeId) return GateReasons.OtherStore;
        if (code.Expires - code.Issued > options.LifetimeMaxUs) return GateReasons.LivesTooLong;
        if (now < code.Issued - options.SkewUs) return GateReasons.NotYetValid;
        if (now > code.Expires + options.SkewUs) return GateReasons.Expired;
        if (state.IsUsed(code.Id)) return GateReasons.Used;
        if (code.Party > options.PartyMax) return GateReasons.PartyTooLarge;
        if (state.Open.Count >= sessionsMax) return GateReasons.StoreFull;
        foreach (Carts.Session session in state.Open)
            if (session.Shopper == code.Subject && session.State != Carts.SessionState.Leaving) return GateReasons.AlreadyInside;
        return null;
    }

    private static GateDecided Refuse(StoreTime now, string device, GateScan scan, string reason, GateCode? code) => new(
        now.Us, device, scan.Mark.BootEpoch, scan.Mark.Sequence, false, reason, null, code?.Subject, code?.Id, 0, 0);

    /// <summary>A token bucket a gate: nobody guesses codes by the thousand.</summary>
    private bool Allow(int gateIndex, StoreTime now)
    {
        ref double tokens = ref _tokens[gateIndex];
        ref StoreTime refilled = ref _refilled[gateIndex];
        if (now > refilled) tokens = Math.Min(options.BurstMax, tokens + (now - refilled) / (double)options.RefillUs);
        refilled = StoreTime.Later(refilled, now);
        if (tokens < 1) return false;
        tokens -= 1;
        return true;
    }

    private static double[] Filled(int count, double value)
    {
        var filled = new double[count];
        Array.Fill(filled, value);
        return filled;
    }
}
