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

    /// <summary>Room for so many output pixels; <see cref="Place"/> says where they are.</summary>
    public Taps(int most) => (First, Towards) = (new int[most], new float[most]);

    /// <summary>Puts output pixels anywhere; beyond the source its edge is repeated.</summary>
    /// <param name="at">Where the first one's middle is, source pixels of the whole picture from its edge.</param>
    /// <param name="step">From one middle to the next.</param>
    /// <param name="count">How many.</param>
    /// <param name="source">Source pixels, at least two.</param>
    /// <param name="fold">Pixels of the whole picture that a source pixel stands for: 2 in a colour plane.</param>
    public void Place(double at, double step, int count, int source, int fold)
    {
        for (int i = 0; i < count; i++)
        {
            double place = Math.Clamp((at + i * step) / fold - 0.5, 0, source - 1);
            First[i] = Math.Min((int)place, source - 2);
            Towards[i] = (float)(place - First[i]);
        }
    }

    /// <summary>Index of the first of the two.</summary>
    public int[] First { get; }

    /// <summary>0 at the first, 1 at the second.</summary>
    public float[] Towards { get; }
}
