namespace O4O.Edge.Store.Weighing;

/// <summary>Page's CUSUM, one way (Biometrika 1954): by how much readings have lain beyond what is allowed for nothing.</summary>
internal struct Cusum
{
    /// <summary>Their sum, milligrams; never below nothing.</summary>
    public double SumMg;

    /// <summary>The most that it has come to lately, milligrams, fading: what swings has just been as far on the other side.</summary>
    public double EchoMg;

    /// <summary>How many readings it has been above nothing for.</summary>
    public int Readings;

    /// <summary>The next reading. The hot path.</summary>
    /// <param name="beyondMg">By how much it lies beyond what is allowed; negative within.</param>
    /// <param name="keep">What is left of the echo after one reading.</param>
    public void Add(double beyondMg, double keep)
    {
        EchoMg *= keep;
        SumMg += beyondMg;
        if (SumMg <= 0)
        {
            SumMg = 0;
            Readings = 0;
            return;
        }
        if (SumMg > EchoMg) EchoMg = SumMg;
        Readings++;
    }
}
