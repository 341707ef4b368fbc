using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Export;
using O4O.Simulator.Rendering.Figures;
using O4O.Simulator.Rendering.Tracing;
using O4O.Simulator.Rendering.Truths;
using O4O.Edge.Store.Geometry;

namespace O4O.Simulator.ModelTrials;

/// <summary>Watches the hands of a store's shoppers through a part of a day, five times a second, by the camera that sees most of each.</summary>
internal static class GraspWatch
{
    private const long EveryUs = 200_000;

    /// <summary>So many looks are enough of a store.</summary>
    private const int LooksMax = 400;

    /// <summary>A day goes by faster where nobody holds anything.</summary>
    private const int GraspsMax = 60;

    /// <summary>Adds the grasps of a day.</summary>
    public static void Run(HandsStore store, HandGuesser guesser, GraspTally tally)
    {
        var open = new Dictionary<(int Person, bool IsRight, int Grasp), List<(long Said, bool IsRight)>>();
        int looks = 0;
        foreach ((_, Scene scene) in ObservedDay.Of(store.World, store.Renderer, EveryUs))
        {
            foreach ((_, Stance stance) in scene.People)
            {
                foreach (bool isRight in (ReadOnlySpan<bool>)[false, true])
                {
                    HandState hand = stance.Hand(isRight);
                    if (hand.Product < 0 || !hand.IsOut || hand.IsInShelf) continue;
                    long gtin = store.Renderer.Layout.GtinNumber(hand.Product);
                    if (!guesser.Knows(gtin) || Look(store, scene, stance, isRight) is not { } seen) continue;
                    (int, bool, int) key = (stance.Person, isRight, hand.Grasp);
                    if (!open.TryGetValue(key, out List<(long, bool)>? grasp)) open.Add(key, grasp = []);
                    long said = guesser.Guess(seen.Direction).Gtin;
                    grasp.Add((said, said == gtin));
                    looks++;
                }
            }
            if (looks >= LooksMax || open.Count >= GraspsMax) break;
        }
        foreach (List<(long, bool)> grasp in open.Values) tally.Add(grasp);
    }

    private static SeenHand? Look(HandsStore store, Scene scene, Stance stance, bool isRight)
    {
        Vec grasp = PosedHands.Grasp(stance, isRight);
        int camera = PosedHands.Best(store.Renderer, grasp);
        if (camera < 0 || PosedHands.Sees(store.Renderer, camera, grasp, out Pixel at) is not { } pxPerMm) return null;
        double wide = PosedHands.WideMm * pxPerMm;
        int side = store.SideOf(wide);
        var rgb = new byte[side * side * 3];
        FrameTruth truth = store.Renderer.RenderWindow(camera, scene, at, wide, side, rgb);
        PersonTruth? person = truth.People.FirstOrDefault(p => p.Person == stance.Person);
        HandTruth? hand = isRight ? person?.Right : person?.Left;
        // Where neither wrist nor product is in sight nobody would look.
        return hand is null || (hand.Wrist.Sight != 2 && hand.GoodsPixels == 0) ? null : store.Look(rgb, side, hand.GoodsPixels / (double)(side * side));
    }
}
