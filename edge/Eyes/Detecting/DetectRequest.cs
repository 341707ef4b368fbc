using O4O.Edge.Drivers.Camera.Privacy;
using O4O.Settings;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>What <c>detect</c> was asked for.</summary>
/// <param name="Input">As it was written.</param>
/// <param name="Output">The file of rows.</param>
/// <param name="Draw">The video with boxes; null for none.</param>
/// <param name="Threads">Sessions at work on a file.</param>
/// <param name="Masks">What is made black first.</param>
/// <param name="Seconds">When to stop; null for never.</param>
internal sealed record DetectRequest(
    string Input, string Output, string? Draw, int Threads, IReadOnlyList<MaskShape> Masks, double? Seconds) : IValidatable
{
    public IEnumerable<string> Problems()
    {
        if (Threads is < 1 or > 16) yield return $"--threads must be between 1 and 16, but is {Threads}";
        if (Seconds is <= 0 or > 1e6 or double.NaN) yield return $"--seconds must be above 0, but is {Seconds}";
        if (Draw is not null && Draw == Output) yield return "--draw and --out name the same file";
    }
}
