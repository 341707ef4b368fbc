using O4O.Simulator.Rendering.Tracing;

namespace O4O.Simulator.Rendering.Figures;

/// <summary>Where a figure came out in a view. A body is skin, hair and clothes; bags, baskets, trolleys and goods are none of it.</summary>
/// <param name="First">Its first piece.</param>
/// <param name="Last">One past its last piece.</param>
/// <param name="Rect">Pixels that it may have coloured.</param>
/// <param name="Full">The box around its body's pixels if nothing stood before it.</param>
/// <param name="FullPixels">How many those are.</param>
/// <param name="Seen">The box around its body's pixels that are seen.</param>
/// <param name="SeenPixels">How many those are.</param>
internal readonly record struct Drawn(int First, int Last, PixelRect Rect, PixelRect Full, int FullPixels, PixelRect Seen, int SeenPixels);
