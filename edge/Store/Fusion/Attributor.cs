using System.Globalization;
using O4O.Edge.Store.Carts;
using O4O.Edge.Store.Journal;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Fusion;

/// <summary>
/// Product, count and person together: every explanation of the weight with every person whose hand was near, each pair
/// scored by one sum of log-likelihoods; "something unknown" and "somebody unseen" always stand for election too.
/// </summary>
public sealed class Attributor(StoreLayout layout, FusionOptions options)
{
    /// <summary>Score of "no product that we know": a misfit of four standard deviations beats it not.</summary>
    private const double UnknownProduct = -11;

    /// <summary>Score of "somebody whom the eyes did not see": as likely as a hand 3.2 standard deviations off.</summary>
    private const double UnseenPerson = -5.1;

    /// <summary>What putting back a thing costs that is in nobody's cart.</summary>
    private const double FromNowhere = -7;

    /// <summary>
    /// What two people in one moment gain: it is rare, but a second hand that lies on the very plate and takes nothing is rarer.
    /// </summary>
    private const double TwoPeople = 0.5;

    /// <summary>A hand within so many millimetres lies on the plate.</summary>
    private const double OnPlateMm = 100;
    private const int ExplanationsTried = 12;
    private const int CandidatesKept = 5;

    private readonly record struct Option(Explanation? What, Hand? First, Hand? Second, double Score);

    /// <summary>Weighs all possibilities.</summary>
    public Attribution Attribute(
        List<Explanation> explanations, List<Hand> hands, Func<ulong, List<Hand>> handsAt, StoreState state, bool putDown)
    {
        var possible = new List<Option>();
        int tried = Math.Min(ExplanationsTried, explanations.Count);
        for (int i = 0; i < tried; i++) AddOptions(explanations[i], hands, handsAt, state, possible);
        AddForAll(null, UnknownProduct, hands, possible);
        double all = double.NegativeInfinity;
        int best = 0;
        for (int i = 0; i < possible.Count; i++)
        {
            all = Elementary.LogAdd(all, possible[i].Score);
            if (possible[i].Score > possible[best].Score) best = i;
        }
        Option winner = possible[best];
        double confidence = 0;
        foreach (Option o in possible)
            if (SameEffect(o, winner)) confidence += Elementary.Exp(o.Score - all);
        return new Attribution(
            Moves(winner), Rounded(Math.Min(0.999, confidence)), Candidates(explanations, putDown), Claims(hands, possible, all),
            Reason(winner, hands));
    }

    private void AddOptions(
        Explanation e, List<Hand> hands, Func<ulong, List<Hand>> handsAt, StoreState state, List<Option> possible)
    {
        if (e.Second is null)
        {
            foreach (Hand h in hands) possible.Add(new Option(e, h, null, e.LogLikelihood + h.LogLikelihood + FromCart(e.First, h, state)));
            possible.Add(new Option(e, null, null, e.LogLikelihood + UnseenPerson + (e.First.Taken < 0 ? FromNowhere : 0)));
            if (e.First.Taken > 1) AddShared(e, hands, possible);
            return;
        }
        ProductMove second = e.Second.Value;
        foreach (Hand a in e.FirstPlates == ulong.MaxValue ? hands : handsAt(e.FirstPlates))
        {
            foreach (Hand b in e.SecondPlates == ulong.MaxValue ? hands : handsAt(e.SecondPlates))
            {
                bool same = a.Person.Id == b.Person.Id;
                double who = same ? Math.Min(a.LogLikelihood, b.LogLikelihood) : a.LogLikelihood + b.LogLikelihood + Together(a, b);
                possible.Add(new Option(e, a, b, e.LogLikelihood + who + FromCart(e.First, a, state) + FromCart(second, b, state)));
            }
        }
        possible.Add(new Option(e, null, null, e.LogLikelihood + UnseenPerson + FromNowhere));
    }

    /// <summary>Several of one product, shared between two people whose hands are both there: one each, the rest to either.</summary>
    private void AddShared(Explanation e, List<Hand> hands, List<Option> possible)
    {
        int n = e.First.Taken;
        foreach (Hand a in hands)
        {
            foreach (Hand b in hands)
            {
                if (a.Person.Session == b.Person.Session || (n == 2 && b.Person.Id < a.Person.Id)) continue;
                var shared = e with { First = e.First with { Taken = n - 1 }, Second = e.First with { Taken = 1 } };
                double score = e.LogLikelihood + options.CountPenalty + a.LogLikelihood + b.LogLikelihood + Together(a, b);
                possible.Add(new Option(shared, a, b, score));
            }
        }
    }

    private static double Together(Hand a, Hand b) =>
        a.DistanceMm < OnPlateMm && b.DistanceMm < OnPlateMm ? TwoPeople : TwoPeople - 2;

    private static void AddForAll(Explanation? e, double score, List<Hand> hands, List<Option> possible)
    {
        foreach (Hand h in hands) possible.Add(new Option(e, h, null, score + h.LogLikelihood));
        possible.Add(new Option(e, null, null, score + UnseenPerson));
    }

    /// <summary>A put-back comes from a cart: this person's, or it is not understood.</summary>
    private static double FromCart(ProductMove move, Hand hand, StoreState state)
    {
        if (move.Taken > 0) return 0;
        Session? session = state.Find(hand.Person.Session);
        return session is not null && session.Cart.Quantity(move.ProductIndex) >= -move.Taken ? 0 : FromNowhere;
    }

    private static bool SameEffect(Option a, Option b) =>
        a.What?.First == b.What?.First && a.What?.Second == b.What?.Second &&
        a.First?.Person.Session == b.First?.Person.Session && a.Second?.Person.Session == b.Second?.Person.Session;

    private static List<AttributedMove> Moves(Option o)
    {
        if (o.What is null) return [new AttributedMove(null, o.First?.Person.Session)];
        var moves = new List<AttributedMove> { new(o.What.First, o.First?.Person.Session) };
        if (o.What.Second is { } second) moves.Add(new AttributedMove(second, o.Second?.Person.Session));
        return moves;
    }

    private List<Candidate> Candidates(List<Explanation> explanations, bool putDown)
    {
        double all = UnknownProduct;
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

    private static List<HandClaim> Claims(List<Hand> hands, List<Option> possible, double all)
    {
        var claims = new List<HandClaim>();
        foreach (Hand h in hands)
        {
            double p = 0;
            foreach (Option o in possible)
                if (o.First?.Person.Id == h.Person.Id || o.Second?.Person.Id == h.Person.Id) p += Elementary.Exp(o.Score - all);
            claims.Add(new HandClaim(h.Person.Session, h.Person.Id, (int)Math.Round(h.DistanceMm), Rounded(Math.Min(1, p))));
        }
        return claims;
    }

    private string Reason(Option o, List<Hand> hands)
    {
        string who = o.First is { } h
            ? string.Create(CultureInfo.InvariantCulture, $"a hand {h.DistanceMm / 10:0} cm away")
            : hands.Count == 0 ? "nobody within reach" : "nobody near enough";
        if (o.What is null) return "no product of this shelf and no cart explains this weight; " + who;
        string what = Describe(o.What.First) + (o.What.Second is { } s ? " and " + Describe(s) : "");
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {o.What.Misfit:0.0} standard deviations off its weight; {who}");
    }

    private string Describe(ProductMove m) =>
        $"{(m.Taken > 0 ? "took" : "put back")} {Math.Abs(m.Taken)} × {layout.Products[m.ProductIndex].Name}";

    /// <summary>Six digits: enough for anybody, and the same text everywhere.</summary>
    private static double Rounded(double p) => Math.Round(p, 6);
}
