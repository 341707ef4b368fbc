using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;
using O4O.Simulator.People;
using O4O.Simulator.Rendering;
using O4O.Simulator.Rendering.Pictures;

namespace O4O.Simulator.Pixels;

/// <summary>
/// Looks into hands by pixels: around a wrist that was found in a camera's picture, stretched out before a shelf, the edge's own looker gets
/// the window that the camera would deliver in its full size; no more of that picture is drawn. Nothing of who is there is known.
/// </summary>
/// <param name="eyes">Whose pictures they are.</param>
/// <param name="watches">Which hands are looked into: one a camera.</param>
/// <param name="looker">What looks.</param>
/// <param name="topics">Where windows are recorded, one a camera; null where they are not.</param>
internal sealed class PixelHands(PixelEyes eyes, GraspWatch[] watches, ProductLooker looker, string?[] topics) : IHandReader
{
    private readonly Grasp[] _grasps = new Grasp[HandsPayload.LooksMax];
    private readonly byte[] _rgb = new byte[GraspWatch.SideMax * GraspWatch.SideMax * 3], _i420 = new byte[VideoPicture.Bytes(GraspWatch.SideMax, GraspWatch.SideMax)];

    /// <inheritdoc/>
    public int Read(int camera, long nowUs, Span<HandLook> looks)
    {
        PixelLooker picture = eyes.Lookers[camera];
        if (picture.LookedUs != nowUs) return 0; // it showed what the last one did
        int count = watches[camera].Find(picture.Boxes, picture.Width, picture.Height, nowUs, _grasps.AsSpan(0, Math.Min(_grasps.Length, looks.Length)));
        for (int i = 0; i < count; i++)
        {
            looks[i] = Look(camera, nowUs, _grasps[i]);
            eyes.Tally.Looked();
        }
        return count;
    }

    private HandLook Look(int camera, long nowUs, in Grasp grasp)
    {
        int side = GraspWatch.Side(grasp.Wide);
        eyes.Renderer.RenderWindow(camera, eyes.SceneAt(nowUs), grasp.Middle, grasp.Wide, side, _rgb.AsSpan(0, side * side * 3));
        Span<byte> pixels = _i420.AsSpan(0, VideoPicture.Bytes(side, side));
        VideoPicture.Write(_rgb, side, side, pixels);
        ReadOnlySpan<byte> seen = topics[camera] is { } topic ? eyes.Tape!.Through(pixels, side, side, nowUs, topic) : pixels;
        // From above the network's left and right are a guess: the store is not told which.
        return looker.Look(new Picture(side, side, seen), GraspWatch.PlaceIn(side), grasp.X, grasp.Y, right: null);
    }
}
