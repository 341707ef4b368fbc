using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>
/// Looks again into the hands in one camera's pictures. The windows that were looked at are recorded one by one, in the order of the looks
/// that they gave; a hand that is found now gets the window of the look that was at the same place then.
/// </summary>
/// <param name="camera">Through which camera.</param>
/// <param name="looker">What looks.</param>
internal sealed class HandsAgain(CameraAgain camera, ProductLooker looker)
{
    private readonly record struct Window(long CapturedUs, int Side, byte[] Pixels);

    private readonly List<Window> _windows = [];

    /// <summary>Hands to be looked into of which there is no window: the network that was recorded found none there.</summary>
    public long Missing { get; private set; }

    /// <summary>Keeps the next window; null for one that is damaged.</summary>
    public void Keep(long capturedUs, JpegReader? picture)
    {
        int old = 0;
        while (old < _windows.Count && _windows[old].CapturedUs < capturedUs - CameraAgain.KeptUs) old++;
        _windows.RemoveRange(0, old);
        _windows.Add(picture is null ? new Window(capturedUs, 0, []) : new Window(capturedUs, Math.Min(picture.Width, picture.Height), picture.Pixels.ToArray()));
    }

    /// <summary>What the looks of a recorded message are now; returns how many there are.</summary>
    /// <param name="recorded">The message.</param>
    /// <param name="looks">Gets them.</param>
    public int Look(in HandsFrame recorded, Span<HandLook> looks)
    {
        long timeUs = recorded.Mark.TimeUs;
        if (camera.At(timeUs) is not { } found || found.CapturedUs != timeUs) return 0; // nothing new was to be seen
        int first = _windows.FindIndex(w => w.CapturedUs == timeUs), count = 0;
        Span<bool> used = stackalloc bool[recorded.Looks.Length];
        foreach (Grasp grasp in found.Grasps)
        {
            int nearest = Nearest(recorded.Looks, used, grasp, GraspWatch.SameHand * found.Height);
            Window window = nearest < 0 || first < 0 || first + nearest >= _windows.Count ? default : _windows[first + nearest];
            if (window.CapturedUs != timeUs || window.Side < Picture.SideMin || count == looks.Length)
            {
                Missing++;
                continue;
            }
            used[nearest] = true;
            looks[count++] = looker.Look(new Picture(window.Side, window.Side, window.Pixels), GraspWatch.PlaceIn(window.Side), grasp.X, grasp.Y, right: null);
        }
        return count;
    }

    private static int Nearest(ReadOnlySpan<HandLook> recorded, ReadOnlySpan<bool> used, in Grasp grasp, double within)
    {
        int nearest = -1;
        for (int i = 0; i < recorded.Length; i++)
        {
            double off = Math.Max(Math.Abs(recorded[i].X - grasp.X), Math.Abs(recorded[i].Y - grasp.Y));
            if (used[i] || off >= within) continue;
            (nearest, within) = (i, off);
        }
        return nearest;
    }
}
