using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Shelves;

/// <summary>A blow to a gondola: all its plates swing together and come to rest where they were.</summary>
/// <param name="StartUs">The moment of the blow.</param>
/// <param name="Grams">First amplitude; the swing from peak to trough is less than twice that.</param>
/// <param name="Hz">Frequency of the gondola's sway.</param>
/// <param name="TauUs">Time in which it falls to 1/e.</param>
/// <param name="Seed">Makes each plate's share of it.</param>
internal readonly record struct Knock(long StartUs, double Grams, double Hz, long TauUs, ulong Seed)
{
    public long DoneUs => StartUs + 7 * TauUs;

    /// <summary>Grams on a plate; the plate's share of the blow is between 0.4 and 1.</summary>
    public double At(long nowUs, int plate)
    {
        double since = nowUs - StartUs;
        if (since <= 0) return 0;
        ulong bits = (Seed + (ulong)plate * 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        double share = 0.4 + 0.6 * ((bits >> 40) / (double)(1 << 24));
        return share * Grams * Elementary.Exp(-since / TauUs) * Wave.SinTurns(since * 1e-6 * Hz);
    }
}
