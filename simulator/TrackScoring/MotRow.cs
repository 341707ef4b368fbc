using O4O.Edge.Store.BoxTracking;

namespace O4O.Simulator.TrackScoring;

/// <summary>One row of a MOTChallenge file: a box in a frame.</summary>
/// <param name="Frame">Number of the picture, from 0 or 1.</param>
/// <param name="Id">Whose box it is; −1 in a file of detections.</param>
/// <param name="Box">Pixels.</param>
/// <param name="Confidence">The detector's, on the file's own scale; in a truth file 1 counts and 0 does not.</param>
/// <param name="Line">Line of the file, from 1.</param>
public readonly record struct MotRow(int Frame, long Id, PixelBox Box, double Confidence, int Line);
