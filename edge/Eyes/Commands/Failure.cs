using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Eyes.Commands;

/// <summary>How a command fails: one line that names the cause and the cure, and exit code 2.</summary>
internal static class Failure
{
    public const int Code = 2;

    /// <summary>Runs a command; whatever may be wrong with what it was given becomes one line.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is CameraException or ModelException or IOException or UnauthorizedAccessException or ArgumentException or DllNotFoundException)
        {
            Console.Error.WriteLine("o4o: " + (e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message));
            return Code;
        }
    }
}
