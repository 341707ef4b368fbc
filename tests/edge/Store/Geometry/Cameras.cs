using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;

namespace O4O.Edge.Tests.Store.Geometry;

/// <summary>Cameras for tests: lenses as they are sold, at ceilings.</summary>
internal static class Cameras
{
    public static Lens[] Lenses { get; } =
    [
        Lens.None,
        Lens.Brown(-0.28, 0.09, 0.0012, -0.0007, -0.011),
        Lens.Brown(-0.38, 0.15, -0.002, 0.001, -0.02),
        Lens.Brown(0.12, -0.05, 0.0005, 0.001, 0),
        Lens.Fisheye(0.031, -0.012, 0.004, -0.0009),
        Lens.Fisheye(-0.05, 0.002, 0, 0),
    ];

    public static CameraModel Ceiling(Lens lens, double heightMm, double aheadMm, double focal = 420) => new(
        new Intrinsics(focal, focal * 1.01, 322, 238, 640, 480), lens, new(1_000, 2_000, heightMm),
        Rotation.Looking(new(1_000, 2_000, heightMm), new(1_000, 2_000 + aheadMm, 0)));

    /// <summary>Any lens at 2.2 to 5 m, straight down to flat ahead.</summary>
    public static Gen<CameraModel> Any =>
        from lens in Gen.Elements(Lenses)
        from height in Gen.Choose(2_200, 5_000)
        from ahead in Gen.Choose(0, 9_000)
        from focal in Gen.Choose(250, 900)
        select Ceiling(lens, height, ahead, focal);

    public static Gen<Pixel> AnyPixel =>
        from u in Gen.Choose(-50, 6_440)
        from v in Gen.Choose(-50, 4_840)
        select new Pixel(u / 10.0, v / 10.0);
}
