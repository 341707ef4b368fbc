using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>A model's scaling of each colour, as one factor and one offset: <c>(p·s − m)/d = p·(s/d) − m/d</c>.</summary>
internal readonly record struct ColourScale(
    float Red, float Green, float Blue, float RedOffset, float GreenOffset, float BlueOffset)
{
    public static ColourScale Of(ModelInput input)
    {
        (int red, int blue) = input.Colour == ColourOrder.Rgb ? (0, 2) : (2, 0);
        return new ColourScale(
            Factor(red), Factor(1), Factor(blue), Offset(red), Offset(1), Offset(blue));

        float Factor(int i) => (float)(input.Scale / input.Deviation[i]);
        float Offset(int i) => (float)(-input.Mean[i] / input.Deviation[i]);
    }
}
