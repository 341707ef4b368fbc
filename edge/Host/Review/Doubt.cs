namespace O4O.Edge.Host.Review;

/// <summary>A movement at a shelf of which somebody may want to see pictures.</summary>
/// <param name="Number">The weight change's number; below 0 for a doubt about a person and no shelf.</param>
/// <param name="Shelf">The shelf's device; of a doubt about a person the camera's that saw them.</param>
/// <param name="FromUs">Where pictures begin, store time, µs.</param>
/// <param name="ToUs">Where they end.</param>
public sealed record Doubt(long Number, string Shelf, long FromUs, long ToUs);
