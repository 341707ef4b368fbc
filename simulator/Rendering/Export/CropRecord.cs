namespace O4O.Simulator.Rendering.Export;

/// <summary>A picture of a hand.</summary>
/// <param name="File">Its name in the folder <c>crops</c>.</param>
/// <param name="Image">The picture that it is a window of; null for a posed one.</param>
/// <param name="Person">Whose hand.</param>
/// <param name="Hand">left or right.</param>
/// <param name="Gtin">What it holds; null for nothing.</param>
/// <param name="Seen">Which share of the crop's pixels shows it.</param>
/// <param name="AcrossPx">The larger side of the box around what is seen of it, pixels of the crop.</param>
/// <param name="WristSeen">Whether the wrist is in sight.</param>
internal sealed record CropRecord(string File, string? Image, int Person, string Hand, string? Gtin, double Seen, double AcrossPx, bool WristSeen);
