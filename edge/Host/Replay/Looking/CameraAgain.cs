using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>One camera whose recorded pictures are looked at again.</summary>
/// <param name="device">Its name.</param>
/// <param name="watch">Finds hands that are to be looked into; null where nobody does.</param>
internal sealed class CameraAgain(string device, GraspWatch? watch)
{
    /// <summary>A message that tells of a picture arrives within so long after it, microseconds; what was found is forgotten then.</summary>
    public const long KeptUs = 30_000_000;

    private readonly List<FoundPicture> _found = [];
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly Grasp[] _grasps = new Grasp[HandsPayload.LooksMax];

    public string Device => device;

    /// <summary>Looks at the next picture.</summary>
    /// <param name="capturedUs">When it was captured, by the camera's own time.</param>
    /// <param name="picture">Read.</param>
    /// <param name="looker">Who looks.</param>
    public void Look(long capturedUs, JpegReader picture, LookerAgain looker)
    {
        int boxes = looker.Find(new Picture(picture.Width, picture.Height, picture.Pixels), _boxes);
        int grasps = watch?.Find(_boxes.AsSpan(0, boxes), picture.Width, picture.Height, capturedUs, _grasps) ?? 0;
        Add(new FoundPicture(capturedUs, picture.Width, picture.Height, _boxes[..boxes], _grasps[..grasps]));
    }

    /// <summary>A picture was looked at then that the recording has not.</summary>
    public void Miss(long capturedUs) => Add(new FoundPicture(capturedUs, 0, 0, [], []));

    /// <summary>
    /// What the camera's eyes knew at a moment: what was in the last picture up to it, since a still one is not looked at again; null for
    /// nothing, or where that picture is missing.
    /// </summary>
    public FoundPicture? At(long timeUs) => _found.FindLast(f => f.CapturedUs <= timeUs) is { Width: > 0 } found ? found : null;

    private void Add(FoundPicture found)
    {
        int old = 0;
        while (old < _found.Count && _found[old].CapturedUs < found.CapturedUs - KeptUs) old++;
        _found.RemoveRange(0, old);
        _found.Add(found);
    }
}
