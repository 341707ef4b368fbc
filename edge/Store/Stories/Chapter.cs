namespace O4O.Edge.Store.Stories;

/// <summary>What one story says of one event, and what it said before. A list without end, shared by stories that agree on the past.</summary>
/// <param name="Event">The event; 0 where two pasts were joined.</param>
/// <param name="AtUs">When it happened, store time; 0 for a meeting of hands.</param>
/// <param name="Option">What it was.</param>
/// <param name="First">What really moved: a put-back that no cart held is nobody's.</param>
/// <param name="Second">What else.</param>
/// <param name="Odd">Somebody put back what that one cannot have had.</param>
/// <param name="Before">The past.</param>
/// <param name="Also">The other past, where two were joined.</param>
public sealed record Chapter(
    long Event, long AtUs, StoryOption? Option, StoryMove? First, StoryMove? Second, bool Odd, Chapter? Before, Chapter? Also)
{
    /// <summary>What a past says of one event, or null where it does not know it.</summary>
    internal static Chapter? Find(Chapter? past, long number)
    {
        for (Chapter? c = past; c is not null; c = c.Before)
        {
            if (c.Event == number) return c;
            if (c.Also is not null && Find(c.Also, number) is { } there) return there;
        }
        return null;
    }
}
