using O4O.Simulator.Rendering.Truths;

namespace O4O.Simulator.Rendering.Export;

/// <summary>A picture of a hand, posed.</summary>
/// <param name="Person">Whose.</param>
/// <param name="IsRight">Which.</param>
/// <param name="Camera">By which camera, from 0.</param>
/// <param name="Side">Pixels a side.</param>
/// <param name="Rgb">Red, green, blue, row by row.</param>
/// <param name="Truth">What is really there.</param>
/// <param name="Seen">Which share of its pixels shows the product.</param>
internal sealed record PosedHand(int Person, bool IsRight, int Camera, int Side, byte[] Rgb, HandTruth Truth, double Seen);
