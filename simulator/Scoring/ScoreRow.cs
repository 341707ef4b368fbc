namespace O4O.Simulator.Scoring;

/// <summary>One shopper's receipt against what was really carried out, in units of product.</summary>
/// <param name="Shopper">Who.</param>
/// <param name="Truth">Units carried out.</param>
/// <param name="Got">Units on the receipt.</param>
/// <param name="TruePositives">Units on both: the sum over products of the smaller number.</param>
/// <param name="FalsePositives">Units on the receipt that were not carried out.</param>
/// <param name="FalseNegatives">Units carried out that are not on the receipt.</param>
/// <param name="Exact">True when the receipt says precisely what was carried out.</param>
/// <param name="Reviewed">True when a person is asked before anything is charged.</param>
/// <param name="HasReceipt">False when there is none for this shopper.</param>
/// <param name="IsKnown">False for a shopper whom the truth does not know.</param>
/// <param name="IsAffected">True when a fault could have made the receipt wrong: a person should be asked.</param>
public sealed record ScoreRow(
    string Shopper, int Truth, int Got, int TruePositives, int FalsePositives, int FalseNegatives, bool Exact, bool Reviewed,
    bool HasReceipt, bool IsKnown, bool IsAffected = false);
