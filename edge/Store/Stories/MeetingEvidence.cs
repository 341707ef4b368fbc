namespace O4O.Edge.Store.Stories;

/// <summary>The hands of two people of different visits met: something may have changed hands, either way or both.</summary>
/// <param name="Event">Its number, below 0: no shelf took part.</param>
/// <param name="First">One visit.</param>
/// <param name="Second">The other.</param>
/// <param name="FirstHand">The hand of one.</param>
/// <param name="SecondHand">The hand of the other.</param>
/// <param name="GivenScore">Log-likelihood that anything changed hands, against nothing's having done so; more may be known later.</param>
public sealed record MeetingEvidence(long Event, string First, string Second, HandOf FirstHand, HandOf SecondHand, double GivenScore);
