using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Simulator.Chance;
using O4O.Simulator.Scenarios;

namespace O4O.Simulator.People;

/// <summary>
/// What a camera's classifier makes of a hand, without pixels: a verdict drawn from a model of its errors, and the posterior that
/// this very model gives for such a verdict, so that its shares are honest. Before the look three in ten hands are empty
/// (measured: those in sight over the suites' days) and every product is as likely as another.
/// <list type="bullet">
/// <item>A share of the grasps is badly seen: the first guess is right one time in ten, else any product, and an empty hand looks
/// no different; the posterior is nearly flat.</item>
/// <item>Otherwise a look is more or less sure (evenly, 1 less twice the mean share of mistakes, to 1), and the first guess right
/// with that probability; a wrong one is a look-alike or any product.</item>
/// <item>An empty hand is sometimes taken for one with something small in it (the lightest third of the products), and something
/// small for nothing.</item>
/// <item>Half of the looks at a grasp are the last one again, right or wrong: the view has hardly changed.</item>
/// </list>
/// </summary>
internal sealed class HandClassifier
{
    private const double EmptyBefore = 0.3, Again = 0.5, BadlySeenRight = 0.1;

    private readonly HandsOptions _options;
    private readonly Dice _dice;
    private readonly LookAlikes _alikes;
    private readonly int _products;
    private readonly bool[] _isSmall;
    private readonly int[] _small;

    public HandClassifier(StoreLayout layout, HandsOptions options, Dice dice, ulong seed)
    {
        (_options, _dice, _products) = (options, dice, layout.Products.Count);
        _alikes = new LookAlikes(_products, seed);
        _small = [.. Enumerable.Range(0, _products).OrderBy(p => layout.Products[p].Weight.Grams).ThenBy(p => p).Take(Math.Max(1, _products / 3))];
        _isSmall = new bool[_products];
        foreach (int p in _small) _isSmall[p] = true;
    }

    /// <summary>One look.</summary>
    /// <param name="track">Whose hand.</param>
    /// <param name="right">The right one.</param>
    /// <param name="hand">The hand; its view is renewed.</param>
    /// <param name="truth">The product that is really in it, or −1.</param>
    public HandLook Look(long track, bool right, Hand hand, int truth)
    {
        GraspView view = hand.View;
        bool isNew = view.Grasp != hand.Grasp;
        bool isBad = isNew ? _dice.Chance(_options.Grasp) : view.IsBad;
        if (isNew || !_dice.Chance(Again)) view = Verdict(hand.Grasp, isBad, truth);
        hand.View = view;
        return view.IsBad ? Flat(track, right, view) : view.Top < 0 ? Nothing(track, right) : Something(track, right, view);
    }

    private GraspView Verdict(int grasp, bool isBad, int truth)
    {
        if (isBad)
        {
            bool hit = truth < 0 || _products == 1 || _dice.Chance(BadlySeenRight);
            int guess = truth < 0 ? _dice.Below(_products) : hit ? truth : AnyBut(truth);
            return new GraspView(grasp, true, guess, BadlySeenRight);
        }
        double sure = _products == 1 ? 1 : 1 - 2 * (1 - _options.Accuracy) * _dice.Unit();
        bool mistaken = (truth < 0 || _isSmall[truth]) && _dice.Chance(_options.EmptyMistaken);
        if (truth < 0) return new GraspView(grasp, false, mistaken ? _small[_dice.Below(_small.Length)] : -1, sure);
        if (mistaken) return new GraspView(grasp, false, -1, sure);
        if (_dice.Chance(sure)) return new GraspView(grasp, false, truth, sure);
        return new GraspView(grasp, false, _dice.Chance(_options.Alike) ? _alikes.Of(truth, _dice.Below(_alikes.Count)) : AnyBut(truth), sure);
    }

    private int AnyBut(int product)
    {
        int other = _dice.Below(_products - 1);
        return other < product ? other : other + 1;
    }

    /// <summary>P(truth | badly seen, guess): the guess says little of the product and nothing of whether there is one.</summary>
    private static HandLook Flat(long track, bool right, GraspView view) =>
        new(track, right, Part(EmptyBefore), [new LookEntry(view.Top, Part((1 - EmptyBefore) * view.Sure))]);

    /// <summary>P(truth | nothing seen): empty, or something small overlooked.</summary>
    private HandLook Nothing(long track, bool right)
    {
        double empty = EmptyBefore * (1 - _options.EmptyMistaken);
        double small = (1 - EmptyBefore) * _options.EmptyMistaken * _small.Length / _products;
        return new HandLook(track, right, Part(empty / (empty + small)), []);
    }

    /// <summary>P(truth | guess, how sure): Bayes over the guess itself, what may be taken for it, everything else, and an empty hand.</summary>
    private HandLook Something(long track, bool right, GraspView view)
    {
        Span<int> named = stackalloc int[4];
        Span<double> weights = stackalloc double[4];
        double any = _products == 1 ? 0 : (1 - view.Sure) * (1 - _options.Alike) / (_products - 1);
        double alike = _alikes.Count == 0 ? 0 : any + (1 - view.Sure) * _options.Alike / _alikes.Count;
        (named[0], weights[0]) = (view.Top, view.Sure * Noticed(view.Top));
        double total = weights[0] + any * (_products - 1 - _alikes.Count);
        for (int i = 0; i < _alikes.Count; i++)
        {
            named[i + 1] = _alikes.Behind(view.Top, i);
            weights[i + 1] = alike * Noticed(named[i + 1]);
            total += weights[i + 1];
        }
        // All in units of one product's share before the look.
        double empty = _isSmall[view.Top] ? EmptyBefore / (1 - EmptyBefore) * _options.EmptyMistaken * _products / _small.Length : 0;
        total += empty;
        Span<LookEntry> entries = stackalloc LookEntry[4];
        for (int i = 0; i <= _alikes.Count; i++) entries[i] = new LookEntry(named[i], Part(weights[i] / total));
        return new HandLook(track, right, Part(empty / total), entries[..(_alikes.Count + 1)]);
    }

    private double Noticed(int product) => _isSmall[product] ? 1 - _options.EmptyMistaken : 1;

    /// <summary>A share in the message's parts, rounded down so that they never add up to more than one.</summary>
    private static ushort Part(double share) => (ushort)(share * HandLook.Whole);
}
