using O4O.Simulator.Rendering.Stores;

namespace O4O.Simulator.Rendering.Export;

/// <summary>What is written of a rendered day.</summary>
internal sealed record ExportOptions
{
    public string Folder { get; init; } = "";

    public double FramesPerSecond { get; init; } = 1;

    public int Cameras { get; init; } = 4;

    public int Width { get; init; } = 640;

    public int Height { get; init; } = 480;

    /// <summary>Stores, cameras, clothes and light from the seed; else the store given and plain light.</summary>
    public bool IsRandom { get; init; } = true;

    public bool IsPng { get; init; }

    /// <summary>Draws the truth over the pictures, for people to look at.</summary>
    public bool Draws { get; init; }

    /// <summary>Which share of the pictures with nobody in them is kept.</summary>
    public double Empty { get; init; } = 0.1;

    /// <summary>Which share of the pictures in which nobody stretches out a hand is kept; they are not even drawn.</summary>
    public double Idle { get; init; } = 1;

    /// <summary>Pixels a side of a picture of each hand in sight; 0 for none.</summary>
    public int CropSide { get; init; }

    /// <summary>So many pictures of each product, posed in somebody's hand.</summary>
    public int Posed { get; init; }

    /// <summary>So many pictures of hands with nothing in them, posed the same way.</summary>
    public int Bare { get; init; }

    /// <summary>The catalogue's number of the first product that random stores choose from, and of how many.</summary>
    public (int First, int Count) Products { get; init; } = (0, RandomCatalogue.Count);

    /// <summary>Writes the seen bodies as masks.</summary>
    public bool Masks { get; init; }
}
