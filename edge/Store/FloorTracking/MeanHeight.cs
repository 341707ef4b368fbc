namespace O4O.Edge.Store.FloorTracking;

/// <summary>How high somebody's head is while walking: a mean whose oldest parts fade. Who walks is upright; who stands may bend.</summary>
internal struct MeanHeight
{
    /// <summary>The mean is over the last so many pictures, some two seconds of walking under a few cameras.</summary>
    private const int CountMax = 50;

    /// <summary>Who is found so much lower or higher has bent down, or was badly seen: it counts as no more.</summary>
    private const double BendMm = 40;

    /// <summary>Fewer than this are no mean.</summary>
    private const int CountMin = 5;

    /// <summary>
    /// How well a mean is measured, mm: what pictures of one time and place have in common (calibration, gait), and what falls off with their
    /// number, as of so many.
    /// </summary>
    private const double CommonSigmaMm = 8, OwnSigmaMm = 12, OwnCount = 15;

    /// <summary>Pictures that it comes from.</summary>
    public int Count { get; private set; }

    public double Mm { get; private set; }

    public readonly bool IsKnown => Count >= CountMin;

    /// <summary>Takes in one picture.</summary>
    public void Add(double mm)
    {
        if (Count < CountMax) Count++;
        Mm += (Count <= CountMin ? mm - Mm : Math.Clamp(mm - Mm, -BendMm, BendMm)) / Count;
    }

    /// <summary>Half the squared distance of two means of one person, in standard deviations of it; 0 where one is not known.</summary>
    public static double Surprise(in MeanHeight before, in MeanHeight after)
    {
        if (!before.IsKnown || !after.IsKnown) return 0;
        double off = before.Mm - after.Mm;
        double variance = CommonSigmaMm * CommonSigmaMm + OwnSigmaMm * OwnSigmaMm * OwnCount / after.Count;
        return off * off / (2 * variance);
    }
}
