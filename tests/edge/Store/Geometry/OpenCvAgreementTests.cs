using O4O.Edge.Store.Geometry;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.Geometry;

/// <summary>
/// Held to numbers that OpenCV 4.6.0 gave (Debian's python3-opencv 4.6.0+dfsg-12): <c>cv2.projectPoints</c> and
/// <c>cv2.fisheye.projectPoints</c> with the camera matrix, coefficients, rotation vector and position below, tvec = −R·position.
/// </summary>
public sealed class OpenCvAgreementTests
{
    private static readonly Intrinsics Inside = new(520.5, 523.75, 317.25, 241.5, 640, 480);

    private static CameraModel With(Lens lens) => new(Inside, lens, new(1_500, 800, 2_900), Rotation.FromVector(2.1, -0.4, 0.35));

    [Theory]
    [InlineData(1_500, 1_300, 0, 218.438074574, 704.994234739)]
    [InlineData(900, 1_800, 0, 78.269155036, 643.280664801)]
    [InlineData(2_600, 900, 1_700, 623.463468567, 537.046668080)]
    [InlineData(1_700, 2_500, 1_000, 170.573366312, 394.673003757)]
    public void Project_ThroughBrownsLens_AgreesWithOpenCv(double x, double y, double z, double u, double v)
    {
        CameraModel camera = With(Lens.Brown(-0.28, 0.09, 0.0012, -0.0007, -0.011));

        Assert.True(camera.TryProject(new(x, y, z), out Pixel pixel));

        Assert.Equal(u, pixel.U, 6);
        Assert.Equal(v, pixel.V, 6);
    }

    [Theory]
    [InlineData(1_500, 1_300, 0, 220.298050321, 697.797863103)]
    [InlineData(900, 1_800, 0, 81.709309144, 637.475251087)]
    [InlineData(2_600, 900, 1_700, 622.847360885, 535.418198028)]
    [InlineData(1_700, 2_500, 1_000, 171.165029153, 394.010336179)]
    [InlineData(400, 700, 300, 16.366749240, 855.099579232)]
    public void Project_ThroughAFisheye_AgreesWithOpenCv(double x, double y, double z, double u, double v)
    {
        CameraModel camera = With(Lens.Fisheye(0.031, -0.012, 0.004, -0.0009));

        Assert.True(camera.TryProject(new(x, y, z), out Pixel pixel));

        Assert.Equal(u, pixel.U, 6);
        Assert.Equal(v, pixel.V, 6);
    }

    /// <summary>OpenCV folds this place, 73° off the axis, back to (3559, −6371): a pixel that shows something else.</summary>
    [Fact]
    public void Project_BeyondWhereBrownsPolynomialTurnsBack_Refuses()
    {
        CameraModel camera = With(Lens.Brown(-0.28, 0.09, 0.0012, -0.0007, -0.011));

        Assert.False(camera.TryProject(new(400, 700, 300), out _));
    }

    [Fact]
    public void Rotation_FromAVector_IsOpenCvsRodrigues()
    {
        Rotation rotation = Rotation.FromVector(2.1, -0.4, 0.35);

        Point3[] expected =
            [new(0.9060325333, -0.4131750463, 0.0916047473), new(-0.1456403309, -0.5076373196, -0.8491720943), new(0.3973587077, 0.7560361981, -0.5201108772)];
        Assert.InRange((rotation.Right - expected[0]).LengthMm, 0, 2e-10);
        Assert.InRange((rotation.Down - expected[1]).LengthMm, 0, 2e-10);
        Assert.InRange((rotation.Forward - expected[2]).LengthMm, 0, 2e-10);
    }
}
