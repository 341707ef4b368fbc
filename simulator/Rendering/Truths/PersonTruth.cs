namespace O4O.Simulator.Rendering.Truths;

/// <summary>Somebody in a picture. The body is skin, hair, hat and clothes; bags, baskets, trolleys and goods are none of it.</summary>
/// <param name="Person">A number for the body, the same in all pictures of a run.</param>
/// <param name="Shopper">The visit, as the simulator's truth names it.</param>
/// <param name="IsStaff">Works here.</param>
/// <param name="Full">The box around the body if nothing stood before it, as far as it is in the picture.</param>
/// <param name="Seen">The box around what is seen of it; empty where nothing is.</param>
/// <param name="SeenPixels">How many pixels are seen of it.</param>
/// <param name="Visibility">The share of the body in the picture that is seen, 0 … 1.</param>
/// <param name="InPicture">About which share of the body is in the picture, 0 … 1.</param>
/// <param name="Head">The middle of the head.</param>
/// <param name="Left">The left hand.</param>
/// <param name="Right">The right hand.</param>
public sealed record PersonTruth(
    int Person, string Shopper, bool IsStaff, PictureBox Full, PictureBox Seen, int SeenPixels, double Visibility, double InPicture, PointTruth Head, HandTruth Left, HandTruth Right);
