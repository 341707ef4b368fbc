namespace O4O.Edge.Store.Layout;

/// <summary>One device that publishes facts.</summary>
/// <param name="Index">Dense index in <see cref="StoreLayout.Sources"/>.</param>
/// <param name="Device">Device id: its user name at the broker and its place in the topic.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Clock">How far its clock is believed.</param>
/// <param name="ShelfIndex">The shelf it weighs, or −1.</param>
/// <param name="GateIndex">The gate it stands at, or −1.</param>
/// <param name="CameraIndex">The calibrated camera in whose pictures it says where hands are, or −1.</param>
public sealed record Source(int Index, string Device, SourceKind Kind, ClockKind Clock, int ShelfIndex, int GateIndex, int CameraIndex = -1);
