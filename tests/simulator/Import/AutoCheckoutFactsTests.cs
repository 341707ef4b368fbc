using O4O.Edge.Store.Facts;
using Xunit;

namespace O4O.Simulator.Tests.Import;

/// <summary>What becomes of weights and people: units, times, numbers, order.</summary>
public sealed class AutoCheckoutFactsTests : IDisposable
{
    private const int PeriodUs = 16_667;
    private readonly AutoCheckoutFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_OfAGondola_BecomeOneMessageForEachShelf()
    {
        ReadBack read = _folder.Import();

        foreach (int shelf in (int[])[1, 2])
        {
            IReadOnlyList<ReadBack.Weights> messages = read.Shelf($"shelf-1-{shelf}");
            Assert.Equal(6, messages.Count);
            Assert.Equal([0u, 1, 2, 3, 4, 5], messages.Select(m => m.Sequence));
            Assert.All(messages, m => Assert.Equal((1u, PeriodUs, 3), (m.Epoch, m.PeriodUs, m.Plates)));
            Assert.Equal(AutoCheckoutFolder.Samples * 3, messages[0].Mg.Length);
            // Grams as the folder made them: 0.002 g more in the second sample (7 mod 5).
            Assert.Equal([(1010 + 100 * shelf) * 1000, (1020 + 100 * shelf) * 1000, (1030 + 100 * shelf) * 1000], messages[0].Mg[..3]);
            Assert.Equal((1010 + 100 * shelf) * 1000 + 2, messages[0].Mg[3]);
        }
    }

    [Fact]
    public void Weights_OriginInTheMiddle_FirstSampleIsFiveAndAHalfPeriodsBefore()
    {
        ReadBack read = _folder.Import();

        ReadBack.Weights first = read.Shelf("shelf-1-1")[0];
        Assert.Equal(AutoCheckoutFolder.StartUs - PeriodUs * 11 / 2, first.FirstUs);
        Assert.Equal(AutoCheckoutFolder.StartUs + 95_000, first.LogUs);
    }

    [Fact]
    public void Weights_NotANumberForAWhile_AreMissingOnlyThere()
    {
        _folder.Plates![1] = AutoCheckoutFolder.Weights(200, grams: (s, h, p) =>
            p > 3 || (h == 1 && p == 2 && s == 4) ? float.NaN : p == 3 && s == 0 ? float.PositiveInfinity : s + p);

        ReadBack read = _folder.Import();

        int[] mg = read.Shelf("shelf-1-1")[1].Mg;
        Assert.Equal(WeightBatch.Missing, mg[4 * 3 + 1]);
        Assert.Equal(WeightBatch.Missing, mg[0 * 3 + 2]);
        Assert.Equal(2, mg.Count(v => v == WeightBatch.Missing));
        Assert.DoesNotContain(WeightBatch.Missing, read.Shelf("shelf-1-1")[2].Mg);
    }

    [Fact]
    public void Weights_StoredTwice_AreTheSameMessageTwice()
    {
        _folder.Plates!.Insert(3, AutoCheckoutFolder.Weights(400, arrivesMs: 99));

        ReadBack read = _folder.Import();

        IReadOnlyList<ReadBack.Weights> messages = read.Shelf("shelf-1-1");
        Assert.Equal([0u, 1, 2, 2, 3, 4, 5], messages.Select(m => m.Sequence));
        Assert.Equal(messages[2].Mg, messages[3].Mg);
        Assert.Equal(4_000, messages[3].LogUs - messages[2].LogUs);
    }

    [Fact]
    public void Weights_WithAHole_HaveAHoleInTheirNumbers()
    {
        _folder.Plates!.RemoveRange(2, 2);

        ReadBack read = _folder.Import();

        Assert.Equal([0u, 1, 4, 5], read.Shelf("shelf-1-1").Select(m => m.Sequence));
    }

