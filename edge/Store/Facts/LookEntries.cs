using System.Runtime.CompilerServices;

namespace O4O.Edge.Store.Facts;

/// <summary>The products that a look at a hand names; how many of them count stands in <see cref="HandLook.Count"/>.</summary>
[InlineArray(Max)]
public struct LookEntries
{
    /// <summary>More products than this are not named one by one.</summary>
    public const int Max = 6;
    private LookEntry _first;
}
