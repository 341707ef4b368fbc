using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Store.Facts;

/// <summary>One observed joint: where (mm), and how sure (0 not seen, 255 certain).</summary>
public readonly record struct Joint(int XMm, int YMm, int ZMm, byte Confidence)
{
    public bool Seen => Confidence > 0;
    public Point3 Place => new(XMm, YMm, ZMm);
}
