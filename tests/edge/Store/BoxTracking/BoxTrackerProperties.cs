using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Store.BoxTracking;
using Xunit;

namespace O4O.Edge.Tests.Store.BoxTracking;

public sealed class BoxTrackerProperties
{
    private const int Frames = 30;

    /// <summary>People who walk at random through a small picture and are missed now and then, from one number.</summary>
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    [Fact]
    public void Tracks_OfAnyFilm_AreDistinctInOrderAndNeverComeBack()
    {
        Prop.ForAll(Seeds.ToArbitrary(), seed =>
        {
            var film = new Film(20);
            var gone = new HashSet<long>();
            long[] before = [];
            foreach (Detection[] picture in Scene(seed))
            {
                film.Show(picture);
                TrackedBox[] tracks = film.Tracker.Tracks.ToArray();
                long[] ids = [.. tracks.Select(t => t.Id)];
                gone.UnionWith(before.Except(ids));
                before = ids;
                int[] seen = [.. tracks.Select(t => t.DetectionIndex).Where(i => i >= 0)];
                if (!ids.SequenceEqual(ids.Distinct().Order()) || ids.Any(gone.Contains) || seen.Distinct().Count() != seen.Length) return false;
                if (tracks.Any(t => !t.Box.IsSound || t.Phase == TrackPhase.Seen != t.DetectionIndex >= 0 && t.Phase != TrackPhase.Tentative)) return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Tracks_OfDetectionsInAnotherOrder_AreTheSame()
    {
        Prop.ForAll(Seeds.ToArbitrary(), seed =>
        {
            Film straight = new(20), shuffled = new(20);
            var random = new Random(seed + 1);
            foreach (Detection[] picture in Scene(seed))
            {
                Detection[] other = [.. picture];
                random.Shuffle(other);
                straight.Show(picture);
                shuffled.Show(other);
                if (!Same(straight.Tracker.Tracks, shuffled.Tracker.Tracks, 1)) return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    /// <summary>Everything is measured in heights of people: a camera with twice the pixels sees the same. By 2, doubles are exact.</summary>
    [Fact]
    public void Tracks_OfAPictureTwiceAsLarge_AreTheSameTwiceAsLarge()
    {
        Prop.ForAll(Seeds.ToArbitrary(), seed =>
        {
            Film small = new(20), large = new(20);
            foreach (Detection[] picture in Scene(seed))
            {
                small.Show(picture);
                large.Show([.. picture.Select(d => d with { Box = Scaled(d.Box, 2) })]);
                if (!Same(small.Tracker.Tracks, large.Tracker.Tracks, 2)) return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void Options_EachOutOfItsRange_AreNamed()
    {
        BoxTrackerOptions good = new();
        (BoxTrackerOptions Options, string Name)[] bad =
        [
            (good with { FaintConfidence = -0.1 }, "faintConfidence"), (good with { SureConfidence = 0.05 }, "sureConfidence"),
            (good with { BirthConfidence = 0.5 }, "birthConfidence"), (good with { AtOnceConfidence = 0.1 }, "atOnceConfidence"),
            (good with { OverlapMin = 0 }, "overlapMin"), (good with { FaintOverlapMin = 1.1 }, "faintOverlapMin"),
            (good with { DuplicateOverlap = double.NaN }, "duplicateOverlap"), (good with { BoxNoiseHeights = 0 }, "boxNoiseHeights"),
            (good with { FirstSpeedHeights = 0 }, "firstSpeedHeights"), (good with { SpeedWanderHeights = 30 }, "speedWanderHeights"),
            (good with { WidthWanderHeights = 0 }, "widthWanderHeights"), (good with { HeightWanderHeights = 0 }, "heightWanderHeights"),
            (good with { NarrowShare = 2 }, "narrowShare"), (good with { WideShare = 0.5 }, "wideShare"), (good with { LowShare = -1 }, "lowShare"),
            (good with { PartLooseness = 0.5 }, "partLooseness"), (good with { SpeedMaxHeights = 0 }, "speedMaxHeights"),
            (good with { WanderHeights = -1 }, "wanderHeights"), (good with { WanderSlackHeights = 3 }, "wanderSlackHeights"),
            (good with { FaintUs = -1 }, "faintUs"), (good with { CoastUs = -1 }, "coastUs"), (good with { HiddenUs = 10 }, "hiddenUs"),
            (good with { CoverMin = 0 }, "coverMin"), (good with { ConfirmUs = -1 }, "confirmUs"),
            (good with { TentativeUs = -1 }, "tentativeUs"), (good with { LostUs = 100 }, "lostUs"),
        ];

        Assert.Empty(good.Problems());
        Assert.Equal(typeof(BoxTrackerOptions).GetProperties().Length, bad.Length);
        Assert.All(bad, b => Assert.Contains($"boxTracking.{b.Name} ", Assert.Throws<ArgumentException>(() => new BoxTracker(b.Options)).Message, StringComparison.Ordinal));
    }

    private static IEnumerable<Detection[]> Scene(int seed)
    {
        var random = new Random(seed);
        (double X, double Speed, double Height)[] people =
            [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => (random.NextDouble() * 600, (random.NextDouble() - 0.5) * 20, 80 + random.NextDouble() * 120))];
        for (int frame = 0; frame < Frames; frame++)
        {
            yield return
            [
                .. people.Where(_ => random.NextDouble() < 0.85).Select(p => Film.Person(
                    p.X + p.Speed * frame + random.NextDouble() * 8, 300 + random.NextDouble() * 8, p.Height * (0.95 + random.NextDouble() * 0.1), 0.2 + random.NextDouble() * 0.8)),
            ];
        }
    }

    private static bool Same(ReadOnlySpan<TrackedBox> a, ReadOnlySpan<TrackedBox> b, double scale)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (a[i] with { Box = Scaled(a[i].Box, scale), DetectionIndex = 0 } != b[i] with { DetectionIndex = 0 }) return false;
        return true;
    }

    private static PixelBox Scaled(PixelBox box, double by) => new(box.Left * by, box.Top * by, box.Width * by, box.Height * by);
}
