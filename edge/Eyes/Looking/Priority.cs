using System.Globalization;
using System.Runtime.InteropServices;

namespace O4O.Edge.Eyes.Looking;

/// <summary>
/// How far a thread steps back behind others (Linux keeps a nice value for each thread; new threads and processes inherit it).
/// .NET's own thread priorities do nothing on Linux.
/// </summary>
internal static partial class Priority
{
    private const int Most = 19, WhichProcess = 0;
    private const string Autogroup = "/proc/self/autogroup";

    /// <summary>The calling thread, and whatever it starts from now on. Stepping back needs no rights; a refusal changes nothing.</summary>
    public static void StepBack(int nice) => _ = SetPriority(WhichProcess, 0, Math.Min(nice, Most));

    /// <summary>
    /// The whole program, with whatever it starts. Where the system schedules sessions of processes against each other (autogroup),
    /// nice values count only within one: a program that leads a session of its own, as a service does, then steps back as a session.
    /// </summary>
    public static void StepBackAsAWhole(int nice)
    {
        StepBack(nice);
        if (!File.Exists(Autogroup) || GetSession(0) != Environment.ProcessId) return;
        try
        {
            File.WriteAllText(Autogroup, nice.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is a courtesy: the system refuses it to those whom it does not let.
        }
    }

    [LibraryImport("libc", EntryPoint = "getsid")]
    private static partial int GetSession(int process);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
