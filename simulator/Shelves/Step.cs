using O4O.Edge.Store.Quantities;
using O4O.Simulator.Chance;

namespace O4O.Simulator.Shelves;

/// <summary>
/// What one plate feels while a unit is lifted off it or set down: a push, the change itself, and the ringing after it.
/// </summary>
/// <param name="Plate">Number of the plate on the shelf, from 0.</param>
/// <param name="StartUs">When the hand starts to press.</param>
/// <param name="PushUs">How long it presses before the load moves.</param>
/// <param name="PushGrams">How hard, at most; 0 after.</param>
/// <param name="MoveUs">How long the load takes to leave or to arrive.</param>
/// <param name="DeltaGrams">What stays changed, as the plate shows it.</param>
/// <param name="RingGrams">Amplitude of the ringing that begins when the move ends.</param>
/// <param name="RingHz">Its frequency.</param>
/// <param name="RingTauUs">Time in which it falls to 1/e.</param>
internal readonly record struct Step(
    int Plate, long StartUs, long PushUs, double PushGrams, long MoveUs, double DeltaGrams, double RingGrams, double RingHz,
    long RingTauUs)
{
    private long MovedUs => StartUs + PushUs + MoveUs;

    /// <summary>After this only <see cref="DeltaGrams"/> is left.</summary>
    public long DoneUs => MovedUs + 6 * RingTauUs;

    /// <summary>Grams that the plate shows beyond what it showed before.</summary>
    public double At(long nowUs)
    {
        long t = nowUs - StartUs;
        if (t <= 0) return 0;
        double grams = DeltaGrams * Wave.Smooth((double)(t - PushUs) / MoveUs);
        double u = (double)t / (PushUs + MoveUs);
        if (u < 1) return grams + PushGrams * 16 * u * u * (1 - u) * (1 - u);
        double since = nowUs - MovedUs;
        return grams + RingGrams * Elementary.Exp(-since / RingTauUs) * Wave.SinTurns(since * 1e-6 * RingHz);
    }
}
