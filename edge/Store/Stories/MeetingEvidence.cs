namespace O4O.Edge.Store.Stories;

/// <summary>The hands of two people of different visits met: something may have changed hands, either way or both.</summary>
/// <param name="Event">Its number, below 0: no shelf took part.</param>
/// <param name="First">One visit.</param>
/// <param name="Second">The other.</param>
/// <param name="FirstHand">The hand of one.</param>
/// <param name="SecondHand">The hand of the other.</param>
/// <param name="GivenScore">
/// Log-likelihood that these products changed hands, against nothing's having done so: what went from the first to the second and what
/// came back, each <see cref="Nothing"/> if none did. More may be known later.
/// </param>
public sealed record MeetingEvidence(long Event, string First, string Second, HandOf FirstHand, HandOf SecondHand, Func<int, int, double> GivenScore)
{
    /// <summary>In place of a product.</summary>
    public const int Nothing = -1;
}
