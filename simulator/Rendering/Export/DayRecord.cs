using O4O.Edge.Wire;

namespace O4O.Simulator.Rendering.Export;

/// <summary>All that one seed gave.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Store">The store's name.</param>
/// <param name="Products">What it sells.</param>
/// <param name="Cameras">Its cameras.</param>
/// <param name="Images">Its pictures.</param>
/// <param name="Crops">Pictures of hands.</param>
/// <param name="Looks">What its products look like, when hands are wanted.</param>
/// <param name="Frames">Pictures that were made, those that were not kept included.</param>
internal sealed record DayRecord(
    ulong Seed, string Store, IReadOnlyList<StoreFile.ProductEntry> Products, IReadOnlyList<StoreFile.CameraEntry> Cameras, IReadOnlyList<ImageRecord> Images,
    IReadOnlyList<CropRecord> Crops, IReadOnlyList<LookRecord> Looks, int Frames);
