using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Rendering.Export;

/// <summary>A picture that was written.</summary>
/// <param name="File">Its name in the folder <c>images</c>.</param>
/// <param name="Seed">Whose day.</param>
/// <param name="Camera">Which camera, from 1.</param>
/// <param name="Millis">Since the day's beginning.</param>
/// <param name="Truth">What is to be seen.</param>
/// <param name="Masks">For each person the seen body as COCO's run lengths, where they were asked for.</param>
internal sealed record ImageRecord(string File, ulong Seed, int Camera, long Millis, FrameTruth Truth, IReadOnlyList<int[]> Masks);
