namespace O4O.Edge.Store.Stories;

/// <summary>One movement of an item.</summary>
/// <param name="Item">What moved.</param>
/// <param name="Taken">Units off a shelf (positive), or onto it (negative); units handed over (positive) when <paramref name="To"/> is set.</param>
/// <param name="Session">Whose cart gained or lost them; null for nobody with a visit.</param>
/// <param name="To">Who got what <paramref name="Session"/> handed over; null when a shelf was the other side.</param>
/// <param name="AtHome">The planogram has the product on these plates.</param>
public readonly record struct StoryMove(Item Item, int Taken, string? Session, string? To = null, bool AtHome = true);
