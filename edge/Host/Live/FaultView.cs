namespace O4O.Edge.Host.Live;

/// <summary>A device that is at fault, or was until a moment ago.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Kind">What it is: <c>shelf</c>, <c>camera</c>, <c>eyes</c>, <c>hands</c> or <c>gate</c>.</param>
/// <param name="Gondola">Of a shelf: where it stands; or null.</param>
/// <param name="Shelf">Of a shelf: its number in the gondola; or null.</param>
/// <param name="Plate">The plate that it is about; null for the whole device.</param>
/// <param name="Fault">
/// A word: <c>silent</c>, <c>unheard</c>, <c>clock</c>, <c>dropped</c>; of a camera <c>dark</c>, <c>frozen</c>, <c>shifted</c>, <c>late</c>,
/// <c>lost</c> or <c>blind</c>; of a shelf <c>stuck</c>, <c>mute</c> (a plate) or <c>unbalanced</c>.
/// </param>
/// <param name="SinceUs">Since when, store time, µs.</param>
/// <param name="HealedUs">When it was over, which is shown for a minute; null while it is not.</param>
/// <param name="Detail">What was noticed, a sentence.</param>
/// <param name="Advice">What to do, for whoever stands in the store.</param>
public sealed record FaultView(
    string Device, string Kind, int? Gondola, int? Shelf, int? Plate, string Fault, long SinceUs, long? HealedUs, string Detail, string Advice);
