namespace O4O.Edge.Eyes.Looking;

/// <summary>Whether the edge records pictures, and how well: it says so again and again, and what it said lapses. For several threads.</summary>
internal sealed class PicturesAsked
{
    private sealed record Word(int Quality, long UntilUs);

    private volatile Word? _last;

    /// <summary>The edge said so.</summary>
    /// <param name="quality">JPEG's, as <c>JpegWriter</c> counts it.</param>
    /// <param name="untilUs">So long, Unix µs.</param>
    public void Ask(int quality, long untilUs) => _last = new Word(quality, untilUs);

    /// <summary>JPEG's quality; 0 where nobody asks for pictures.</summary>
    public int QualityAt(long nowUs) => _last is { } word && nowUs < word.UntilUs ? word.Quality : 0;
}
