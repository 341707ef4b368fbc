using O4O.Edge.Recording;
using O4O.Simulator.Chance;
using O4O.Simulator.Commands;
using O4O.Simulator.Import;
using O4O.Simulator.Noise;
using O4O.Simulator.Scenarios;
using O4O.Simulator.Shelves;
using O4O.Simulator.Simulation;
using O4O.Simulator.Stores;
using O4O.Simulator.Tests.Import;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Tests.Noise;

public sealed class RecordedNoiseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-noise-").FullName;

    [Fact]
    public void Tape_OfTwoStretches_PlaysBothWholeInAnyDirectionAndNothingElse()
    {
        float[][] stretches = [[1, 2, 3], [10, 20, 30, 40]];
        var tape = new NoiseTape(stretches, 16_667, new Dice(3, "tape"));

        double[] played = [.. Enumerable.Range(0, 700).Select(_ => tape.Next(16_667))];

        Assert.All(played, g => Assert.Contains((float)Math.Abs(g), stretches.SelectMany(s => s)));
        for (int i = 1; i < played.Length; i++)
        {
            // Within a stretch the neighbours are neighbours: the sign never changes in the middle of one.
            (double a, double b) = (played[i - 1], played[i]);
            bool joint = Math.Abs(a) is 1 or 3 or 10 or 40 && Math.Abs(b) is 1 or 3 or 10 or 40;
            Assert.True(joint || Math.Abs(Math.Abs(a) - Math.Abs(b)) is 1 or 10 && a * b > 0, $"{a} then {b}");
        }
        Assert.All(stretches.SelectMany(s => s), g => Assert.Contains(g, played.Select(p => (float)p)));
        Assert.All(stretches.SelectMany(s => s), g => Assert.Contains(-g, played.Select(p => (float)p)));
    }

    [Fact]
    public void Tape_OfAnotherRate_TakesTheNearestReading()
    {
        var tape = new NoiseTape([[.. Enumerable.Range(0, 1000).Select(i => (float)i)]], 33_333, new Dice(1, "tape"));

        double[] played = [.. Enumerable.Range(0, 400).Select(_ => Math.Abs(tape.Next(16_667)))];

        double[] steps = [.. played.Zip(played.Skip(1), (a, b) => Math.Abs(a - b)).Where(d => d < 500)];
        Assert.All(steps, d => Assert.InRange(d, 0, 1));
        Assert.Equal(0.5, steps.Average(), 0.02);
    }

    [Fact]
    public void Deal_MorePlatesThanRecorded_TakesEachAsOftenAndTheSameForASeed()
    {
        var noise = new RecordedNoise([[[1f]], [[2f]], [[3f]]], 16_667);

        double[] dealt = [.. noise.Deal(9, 5).Select(t => Math.Abs(t.Next(16_667)))];

        Assert.All(new[] { 1.0, 2, 3 }, g => Assert.Equal(3, dealt.Count(d => d == g)));
        Assert.Equal(dealt, noise.Deal(9, 5).Select(t => Math.Abs(t.Next(16_667))));
    }

    [Fact]
    public void Cells_OverRecordedNoise_ShowItTimesTheScenariosFactor()
    {
        var noise = new RecordedNoise([[[8f, 8f]]], 16_667);
        var shop = new Shop(DemoStore.Create().ToLayout(), BuiltInScenarios.Calm with { Physics = new PhysicsOptions { Noise = 0.5, Drift = 0 } }, 3, noise);
        LoadCells cells = shop.Cells[0];
        var milligrams = new int[cells.Shelf.PlateCount];

        cells.Read(0, milligrams);

        for (int p = 0; p < milligrams.Length; p++) Assert.Equal(4_000, Math.Abs(milligrams[p] - 1000 * cells.RestGrams(p)), 1.0);
    }

    [Fact]
    public void Load_ARecordingWithoutWeights_SaysSo()
    {
        string path = Path.Combine(_folder, "none.mcap");
        new Recorder(DemoStore.Create()) { Without = Withheld.Weights }.Write(BuiltInScenarios.Calm with { Seconds = 40 }, 1, path, out _);

        var refused = Assert.Throws<NotARecordingException>(() => RecordedNoise.Load(path));

        Assert.Contains("holds no weights", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ASimulatedRecording_FindsThePlatesAndTheirSigma()
    {
        string path = Path.Combine(_folder, "day.mcap");
        new Recorder(DemoStore.Create()).Write(BuiltInScenarios.Calm with { Seconds = 60 }, 4, path, out _);

        RecordedNoise noise = RecordedNoise.Load(path);

        Assert.InRange(noise.Plates, 145, 150);
        AssertMeasuredSigmas(noise);
    }

    [SharedFact]
    public void Load_TheRealTrip_FindsMostPlatesWithTheMeasuredSigmas()
    {
        string path = Path.Combine(_folder, "real.mcap");
        AutoCheckoutImport.Run(SharedFactAttribute.Benchmark, path, TextWriter.Null);

        RecordedNoise noise = RecordedNoise.Load(path);

        Assert.InRange(noise.Plates, 200, 294);
        Assert.InRange(noise.Seconds, 2_000, 294 * 17);
        AssertMeasuredSigmas(noise);
    }

    [Fact]
    public void World_OverRecordedNoise_HasTheSameTruthAndOtherReadings()
    {
        string day = Path.Combine(_folder, "day.mcap"), over = Path.Combine(_folder, "over.mcap"), again = Path.Combine(_folder, "again.mcap");
        Scenario calm = BuiltInScenarios.Calm with { Seconds = 40 };
        Truth truth = new Recorder(DemoStore.Create()).Write(calm, 4, day, out _);
        var recorder = new Recorder(DemoStore.Create()) { Noise = RecordedNoise.Load(day) };

        Truth same = recorder.Write(calm, 4, over, out _);
        recorder.Write(calm, 4, again, out _);

        Assert.Equal(truth.ToJson(), same.ToJson());
        Assert.NotEqual(File.ReadAllBytes(day), File.ReadAllBytes(over));
        Assert.Equal(File.ReadAllBytes(over), File.ReadAllBytes(again));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The field notes' figures for plates at rest; quiet stretches are a little calmer than the whole.</summary>
    private static void AssertMeasuredSigmas(RecordedNoise noise)
    {
        double[] sigmas =
        [
            .. noise.Deal(noise.Plates, 1).Select(t => Math.Sqrt(Enumerable.Range(0, 300).Select(_ => t.Next(16_667)).Average(g => Math.Abs(g) > 1000 ? 0 : g * g))).Order(),
        ];
        Assert.InRange(sigmas[sigmas.Length / 2], 0.5, 0.95);
        Assert.InRange(sigmas[sigmas.Length * 9 / 10], 1.8, 3.6);
    }
}
