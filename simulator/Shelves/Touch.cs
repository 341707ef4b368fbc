using O4O.Simulator.Chance;

namespace O4O.Simulator.Shelves;

/// <summary>A hand that leans on what stands on a plate and leaves again.</summary>
internal readonly record struct Touch(int Plate, long StartUs, long DurationUs, double Grams)
{
    public long DoneUs => StartUs + DurationUs;

    /// <summary>Grams on the plate: up, held with a tremor of a tenth at 5 Hz, down; a fifth of the time each way.</summary>
    public double At(long nowUs)
    {
        double u = (double)(nowUs - StartUs) / DurationUs;
        if (u is <= 0 or >= 1) return 0;
        double rise = Wave.Smooth(u / 0.2) * Wave.Smooth((1 - u) / 0.2);
        return Grams * rise * (1 + 0.1 * Wave.SinTurns((nowUs - StartUs) * 5e-6));
    }
}
