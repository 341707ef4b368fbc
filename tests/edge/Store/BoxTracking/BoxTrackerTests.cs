using O4O.Edge.Store.BoxTracking;
using O4O.Edge.Store.Quantities;
using Xunit;

namespace O4O.Edge.Tests.Store.BoxTracking;

public sealed class BoxTrackerTests
{
    /// <summary>A brisk walk, px/s for somebody 200 px high: 1.7 m/s.</summary>
    private const double Walk = 200;

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(60)]
    public void Walker_AtAnyFrameRate_KeepsOneNumber(double fps)
    {
        var film = new Film(fps);

        film.Play(4, t => [Film.Person(100 + Walk * t)]);

        Assert.Equal([1L], film.Ids);
        Assert.InRange(film.Only.Box.CentreX, 100 + Walk * 4 - 10, 100 + Walk * 4 + 10);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void Walker_UnseenForLessThanASecond_IsTheSameAgain(double fps)
    {
        var film = new Film(fps);

        film.Play(1, t => [Film.Person(100 + Walk * t)]);
        film.Play(0.8, _ => []);
        film.Play(0.5, t => [Film.Person(100 + Walk * (1.8 + t))]);

        Assert.Equal([1L], film.Ids);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void Walker_UnseenForLonger_IsSomebodyNew(double fps)
    {
        var film = new Film(fps);

        film.Play(1, _ => [Film.Person(100)]);
        film.Play(1.2, _ => []);
        film.Play(0.5, _ => [Film.Person(100)]);

        Assert.Equal([1L, 2L], film.Ids);
    }

    [Fact]
    public void TwoWhoCross_AtDifferentDistances_KeepTheirNumbers()
    {
        var film = new Film(25);

        film.Play(4, t => [Film.Person(100 + Walk * t), Film.Person(900 - Walk * t, y: 270, height: 150)]);

        Assert.Equal([1L, 2L], film.Ids);
        TrackedBox far = film.Tracker.Tracks.ToArray().MinBy(t => t.Box.Height);
        Assert.InRange(far.Box.CentreX, 90, 110);
    }

    [Fact]
    public void WhoStandsStillWhileAnotherPasses_IsPredictedAndThenTheSame()
    {
        var film = new Film(25);
        Detection standing = Film.Person(500, y: 280, height: 160);
        Detection[] Scene(double x) => Math.Abs(x - 500) < 40 ? [Film.Person(x)] : [Film.Person(x), standing];

        film.Play(1.84, t => Scene(100 + Walk * t));
        TrackPhase first = PhaseOf(film, 2);
        film.Play(0.08, t => Scene(468 + Walk * t));
        TrackPhase behind = PhaseOf(film, 2);
        film.Play(2, t => Scene(484 + Walk * t));

        Assert.Equal((TrackPhase.Predicted, TrackPhase.Predicted), (first, behind));
        Assert.Equal(TrackPhase.Seen, PhaseOf(film, 2));
        Assert.Equal([1L, 2L], film.Ids);
    }

    [Fact]
    public void LegsBehindAShelf_ForAMoment_ShrinkNobody()
    {
        var film = new Film(25);

        film.Play(1, t => [Film.Person(100 + Walk * t)]);
        film.Play(0.16, t => [new Detection(new PixelBox(300 + Walk * t - 35, 200, 70, 90), 0.95)]);

        Assert.Equal([1L], film.Ids);
        Assert.InRange(film.Only.Box.Height, 150, 205);
        Assert.InRange(film.Only.Box.Top, 190, 210);
    }

    [Fact]
    public void FaintDetection_ContinuesATrackButBeginsNone()
    {
        var film = new Film(25);

        film.Play(1, _ => [Film.Person(100), Film.Person(500, confidence: 0.3)]);
        film.Play(1, _ => [Film.Person(100, confidence: 0.3), Film.Person(500, confidence: 0.3)]);

        Assert.Equal([1L], film.Ids);
        Assert.Equal(TrackPhase.Seen, film.Only.Phase);
        Assert.Equal(0.3, film.Only.Confidence);
    }

    [Fact]
    public void FairlySureDetection_SeenOnce_IsNobodyYet()
    {
        var film = new Film(25);

        film.Show(Film.Person(100, confidence: 0.8));
        TrackPhase first = film.Tracker.Tracks[0].Phase;
        film.Show(Film.Person(100, confidence: 0.8));

        Assert.Equal(TrackPhase.Tentative, first);
        Assert.Equal(TrackPhase.Seen, film.Tracker.Tracks[0].Phase);
    }

    [Fact]
    public void OnePersonDetectedTwice_IsOne()
    {
        var film = new Film(25);

        film.Play(1, t => [Film.Person(100 + Walk * t), Film.Person(103 + Walk * t, confidence: 0.91)]);

        Assert.Equal([1L], film.Ids);
    }

    [Fact]
    public void Detections_WithoutSense_AreCountedAndNothingElse()
    {
        var film = new Film(25);

        film.Show(
            new Detection(new PixelBox(0, 0, 0, 10), 0.9), new Detection(new PixelBox(double.NaN, 0, 10, 10), 0.9),
            new Detection(new PixelBox(0, 0, 10, 10), 1.5), new Detection(new PixelBox(0, 0, double.PositiveInfinity, 10), 0.9));

        Assert.Equal(4, film.Tracker.DetectionsRefused);
        Assert.Equal(0, film.Tracker.Tracks.Length);
    }

    [Fact]
    public void MoreDetectionsThanTheLimit_LeaveOutTheLeastSure()
    {
        var film = new Film(25);
        Detection[] crowd = [.. Enumerable.Range(0, BoxTracker.DetectionsMax + 4).Select(i => Film.Person(i * 1_000.0, confidence: 1 - i * 0.0002))];
        Array.Reverse(crowd);

        film.Show(crowd);

        Assert.Equal(4, film.Tracker.DetectionsRefused);
        Assert.Equal(BoxTracker.DetectionsMax, film.Tracker.Tracks.Length);
        Assert.All(film.Tracker.Tracks.ToArray(), t => Assert.True(t.DetectionIndex >= 4));
    }

    [Fact]
    public void MoreTracksThanTheLimit_AreRefusedAndCounted()
    {
        var film = new Film(25);
        Detection[] crowd = [.. Enumerable.Range(0, BoxTracker.TracksMax).Select(i => Film.Person(i * 1_000.0))];

        film.Show(crowd);
        film.Show([.. crowd.Select(d => d with { Box = d.Box with { Top = 5_000 } })]);

        Assert.Equal(BoxTracker.TracksMax, film.Tracker.TracksRefused);
    }

    [Fact]
    public void PictureThatIsNotNewer_ChangesNothing()
    {
        var film = new Film(25);
        film.Show(Film.Person(100));

        bool taken = film.Tracker.Update(new StoreTime(film.NowUs), [Film.Person(900)]);

        Assert.False(taken);
        Assert.Equal((1, 1L), (film.Tracker.Tracks.Length, film.Tracker.PicturesLate));
    }

    [Fact]
    public void BusyFilm_OnceItIsWarm_AllocatesNothing()
    {
        var film = new Film(25);
        Detection[][] loop = [.. Enumerable.Range(0, 100).Select(f => Enumerable.Range(0, 15)
            .Where(p => (f + p) % 9 != 0)
            .Select(p => Film.Person((p * 140 + f * 8) % 1_900, y: 300 + p * 20, confidence: (f * p) % 7 == 0 ? 0.4 : 0.95)).ToArray())];
        void Pass()
        {
            foreach (Detection[] picture in loop) film.Tracker.Update(film.Tracker.Now + 40_000, picture);
        }
        film.Show();
        for (int i = 0; i < 40; i++) Pass();

        long least = long.MaxValue;
        for (int i = 0; i < 6; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Pass();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(film.Tracker.Tracks.Length >= 10);
        Assert.Equal(0, least);
    }

    private static TrackPhase PhaseOf(Film film, long id) => film.Tracker.Tracks.ToArray().Single(t => t.Id == id).Phase;
}
