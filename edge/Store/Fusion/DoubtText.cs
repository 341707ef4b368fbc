using System.Globalization;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Store.Fusion;

/// <summary>Says a doubt as a person would: shoppers and operators read it as it stands.</summary>
internal static class DoubtText
{
    /// <summary>Why one person's visit is in doubt.</summary>
    /// <param name="layout">Names of products.</param>
    /// <param name="verdict">What was found likeliest.</param>
    /// <param name="hand">This person's hand.</param>
    /// <param name="stray">Something unknown of the same weight had been put there before.</param>
    /// <param name="sure">From which posterior on something is sure.</param>
    public static string Of(StoreLayout layout, Attribution verdict, HandClaim hand, bool stray, double sure)
    {
        if (stray) return "What was taken may be something that somebody had put there before";
        if (verdict.Moves[0].Move is not { } move) return "A weight changed here that fits no product of this shelf and no cart";
        string what = Name(layout, move);
        if (verdict.Moves.Count > 1 && verdict.Moves[1].Move is { } second) what += " and " + Name(layout, second);
        double largest = 0;
        foreach (HandClaim other in verdict.Hands) largest = Math.Max(largest, other.Probability);
        string share = hand.Probability.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        if (largest < sure || verdict.Moves.Count > 1) return $"It is not certain who {what} ({share} this person)";
        if (verdict.Candidates.Count > 1 && verdict.Candidates[0].Probability < sure)
            return $"It is not certain whether it was {Name(layout, verdict.Candidates[0])} or {Name(layout, verdict.Candidates[1])}";
        return $"It is not certain that this person {what}";
    }

    private static string Name(StoreLayout layout, ProductMove move) =>
        $"{(move.Taken > 0 ? "took" : "put back")} {Math.Abs(move.Taken)} × {layout.Products[move.ProductIndex].Name}";

    private static string Name(StoreLayout layout, Candidate candidate)
    {
        int product = layout.ProductIndex(candidate.Gtin);
        return $"{candidate.Quantity} × {(product < 0 ? candidate.Gtin : layout.Products[product].Name)}";
    }
}
