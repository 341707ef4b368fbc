namespace O4O.Edge.Store.Geometry;

/// <summary>How a lens bends straight lines.</summary>
public enum LensKind
{
    /// <summary>Not at all: a pinhole.</summary>
    None,

    /// <summary>Brown and Conrady's radial and tangential polynomial, as OpenCV's <c>calibrateCamera</c> has it.</summary>
    Brown,

    /// <summary>Kannala and Brandt's polynomial of the angle, as OpenCV's <c>fisheye</c> has it: for very wide lenses.</summary>
    Fisheye,
}
