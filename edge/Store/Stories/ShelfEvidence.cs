namespace O4O.Edge.Store.Stories;

/// <summary>A weight change and everything that it may have been.</summary>
/// <param name="Event">Its number.</param>
/// <param name="LiftUs">When, store time.</param>
/// <param name="Shelf">Index of the shelf.</param>
/// <param name="FirstPlate">Index of the first plate that carried most of it.</param>
/// <param name="LastPlate">Index of the last.</param>
/// <param name="TotalMg">Change of the weight, milligrams.</param>
/// <param name="VarianceMg2">Its variance.</param>
/// <param name="Options">All that is worth a thought.</param>
public sealed record ShelfEvidence(
    long Event, long LiftUs, int Shelf, int FirstPlate, int LastPlate, double TotalMg, double VarianceMg2, IReadOnlyList<StoryOption> Options);
