namespace O4O.Edge.Store.FloorTracking;

/// <summary>By what somebody is known again from above, for as long as the visit lasts: how high the head is carried, and the clothes' colour.</summary>
internal struct Semblance
{
    /// <summary>How high the head is when walking.</summary>
    public MeanHeight Upright;

    /// <summary>What is worn around the chest.</summary>
    public MeanColour Clothes;

    /// <summary>Half the squared distance of two semblances of one person, in standard deviations of it, as far as both are known.</summary>
    public static double Surprise(in Semblance before, in Semblance after) =>
        MeanColour.Surprise(before.Clothes, after.Clothes) + MeanHeight.Surprise(before.Upright, after.Upright);
}
