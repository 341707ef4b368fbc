using System.Runtime.InteropServices;

namespace O4O.Edge.Eyes.Looking;

/// <summary>
/// How far a thread steps back behind others (Linux keeps a nice value for each thread; new threads and processes inherit it).
/// .NET's own thread priorities do nothing on Linux.
/// </summary>
internal static partial class Priority
{
    private const int Most = 19, WhichProcess = 0;

    /// <summary>The calling thread, and whatever it starts from now on. Stepping back needs no rights; a refusal changes nothing.</summary>
    public static void StepBack(int nice) => _ = SetPriority(WhichProcess, 0, Math.Min(nice, Most));

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
