using System.Globalization;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Wire;
using O4O.Simulator.Chance;
using O4O.Simulator.Rendering.Stores;

namespace O4O.Simulator.ModelTrials;

/// <summary>
/// The network of products in hands, run as the edge runs it, on stores that sell products which none of its training pictures showed: how
/// often it names the right one of sixty, known by five pictures each and by twenty, what its shares are worth, and how looks at one grasp hang together.
/// </summary>
internal sealed class HandsTrial : IModelTrial
{
    /// <summary>Products that may be in a hand, pictures that they are known by, and looks at each.</summary>
    private const int Among = 60, Few = 5, Many = 20, Asked = 5, BareAStore = 30;

    /// <summary>Half of the products that are kept for judging; the manifest's numbers are fitted on the other half.</summary>
    private const int FirstProduct = 4_500, ProductCount = RandomCatalogue.Total - FirstProduct;

    private readonly string _model;

    /// <param name="model">A model's name, its manifest (.json) or its file (.onnx).</param>
    public HandsTrial(string model) => _model = model;

    /// <inheritdoc/>
    public string Name => "hands";

    /// <inheritdoc/>
    public TrialResult Run(TrialRequest request)
    {
        using var embedder = new HandEmbedder(ModelLibrary.Default.Open(_model));
        HandsTally few = new(), many = new();
        var bare = new EmptyTally(embedder.Hands);
        var grasps = new GraspTally();
        var timed = new List<double>();
        for (int s = 0; s < request.Seeds.Count; s++)
        {
            ulong seed = request.Seeds.First + (ulong)s;
            StoreFile file = RandomStore.Create(seed, FirstProduct, ProductCount);
            var store = new HandsStore(embedder, file, WildCameras.For(file.ToLayout(), request.Cameras, seed), request.Width, request.Day(seed), seed);
            Ask(store, embedder, file, seed, few, many, bare);
            HandGallery whole = Enrolled(store, embedder, file.Products.Select(p => p.Gtin), Few);
            if (whole.Gtins.Length > 0) GraspWatch.Run(store, new HandGuesser(whole, embedder.Hands), grasps);
            timed.Add(HandTimes.Of(embedder));
            request.Said($"{s + 1} of {request.Seeds.Count} stores");
        }
        return Result(embedder, few, many, bare, grasps, timed);
    }

    /// <summary>Enrols products of a store by posed pictures; those of which too few come out are left out.</summary>
    public static HandGallery Enrolled(HandsStore store, HandEmbedder embedder, IEnumerable<string> gtins, int pictures)
    {
        HandGallery gallery = HandGallery.Empty(embedder.Model);
        foreach (string gtin in gtins)
        {
            var directions = new List<float>();
            for (int n = 0; n < pictures; n++)
                if (store.Pose(gtin, n) is { } hand) directions.AddRange(hand.Direction);
            if (directions.Count > 0) gallery = gallery.With(long.Parse(gtin, CultureInfo.InvariantCulture), directions.ToArray());
        }
        return gallery;
    }

    private static void Ask(HandsStore store, HandEmbedder embedder, StoreFile file, ulong seed, HandsTally few, HandsTally many, EmptyTally bare)
    {
        // Sixty at random; who sells fewer is asked among all.
        var dice = new Dice(seed, "sixty products");
        List<string> gtins = [.. file.Products.Select(p => p.Gtin)];
        while (gtins.Count > Among) gtins.RemoveAt(dice.Below(gtins.Count));
        HandGallery byFew = HandGallery.Empty(embedder.Model), byMany = byFew;
        var asked = new List<(long Gtin, SeenHand Hand)>();
        foreach (string gtin in gtins)
        {
            var hands = new List<SeenHand>();
            for (int n = 0; n < Many + Asked; n++)
                if (store.Pose(gtin, n) is { } hand) hands.Add(hand);
            if (hands.Count < Few + Asked) continue;
            long number = long.Parse(gtin, CultureInfo.InvariantCulture);
            int known = hands.Count - Asked;
            byMany = byMany.With(number, [.. hands.Take(known).SelectMany(h => h.Direction)]);
            byFew = byFew.With(number, [.. hands.Take(Few).SelectMany(h => h.Direction)]);
            foreach (SeenHand hand in hands.Skip(known)) asked.Add((number, hand));
        }
        if (asked.Count == 0) return;
        var brands = byFew.Gtins.GroupBy(HandGuesser.BrandOf).ToDictionary(g => g.Key, g => g.Count());
        foreach ((HandGallery gallery, HandsTally tally) in ((HandGallery, HandsTally)[])[(byFew, few), (byMany, many)])
        {
            var guesser = new HandGuesser(gallery, embedder.Hands);
            foreach ((long gtin, SeenHand hand) in asked)
            {
                (long said, double share) = guesser.Guess(hand.Direction);
                tally.Add(hand, said == gtin, HandGuesser.BrandOf(said) == HandGuesser.BrandOf(gtin), brands[HandGuesser.BrandOf(gtin)] > 1, share);
            }
        }
        foreach ((_, SeenHand hand) in asked) bare.Add(hand, isEmpty: false);
        for (int n = 0; n < BareAStore; n++)
            if (store.Pose(null, n) is { } hand) bare.Add(hand, isEmpty: true);
    }

    private static TrialResult Result(HandEmbedder embedder, HandsTally few, HandsTally many, EmptyTally bare, GraspTally grasps, List<double> timed)
    {
        ModelManifest manifest = embedder.Model.Manifest;
        timed.Sort();
        Mark[] marks =
        [
            new($"right one of {Among} by {Many} pictures", many.Top1, 0.95),
            new($"right one of {Among} by {Few} pictures", few.Top1, 0.85),
            new("a look on one thread", timed.Count > 0 ? timed[timed.Count / 2] : null, 5, IsLeast: false, Unit: " ms"),
        ];
        var lines = new List<string>
        {
            Text($"{few.Looks} looks at products that no training picture showed; of the wrong ones {few.WrongOfTheBrand:0.00} were of the same brand"),
            Text($"calibration error of the first guess: {few.CalibrationError:0.000} by {Few} pictures, {many.CalibrationError:0.000} by {Many}"),
            Text($"held taken for empty: {bare.HeldMissed:0.000}; empty taken for held: {bare.EmptyMissed:0.000}; calibration error of empty: {bare.CalibrationError:0.000}"),
        };
        lines.AddRange(grasps.Lines());
        lines.Add("");
        lines.Add($"{$"by {Few} pictures",-36} {"looks",7} {"right",7}");
        lines.AddRange(few.Lines());
        var figures = new { Model = manifest.Name, manifest.Sha256, Few = Plain(few), Many = Plain(many), Empty = bare.Figures, Grasps = grasps.Figures };
        return new TrialResult(manifest.Name, marks, lines, figures);
    }

    private static object Plain(HandsTally t) => new
    {
        t.Looks, t.Top1, t.WrongOfTheBrand, t.CalibrationError, Slices = t.Slices.ToDictionary(s => s.Key, s => new { s.Value.Looks, Top1 = (double)s.Value.Right / s.Value.Looks }),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
