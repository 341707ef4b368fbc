namespace O4O.Edge.Eyes.Drawing;

/// <summary>A colour to draw with, as pictures hold it (BT.601, brightness 16 to 235).</summary>
internal readonly record struct Ink(byte Y, byte U, byte V)
{
    public static readonly Ink Black = new(16, 128, 128), Head = new(210, 16, 146), Wrist = new(107, 202, 221);

    private static readonly Ink[] OfClass =
    [
        new(145, 54, 34), // green
        new(210, 16, 146), // yellow
        new(170, 166, 16), // cyan
        new(107, 202, 221), // magenta
        new(160, 80, 190), // orange
        new(120, 190, 90), // blue
    ];

    /// <summary>Neighbouring classes differ.</summary>
    public static Ink For(int ofClass) => OfClass[ofClass % OfClass.Length];
}
