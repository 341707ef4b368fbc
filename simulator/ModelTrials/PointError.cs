using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Simulator.ModelTrials;

/// <summary>How far off a pixel is in the store.</summary>
internal static class PointError
{
    /// <summary>
    /// Millimetres between a place and the nearest that a pixel can mean at that place's depth: where the pixel's ray meets the plane
    /// through the place at right angles to the way from the camera. Infinite where the lens brings nothing to the pixel.
    /// </summary>
    public static double Mm(CameraModel camera, Pixel pixel, Point3 place)
    {
        if (!camera.TryRay(pixel, out Point3 ray)) return double.PositiveInfinity;
        Point3 way = place - camera.Position;
        double towards = (way.X * ray.X) + (way.Y * ray.Y) + (way.Z * ray.Z), far = way.LengthMm * way.LengthMm;
        if (!(towards > 0)) return double.PositiveInfinity;
        double along = far / towards;
        return (new Point3(ray.X * along, ray.Y * along, ray.Z * along) - way).LengthMm;
    }
}
