namespace O4O.Simulator.Chance;

/// <summary>
/// Sine out of multiplications and additions alone: the platform's own may differ in the last bit from machine to machine,
/// and a recording must not. Absolute error below 1e-9, plenty for a ringing plate and a swinging arm.
/// </summary>
public static class Wave
{
    private const double TwoPi = 6.283185307179586;

    /// <summary>Sine of a number of whole turns: <c>SinTurns(0.25)</c> is 1.</summary>
    public static double SinTurns(double turns)
    {
        double x = turns - Math.Floor(turns); // 0 … 1
        if (x > 0.75) x -= 1;
        else if (x > 0.25) x = 0.5 - x;       // −¼ … ¼
        double r = x * TwoPi, r2 = r * r;
        // Taylor up to r^15: the next term is below 7e-12 at a quarter turn.
        return r * (1 - r2 / 6 * (1 - r2 / 20 * (1 - r2 / 42 * (1 - r2 / 72 * (1 - r2 / 110 * (1 - r2 / 156 * (1 - r2 / 210)))))));
    }

    /// <summary>Cosine of a number of whole turns.</summary>
    public static double CosTurns(double turns) => SinTurns(turns + 0.25);

    /// <summary>0 to 1 without a corner: the S-curve 3u² − 2u³, clamped.</summary>
    public static double Smooth(double u) => u <= 0 ? 0 : u >= 1 ? 1 : u * u * (3 - 2 * u);

    /// <summary>0 to 1 with minimum jerk, as hands move (Flash, Hogan 1985): 10u³ − 15u⁴ + 6u⁵, clamped.</summary>
    public static double MinimumJerk(double u) => u <= 0 ? 0 : u >= 1 ? 1 : u * u * u * (10 + u * (6 * u - 15));
}
