using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace O4O.Edge.Eyes.Detecting;

/// <summary>Handing slots on; a collection that was closed, at its end or by a failure, says no instead of throwing.</summary>
internal static class Slots
{
    /// <summary>How often whoever waits for a session looks whether there still is one.</summary>
    public const int LookEveryMs = 200;

    /// <summary>Waits for a slot; false when none will come.</summary>
    public static bool TryTake(BlockingCollection<Slot> from, [NotNullWhen(true)] out Slot? slot) => from.TryTake(out slot, Timeout.Infinite);

    /// <summary>False when the collection is closed.</summary>
    public static bool TryAdd(BlockingCollection<Slot> to, Slot slot)
    {
        try
        {
            to.Add(slot);
            return true;
        }
        catch (InvalidOperationException) when (to.IsAddingCompleted)
        {
            return false;
        }
    }

    /// <summary>Closes all, so that nobody waits any longer.</summary>
    public static void Abandon(params ReadOnlySpan<BlockingCollection<Slot>> all)
    {
        foreach (BlockingCollection<Slot> one in all) one.CompleteAdding();
    }
}
