using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Stories;

namespace O4O.Edge.Store.Fusion;

/// <summary>What was found, as the journal keeps it for people: candidates, hands.</summary>
internal static class Claims
{
    private const int CandidatesKept = 5;

    /// <summary>What weight and place alone say, likeliest first.</summary>
    public static List<Candidate> Candidates(StoreLayout layout, List<Explanation> explanations, bool putDown)
    {
        double all = Plot.UnknownScore;
        foreach (Explanation e in explanations) all = Elementary.LogAdd(all, e.LogLikelihood);
        var best = new List<Candidate>();
        foreach (Explanation e in explanations)
        {
            if (best.Count >= CandidatesKept) break;
            ProductMove move = putDown == e.First.Taken < 0 || e.Second is null ? e.First : e.Second.Value;
            string gtin = layout.Products[move.ProductIndex].Gtin;
            double p = Elementary.Exp(e.LogLikelihood - all);
            int at = best.FindIndex(c => c.Gtin == gtin && c.Quantity == Math.Abs(move.Taken));
            if (at >= 0) best[at] = best[at] with { Probability = Rounded(best[at].Probability + p) };
            else best.Add(new Candidate(gtin, Math.Abs(move.Taken), Rounded(p)));
        }
        return best;
    }

    /// <summary>Who was near, and how likely each had part in it.</summary>
    public static List<HandClaim> Hands(List<Hand> hands, ShelfEvidence seen, EventVerdict verdict)
    {
        var claims = new List<HandClaim>(hands.Count);
        foreach (Hand h in hands)
        {
            double p = 0;
            for (int o = 0; o < seen.Options.Count; o++)
                if (seen.Options[o].FirstHand?.Track == h.Person.Id || seen.Options[o].SecondHand?.Track == h.Person.Id) p += verdict.ByOption[o];
            claims.Add(new HandClaim(h.Person.Session, h.Person.Id, (int)Math.Round(h.DistanceMm), Rounded(Math.Min(1, p))));
        }
        return claims;
    }

    /// <summary>Six digits: enough for anybody, and the same text everywhere.</summary>
    public static double Rounded(double p) => Math.Round(p, 6);
}
