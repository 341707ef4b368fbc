using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Simulator.Pixels;

/// <summary>The networks that look at a day's pictures.</summary>
/// <param name="People">Finds people.</param>
/// <param name="Products">Tells what is in a hand, among the products of a gallery that it made; null where looks are drawn.</param>
internal sealed record PixelModels(Model People, (Model Model, HandGallery Gallery)? Products);
