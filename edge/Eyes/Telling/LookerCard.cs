using O4O.Edge.Recording;

namespace O4O.Edge.Eyes.Telling;

/// <summary>Who looks at a camera's pictures.</summary>
/// <param name="WireClasses">What each of the model's classes is called on the wire.</param>
/// <param name="Eyes">How a recording of the pictures says it; whatever its quality.</param>
internal sealed record LookerCard(byte[] WireClasses, RecordedEyes Eyes);
