using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Provisional;

/// <summary>
/// What somebody seems to have just taken or put back, while the plates still swing: for people to see, and for nothing else. It is not
/// journaled, belongs to no cart and is charged to nobody; it is gone when the change is decided, or turns out to be none.
/// </summary>
/// <param name="Number">Counts the lines from 1, since the start.</param>
/// <param name="Session">The likeliest visit.</param>
/// <param name="ProductIndex">The likeliest product.</param>
/// <param name="Quantity">Units into the cart, negative out of it.</param>
/// <param name="Probability">Of all of it together, as far as can be told so soon; 0 to 1.</param>
/// <param name="ShelfIndex">At which shelf.</param>
/// <param name="Lift">When the weight passed half way.</param>
/// <param name="Shown">Since when it is shown, store time.</param>
public readonly record struct ProvisionalLine(
    long Number, string Session, int ProductIndex, int Quantity, double Probability, int ShelfIndex, StoreTime Lift, StoreTime Shown);
