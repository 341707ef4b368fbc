using System.CommandLine;
using O4O.Simulator.Demo.Processes;

namespace O4O.Simulator.Commands;

/// <summary><c>--host</c>: the edge that is asked.</summary>
internal static class HostOption
{
    public static Option<string?> Create() => new("--host") { Description = "the edge service's dll instead of this checkout's", HelpName = "DLL" };

    /// <summary>The dll named, or this checkout's.</summary>
    /// <exception cref="UserMistakeException">It is not there.</exception>
    public static string Find(string? dll)
    {
        if (dll is not null) return File.Exists(dll) ? dll : throw new UserMistakeException($"{dll}: there is no such file{FileNames.Nearest(dll)}");
        try
        {
            return Programs.Edge;
        }
        catch (ServiceStartException missing)
        {
            throw new UserMistakeException($"{missing.Message}; --host DLL names another", missing);
        }
    }
}
