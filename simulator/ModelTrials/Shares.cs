namespace O4O.Simulator.ModelTrials;

/// <summary>Counts of one slice of the people that were to be found.</summary>
internal sealed class Shares
{
    /// <summary>How near counts as there, millimetres.</summary>
    public const double NearMm = 100;

    /// <summary>Who was to be found, and who was.</summary>
    public int People, Found;

    /// <summary>Heads in sight of those found, and how many were pointed at within <see cref="NearMm"/>.</summary>
    public int Heads, HeadsNear;

    /// <summary>The same of wrists.</summary>
    public int Wrists, WristsNear;

    /// <summary>Wrists that were pointed at within <see cref="NearMm"/>, were it as the other hand.</summary>
    public int WristsNearEither;

    public double? Recall => Of(Found, People);

    public double? HeadShare => Of(HeadsNear, Heads);

    public double? WristShare => Of(WristsNear, Wrists);

    public double? EitherWristShare => Of(WristsNearEither, Wrists);

    public static double? Of(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
