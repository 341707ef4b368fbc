using O4O.Edge.Recording;

namespace O4O.Edge.Host.Replay;

/// <summary>Stands between a recording and the machine: sees the pictures, and may put something else in place of a fact's bytes.</summary>
public interface IFactLens
{
    /// <summary>A picture, before any fact that tells of it; its bytes are lent for the call.</summary>
    /// <exception cref="InvalidOperationException">Such pictures cannot be used; the message says why.</exception>
    void Picture(in RecordedFact picture);

    /// <summary>What the machine takes in place of a fact's bytes: the same ones, or others, valid until the next call.</summary>
    ReadOnlySpan<byte> Through(scoped in RecordedFact fact);
}
