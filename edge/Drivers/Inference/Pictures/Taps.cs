namespace O4O.Edge.Drivers.Inference.Pictures;

/// <summary>
/// For each output pixel along one direction, the two source pixels between which it lies and how far it is towards the second:
/// bilinear, pixel centres on pixel centres, as cv::resize does it.
/// </summary>
internal sealed class Taps
{
    /// <param name="source">Source pixels, at least two.</param>
    /// <param name="output">Output pixels.</param>
    /// <param name="whole">Pixels of the whole picture that the source stands for: twice the source for a colour plane.</param>
    public Taps(int source, int output, int whole)
    {
        First = new int[output];
        Towards = new float[output];
        // A colour sample stands in the middle of the two pixels that it is for, also where the second of the last pair is missing.
        double step = (double)whole / output, fold = whole == source ? 1 : 2;
        for (int i = 0; i < output; i++)
        {
            double at = Math.Clamp(((((i + 0.5) * step)) / fold) - 0.5, 0, source - 1);
            First[i] = Math.Min((int)at, source - 2);
            Towards[i] = (float)(at - First[i]);
        }
    }

    /// <summary>Index of the first of the two.</summary>
    public int[] First { get; }

    /// <summary>0 at the first, 1 at the second.</summary>
    public float[] Towards { get; }
}
