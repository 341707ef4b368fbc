namespace O4O.Edge.Store.BoxTracking;

/// <summary>What it costs to say that a detection is a track: positive infinity where it cannot be.</summary>
internal static class Association
{
    /// <summary>A detection may lie so far from the last one even if no time has passed: boxes jump.</summary>
    private const double JumpHeights = 0.3;

    /// <summary>Whoever is found again by place alone must be about as high as before.</summary>
    private const double HeightShareMin = 0.7, HeightShareMax = 1.4;

    /// <summary>
    /// By overlap with where it should be: the whole of it, or what was last seen of it, whichever fits better; times how much
    /// the two agree in top and bottom (HMIoU of Hybrid-SORT, Yang and others 2024), which tells apart people at different
    /// distances. From 0, the same, to 1.
    /// </summary>
    public static double ByOverlap(BoxTrack track, in PixelBox whole, in PixelBox visible, in PixelBox detected, double overlapMin, double speedMaxHeights)
    {
        double awayX = detected.CentreX - track.LastBox.CentreX, awayY = detected.CentreY - track.LastBox.CentreY;
        double reach = track.Height * (speedMaxHeights * track.MissingSeconds + JumpHeights);
        if (awayX * awayX + awayY * awayY > reach * reach) return double.PositiveInfinity;
        double overlap = PixelBox.Overlap(whole, detected), seen = PixelBox.Overlap(visible, detected);
        bool isPart = seen > overlap;
        if (isPart) overlap = seen;
        if (overlap < overlapMin) return double.PositiveInfinity;
        double top = isPart ? visible.Top : whole.Top, bottom = isPart ? visible.Bottom : whole.Bottom;
        double both = Math.Min(bottom, detected.Bottom) - Math.Max(top, detected.Top);
        double either = Math.Max(bottom, detected.Bottom) - Math.Min(top, detected.Top);
        return 1 - overlap * (both / either);
    }

    /// <summary>
    /// By place alone, for those whom no overlap could save: how far from where it should be, as a share of how far it can have
    /// strayed meanwhile. From 0, there, to 1, as far as can be.
    /// </summary>
    public static double ByPlace(BoxTrack track, in PixelBox detected, double wanderHeights, double slackHeights)
    {
        double share = detected.Height / track.Height;
        if (share is < HeightShareMin or > HeightShareMax) return double.PositiveInfinity;
        double awayX = detected.CentreX - track.CentreX, awayY = detected.CentreY - track.CentreY;
        double away = Math.Sqrt(awayX * awayX + awayY * awayY), reach = track.Height * (wanderHeights * track.MissingSeconds + slackHeights);
        return away <= reach ? away / Math.Max(reach, double.Epsilon) : double.PositiveInfinity;
    }
}
