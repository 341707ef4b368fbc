namespace O4O.Edge.Store.Journal;

/// <summary>Somebody gave somebody else what they carried; no shelf took part.</summary>
/// <param name="AtUs">When it was decided.</param>
/// <param name="Meeting">Counts the meetings of hands from 1.</param>
/// <param name="MetUs">When the hands met.</param>
/// <param name="From">Whose cart lost it.</param>
/// <param name="To">Whose cart gained it.</param>
/// <param name="Gtin">What.</param>
/// <param name="Quantity">Units; negative where it is taken back on second thought.</param>
/// <param name="Confidence">Posterior when it was told, 0 to 1; of what is taken back, that it was not so.</param>
public sealed record HandedOver(
    long AtUs, long Meeting, long MetUs, string From, string To, string Gtin, int Quantity, double Confidence) : JournalRecord(AtUs);
