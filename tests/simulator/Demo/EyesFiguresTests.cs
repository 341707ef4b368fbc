using O4O.Simulator.Demo.Cameras;
using O4O.Simulator.Demo.Outcome;

namespace O4O.Simulator.Tests.Demo;

public sealed class EyesFiguresTests : IDisposable
{
    private static readonly DemoEyes Four = new() { Model = "people-overhead" };
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Figures_OfTheEyes_AreRatesOfAllCamerasAndAges()
    {
        File.WriteAllText(_file, """{"seconds": 20.0, "ageP50Us": 19000, "ageP99Us": 98000, "all": {"seen": 800, "looked": 250, "gated": 530, "dropped": 20, "blind": 3}, "cameras": []}""");

        EyesFigures figures = EyesFigures.OfPixels(Four, _file);

        Assert.Equal(EyesFigures.Pixels, figures.Kind);
        Assert.Equal(new EyesFigures.Seeing(4, 640, 480, "people-overhead", 40, 12.5, 26.5, 1, 19_000, 98_000), figures.Cameras);
    }

    [Fact]
    public void Figures_OfEyesThatWereKilled_AreNone()
    {
        EyesFigures figures = EyesFigures.OfPixels(Four, _file + ".none");

        Assert.Equal((EyesFigures.Pixels, null), (figures.Kind, figures.Cameras));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"seconds": 0, "all": {"seen": 1}}""")]
    [InlineData("[1]")]
    public void Figures_ThatAreNone_AreRefused(string text)
    {
        File.WriteAllText(_file, text);

        Assert.Contains(_file, Assert.Throws<InvalidDataException>(() => EyesFigures.OfPixels(Four, _file)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
