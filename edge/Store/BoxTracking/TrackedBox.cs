using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.BoxTracking;

/// <summary>One thing followed, as it stands after a picture.</summary>
/// <param name="Id">Its number: from 1, given once and never again by the same tracker; it says nothing across trackers.</param>
/// <param name="Box">Where it is believed to be now, in pixels: the filter's estimate.</param>
/// <param name="Confidence">The detector's confidence when it was last seen, 0 to 1.</param>
/// <param name="Phase">Whether it is believed in, and whether it was seen in this picture.</param>
/// <param name="FirstSeen">Capture time of the picture in which it appeared.</param>
/// <param name="LastSeen">Capture time of the last picture in which it was seen.</param>
/// <param name="DetectionIndex">Which of the picture's detections it is, or −1 when it was not seen.</param>
public readonly record struct TrackedBox(
    long Id, PixelBox Box, double Confidence, TrackPhase Phase, StoreTime FirstSeen, StoreTime LastSeen, int DetectionIndex);
