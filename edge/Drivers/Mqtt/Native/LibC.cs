using System.Runtime.InteropServices;

namespace O4O.Edge.Drivers.Mqtt.Native;

/// <summary>The few system calls the network thread and the broker's launcher need (Linux, 64 bit).</summary>
internal static unsafe partial class LibC
{
    public const short PollIn = 0x001, PollOut = 0x004, PollError = 0x008, PollHangup = 0x010;
    public const int SignalKill = 9, SignalTerminate = 15;
    private const int EventNonBlocking = 0x800, EventCloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(PollEntry* entries, ulong count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, void* into, nuint bytes);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, void* from, nuint bytes);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    /// <summary>A counter that a poll can wait on; below zero on failure.</summary>
    public static int NewEvent() => EventFd(0, EventNonBlocking | EventCloseOnExec);

    /// <summary>Wakes whoever polls the event. A full counter already says "awake", so the result does not matter.</summary>
    public static void Signal(int descriptor)
    {
        ulong one = 1;
        _ = Write(descriptor, &one, sizeof(ulong));
    }

    /// <summary>Makes the event quiet again.</summary>
    public static void Drain(int descriptor)
    {
        ulong count;
        _ = Read(descriptor, &count, sizeof(ulong));
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Seen;
    }
}
