using O4O.Simulator.Chance;

namespace O4O.Simulator.Shelves;

/// <summary>A hand that leans on what stands on a plate and leaves again. No hand is steady.</summary>
/// <param name="Plate">Number of the plate on the shelf, from 0.</param>
/// <param name="StartUs">When it begins.</param>
/// <param name="DurationUs">How long it lasts.</param>
/// <param name="Grams">The force meant, as grams on this plate.</param>
/// <param name="Tremor">Makes the hand's unsteadiness: the same for all plates that one hand leans on.</param>
internal readonly record struct Touch(int Plate, long StartUs, long DurationUs, double Grams, ulong Tremor)
{
    private const int Tones = 8;
    private const double LowHz = 1, HighHz = 12, LeastShare = 0.04, MostShare = 0.08;

    public long DoneUs => StartUs + DurationUs;

    /// <summary>Grams on the plate: up, held, down; a fifth of the time each way.</summary>
    public double At(long nowUs)
    {
        double u = (double)(nowUs - StartUs) / DurationUs;
        if (u is <= 0 or >= 1) return 0;
        double rise = Wave.Smooth(u / 0.2) * Wave.Smooth((1 - u) / 0.2);
        return Grams * rise * (1 + Unsteadiness(1e-6 * (nowUs - StartUs)));
    }

    /// <summary>
    /// The force's fluctuations as a share of it: band-limited noise, one standard deviation 4 to 8 % of the force, between 1
    /// and 12 Hz. Somebody who presses as steadily as can be fluctuates by some per cent of the force, in proportion to it and
    /// nearly all below 12 Hz (Slifkin, Newell 1999), physiological tremor at 8 to 12 Hz included. Eight tones, one in each
    /// eighth of the band, of random place in it and phase.
    /// </summary>
    private double Unsteadiness(double seconds)
    {
        double share = LeastShare + (MostShare - LeastShare) * Part(0), sum = 0;
        for (int tone = 0; tone < Tones; tone++)
        {
            double hz = LowHz + (HighHz - LowHz) * (tone + Part(1 + tone)) / Tones;
            sum += Wave.SinTurns(hz * seconds + Part(1 + Tones + tone));
        }
        return share * sum * 0.5; // eight sines of amplitude ½ have a standard deviation of 1
    }

    /// <summary>One of the tremor's random numbers, 0 … 1 (the finaliser of SplitMix64).</summary>
    private double Part(int index)
    {
        ulong z = Tremor + (ulong)(index + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
