namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>Where in a picture a hand is.</summary>
/// <param name="X">Pixels from the picture's left edge to the middle of the grasp: some 80 mm beyond the wrist, away from the elbow.</param>
/// <param name="Y">Pixels from its top edge.</param>
/// <param name="PxPerMm">How many pixels a millimetre across the line of sight has there, above 0.</param>
public readonly record struct HandPlace(float X, float Y, float PxPerMm);