    [Fact]
    public void Facts_StoredInAnyOrder_AreWrittenByArrivalAndNumberedByOrigin()
    {
        _folder.Plates!.Reverse();
        _folder.Targets![1] = AutoCheckoutFolder.People(66, arrivesMs: 2400);

        ReadBack read = _folder.Import();

        Assert.Equal(read.All.Select(m => m.LogUs).Order(), read.All.Select(m => m.LogUs));
        Assert.Equal([0u, 1, 2, 3, 4, 5], read.Shelf("shelf-1-2").Select(m => m.Sequence));
        Assert.Equal([0u, 2, 1, 3, 4, 5], read.Frames().Select(f => f.Sequence));
    }

    [Theory]
    [InlineData(30_000, 30_000)]
    [InlineData(60_000, 60_000)]
    [InlineData(60_001, 94)]
    [InlineData(-1, 94)]
    public void Arrival_OutsideOfAMinuteAfterTheOrigin_IsTheTimeOfIssue(int arrivesMs, int expectedMs)
    {
        _folder.Plates = [AutoCheckoutFolder.Weights(0, arrivesMs)];
        _folder.Targets = null;

        ReadBack read = _folder.Import();

        Assert.Equal(AutoCheckoutFolder.StartUs + expectedMs * 1000L, read.Shelf("shelf-1-1")[0].LogUs);
    }

    [Fact]
    public void Arrival_WithoutIssueToo_IsTheOrigin()
    {
        _folder.Plates = [AutoCheckoutFolder.Weights(0, 90_000).Replace("t_issue", "t_other", StringComparison.Ordinal)];
        _folder.Targets = null;

        ReadBack read = _folder.Import();

        Assert.Equal(AutoCheckoutFolder.StartUs, read.Shelf("shelf-1-1")[0].LogUs);
    }

    [Fact]
    public void People_InInches_BecomeMillimetresWithTheirScores()
    {
        ReadBack read = _folder.Import();

        ReadBack.Frame frame = read.Frames()[1];
        JointSet joints = Assert.Single(frame.People).Joints;
        Assert.Equal(long.Parse(AutoCheckoutFolder.Person, null), frame.People[0].Track);
        Assert.Equal((1u, 1u, AutoCheckoutFolder.StartUs + 66_000), (frame.Epoch, frame.Sequence, frame.CapturedUs));
        Assert.Equal(AutoCheckoutFolder.StartUs + 2_366_000, frame.LogUs);
        Assert.Equal(new Joint(1016, 1524, 1778, 128), joints[JointKind.Head]);
        Assert.Equal(255, joints[JointKind.Neck].Confidence);
        Assert.Equal(1, joints[JointKind.LeftShoulder].Confidence);
        Assert.Equal(new Joint(2540, -254, 25, 255), joints[JointKind.RightWrist]);
        Assert.False(joints[JointKind.LeftWrist].Seen);
        Assert.False(joints[JointKind.RightElbow].Seen);
    }

    [Fact]
    public void People_WithNamesThatAreNoNumbers_KeepOneNumberEach()
    {
        _folder.Targets = [AutoCheckoutFolder.People(0, id: "ann"), AutoCheckoutFolder.People(66, id: "bob"), AutoCheckoutFolder.People(132, id: "ann")];

        ReadBack read = _folder.Import();

        long[] tracks = [.. read.Frames().Select(f => f.People[0].Track)];
        Assert.Equal(tracks[0], tracks[2]);
        Assert.NotEqual(tracks[0], tracks[1]);
        Assert.All(tracks, t => Assert.True(t >= 0));
        Assert.Contains("names that are no numbers", _folder.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_OfTheStore_TicksFromTheFirstFactToTheLast()
    {
        ReadBack read = _folder.Import();

        long first = read.Ticks[0].LogUs, last = read.Ticks[^1].LogUs;
        Assert.Equal(AutoCheckoutFolder.StartUs + 95_000, first);
        Assert.InRange(AutoCheckoutFolder.StartUs + 2_630_000 - last, 0, 49_999);
    }
}
