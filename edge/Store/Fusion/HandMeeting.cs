using O4O.Edge.Store.Quantities;
using O4O.Edge.Store.Tracking;

namespace O4O.Edge.Store.Fusion;

/// <summary>A hand of one person met a hand of another, away from the shelves.</summary>
/// <param name="First">One person.</param>
/// <param name="FirstRight">The right hand of that one, or the left.</param>
/// <param name="Second">The other person.</param>
/// <param name="SecondRight">The right hand of the other, or the left.</param>
/// <param name="Began">When they came together.</param>
/// <param name="Close">Stretched-out hands, as near as hands that met are found by detections; of others only looks can say it.</param>
public readonly record struct HandMeeting(Track First, bool FirstRight, Track Second, bool SecondRight, StoreTime Began, bool Close);
