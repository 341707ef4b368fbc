using System.Text.Json.Serialization;

namespace O4O.Edge.Drivers.Clips;

/// <summary>A line of the log of clips: what was done with one, when, and by whom.</summary>
/// <param name="AtUs">When, Unix µs.</param>
/// <param name="What"><c>kept</c>, <c>opened</c>, <c>refused</c> (altered, or its key is gone), <c>erased</c> (by a person), <c>expired</c>, or <c>done</c>: a person is done with a case.</param>
/// <param name="Clip">The clip's name: case, doubt, camera. Of what is done, the case alone.</param>
/// <param name="By">Who, as far as is known; null when nobody did it.</param>
public sealed record ClipDeed(
    [property: JsonRequired] long AtUs, [property: JsonRequired] string What, [property: JsonRequired] string Clip,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By = null)
{
    public const string Kept = "kept";
    public const string Opened = "opened";
    public const string Refused = "refused";
    public const string Erased = "erased";
    public const string Expired = "expired";
    public const string Done = "done";
}
