using System.Runtime.CompilerServices;

namespace O4O.Edge.Store.Facts;

/// <summary>The joints of one person as a detector found them in a picture, indexed by <see cref="JointKind"/>; it may know none, or a few.</summary>
[InlineArray(JointSet.Count)]
public struct KeypointSet : IEquatable<KeypointSet>
{
    private Keypoint _first;

    public Keypoint this[JointKind kind]
    {
        readonly get => this[(int)kind];
        set => this[(int)kind] = value;
    }

    public readonly bool Equals(KeypointSet other)
    {
        for (int j = 0; j < JointSet.Count; j++)
            if (this[j] != other[j]) return false;
        return true;
    }

    public override readonly bool Equals(object? obj) => obj is KeypointSet other && Equals(other);

    public override readonly int GetHashCode()
    {
        int hash = 17; // not the library's: that one differs from run to run
        for (int j = 0; j < JointSet.Count; j++) hash = 31 * (31 * hash + (int)this[j].X) + (int)this[j].Y;
        return hash;
    }

    public static bool operator ==(KeypointSet left, KeypointSet right) => left.Equals(right);

    public static bool operator !=(KeypointSet left, KeypointSet right) => !left.Equals(right);
}
