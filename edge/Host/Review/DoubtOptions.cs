namespace O4O.Edge.Host.Review;

/// <summary>What counts as doubtful while a trip goes on: pictures of it are held in memory until the trip is settled.</summary>
/// <param name="SureFrom">A step told with less confidence than this is in doubt, 0.5 to 1.</param>
public sealed record DoubtOptions(double SureFrom = 0.95)
{
    /// <summary>Pictures begin so long before the first plate moves, and end so long after the last word about it, µs.</summary>
    public const long BeforeUs = 3_000_000, AfterUs = 2_000_000;

    /// <summary>Pictures of a person begin so long before they were seen last, µs.</summary>
    public const long PersonBeforeUs = 8_000_000;

    /// <summary>And never reach farther from the lift than this, µs.</summary>
    public const long ReachUs = 10_000_000;

    /// <summary>Weight changes are remembered for so long where nothing is in doubt, µs: for doubts that come later.</summary>
    public const long RememberUs = 300_000_000;

    /// <summary>Weight changes that are remembered at most.</summary>
    public const int EventsMax = 4096;

    /// <summary>Doubts of one visit at most; what is beyond has no pictures.</summary>
    public const int DoubtsMax = 24;

    /// <summary>A hand that near, with at least this posterior, makes a change somebody's business too.</summary>
    public const double NearProbability = 0.02;
}
