using System.Globalization;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;

namespace O4O.Edge.Store.Stories;

/// <summary>Says why, as a person would: shoppers and operators read it as it stands.</summary>
internal static class ReasonText
{
    /// <summary>Why an event was this.</summary>
    public static string Of(StoreLayout layout, StoryMove move, StoryOption? option, Account account)
    {
        string who = Who(move, option, account);
        if (!move.Item.IsKnown) return "no product of this shelf and no cart explains this weight; " + who;
        string what = $"{(move.Taken > 0 ? "took" : "put back")} {Math.Abs(move.Taken)} × {layout.Products[move.Item.Product].Name}";
        return option?.What is { } e
            ? string.Create(CultureInfo.InvariantCulture, $"{what}: {e.Misfit:0.0} standard deviations off its weight; {who}")
            : $"{what} while somebody else {(move.Taken > 0 ? "put one down" : "took one")}, so that no weight was left to see; {who}";
    }

    /// <summary>Why a person must look at a visit whose cart is not sure.</summary>
    public static List<string> Doubts(StoreLayout layout, CartVerdict verdict)
    {
        var reasons = new List<string>();
        if (verdict.Cart.HasUnknown) reasons.Add("A weight changed here that fits no product of this shelf and no cart");
        if (verdict.Next is null) return reasons;
        string share = verdict.Probability.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
        foreach (Held line in verdict.Cart.Lines)
        {
            if (!line.Item.IsKnown) continue;
            int other = verdict.Next.Units(line.Item.Product);
            if (other != line.Units) reasons.Add($"It is not certain that this person has {line.Units} × {layout.Products[line.Item.Product].Name}, and not {other} ({share})");
        }
        foreach (Held line in verdict.Next.Lines)
        {
            if (!line.Item.IsKnown) reasons.Add("Something unknown may have been taken");
            else if (verdict.Cart.Units(line.Item.Product) == 0)
                reasons.Add($"It is not certain whether this person has {line.Units} × {layout.Products[line.Item.Product].Name}");
        }
        return reasons;
    }

    private static string Who(StoryMove move, StoryOption? option, Account account)
    {
        if (move.Session is not null && option is not null)
        {
            foreach (HandClaim hand in account.Hands)
                if (hand.Session == move.Session && (hand.Track == option.FirstHand?.Track || hand.Track == option.SecondHand?.Track))
                    return string.Create(CultureInfo.InvariantCulture, $"a hand {hand.DistanceMm / 10.0:0} cm away");
        }
        return account.Hands.Count == 0 ? "nobody within reach" : "nobody near enough";
    }
}
