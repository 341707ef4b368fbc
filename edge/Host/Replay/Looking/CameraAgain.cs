using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>One camera whose recorded pictures are looked at again.</summary>
/// <param name="device">Its name.</param>
/// <param name="detector">Finds people.</param>
/// <param name="watch">Finds hands that are to be looked into; null where nobody does.</param>
internal sealed class CameraAgain(string device, Detector detector, GraspWatch? watch)
{
    /// <summary>A message that tells of a picture arrives within so long after it, microseconds; what was found is forgotten then.</summary>
    public const long KeptUs = 30_000_000;

    private readonly List<FoundPicture> _found = [];
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly Grasp[] _grasps = new Grasp[HandsPayload.LooksMax];

    public string Device => device;

    /// <summary>Looks at the next picture.</summary>
    public void Look(long capturedUs, JpegReader picture)
    {
        int boxes = ToldBox.People(detector.Detect(new Picture(picture.Width, picture.Height, picture.Pixels)), _boxes);
        int grasps = watch?.Find(_boxes.AsSpan(0, boxes), picture.Width, picture.Height, capturedUs, _grasps) ?? 0;
        int old = 0;
        while (old < _found.Count && _found[old].CapturedUs < capturedUs - KeptUs) old++;
        _found.RemoveRange(0, old);
        _found.Add(new FoundPicture(capturedUs, picture.Width, picture.Height, _boxes[..boxes], _grasps[..grasps]));
    }

    /// <summary>What the camera's eyes knew at a moment: what was in the last picture up to it, since a still one is not looked at again; null for nothing.</summary>
    public FoundPicture? At(long timeUs) => _found.FindLast(f => f.CapturedUs <= timeUs);
}
