using System.Runtime.CompilerServices;

namespace O4O.Edge.Store.Facts;

/// <summary>The eight joints of one person, indexed by <see cref="JointKind"/>.</summary>
[InlineArray(Count)]
public struct JointSet
{
    public const int Count = 8;
    private Joint _first;

    public Joint this[JointKind kind]
    {
        readonly get => this[(int)kind];
        set => this[(int)kind] = value;
    }
}
