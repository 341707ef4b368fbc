namespace O4O.Edge.Drivers.Sqlite;

/// <summary>A weight change and what was made of it.</summary>
/// <param name="Event">Its number in the journal.</param>
/// <param name="AtUs">When it was known, microseconds since the Unix epoch.</param>
/// <param name="Gondola">Gondola number.</param>
/// <param name="Shelf">Shelf number in it.</param>
/// <param name="StartUs">When the first plate moved.</param>
/// <param name="LiftUs">The moment of the lift.</param>
/// <param name="DeltaMg">Sum over the plates, milligrams.</param>
/// <param name="Kind"><c>pick</c> or <c>return</c>.</param>
/// <param name="AcrossGap">The sensor was away meanwhile.</param>
/// <param name="Unsettled">The plates would not come to rest.</param>
/// <param name="EvidenceJson">
/// <c>{"plates":[{"plate","deltaMg","levelMg"}],"candidates":[{"gtin","quantity","probability"}]}</c>
/// </param>
/// <param name="Interactions">What it was taken for, in the order of the journal.</param>
public sealed record ShelfEvent(
    long Event, long AtUs, int Gondola, int Shelf, long StartUs, long LiftUs, long DeltaMg, string Kind, bool AcrossGap,
    bool Unsettled, string EvidenceJson, IReadOnlyList<ShelfInteraction> Interactions);
