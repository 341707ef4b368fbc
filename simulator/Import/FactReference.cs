namespace O4O.Simulator.Import;

/// <summary>Where a document lies that will become facts: all that is kept of it between the two readings.</summary>
/// <param name="Times">Its times.</param>
/// <param name="Offset">Where it begins in its file, bytes.</param>
/// <param name="Length">Its length, bytes.</param>
/// <param name="Gondola">Whose weights it holds; −1 where it holds people.</param>
/// <param name="SpanUs">Time that its samples cover, microseconds; 0 for people.</param>
internal record struct FactReference(DocumentTimes Times, long Offset, int Length, int Gondola, long SpanUs)
{
    public const int People = -1;

    /// <summary>The number of its message, see <see cref="FactOrder"/>.</summary>
    public uint Sequence { get; set; }
}
