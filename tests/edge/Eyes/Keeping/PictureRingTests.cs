using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Eyes.Keeping;
using Xunit;

namespace O4O.Edge.Tests.Eyes.Keeping;

/// <summary>The last seconds of a camera: what is kept, what is held, what is gone.</summary>
public sealed class PictureRingTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void Ring_WithoutADoubt_HoldsOnlyItsLastSeconds()
    {
        var ring = new PictureRing(5 * Second, 1 << 20);

        for (int s = 1; s <= 20; s++) ring.Add(s * Second, Picture(s));

        Assert.Equal([15, 16, 17, 18, 19, 20], Seconds(ring));
    }

    [Fact]
    public void Ring_OfACameraThatFellSilent_ForgetsAllTheSame()
    {
        var ring = new PictureRing(5 * Second, 1 << 20);
        ring.Add(Second, Picture(1));

        ring.Tend(7 * Second);

        Assert.Equal(0, ring.Count);
    }

    [Fact]
    public void Span_InDoubt_IsHeldUntilItIsLetGo()
    {
        var ring = new PictureRing(5 * Second, 1 << 20);
        for (int s = 1; s <= 6; s++) ring.Add(s * Second, Picture(s));
        ring.Hold(1, 4 * Second, 8 * Second, 1_000 * Second); // reaches ahead
        for (int s = 7; s <= 30; s++) ring.Add(s * Second, Picture(s));
        Assert.Equal([4, 5, 6, 7, 8, 25, 26, 27, 28, 29, 30], Seconds(ring));

        ring.LetGo(1, 30 * Second);

        Assert.Equal([25, 26, 27, 28, 29, 30], Seconds(ring));
    }

    [Fact]
    public void Span_OfTwoDoubts_IsHeldUntilBothAreGone()
    {
        var ring = new PictureRing(5 * Second, 1 << 20);
        for (int s = 1; s <= 4; s++) ring.Add(s * Second, Picture(s));
        ring.Hold(1, 1 * Second, 3 * Second, 1_000 * Second);
        ring.Hold(2, 2 * Second, 4 * Second, 1_000 * Second);

        ring.LetGo(1, 60 * Second);

        Assert.Equal([2, 3, 4], Seconds(ring));
    }

    [Fact]
    public void Span_WhoseDoubtIsNotToldAgain_IsForgotten()
    {
        var ring = new PictureRing(5 * Second, 1 << 20);
        ring.Add(Second, Picture(1));
        ring.Hold(1, 0, 2 * Second, 20 * Second);
        ring.Hold(1, 0, 2 * Second, 40 * Second); // told again

        ring.Tend(39 * Second);
        Assert.Equal([1], Seconds(ring));
        ring.Tend(40 * Second);

        Assert.Equal(0, ring.Count);
    }

    [Fact]
    public void Memory_Full_LosesTheOldestThatNobodyHolds()
    {
        var ring = new PictureRing(1_000 * Second, 8 * Blocks.BlockBytes); // eight pictures of one block
        for (int s = 1; s <= 4; s++) ring.Add(s * Second, Picture(s));
        ring.Hold(1, 1 * Second, 2 * Second, 1_000 * Second);

        for (int s = 5; s <= 20; s++) ring.Add(s * Second, Picture(s));

        Assert.Equal([1, 2, 15, 16, 17, 18, 19, 20], Seconds(ring));
        Assert.Equal(0, ring.Lost);
    }

    [Fact]
    public void Memory_FullOfWhatIsHeld_LosesTheOldestAndCountsIt()
    {
        var ring = new PictureRing(5 * Second, 4 * Blocks.BlockBytes);
        ring.Hold(1, 0, 100 * Second, 1_000 * Second);

        for (int s = 1; s <= 6; s++) ring.Add(s * Second, Picture(s));

        Assert.Equal([3, 4, 5, 6], Seconds(ring));
        Assert.Equal(2, ring.Lost);
    }

    [Fact]
    public void Holds_TooMany_LetTheOldestGo()
    {
        var ring = new PictureRing(Second, 1 << 20);
        for (int s = 1; s <= 2; s++) ring.Add(s * Second, Picture(s));
        ring.Hold(1, 1 * Second, 1 * Second, 1_000 * Second);
        ring.Hold(2, 2 * Second, 2 * Second, 1_000 * Second);
        for (int d = 3; d <= PictureRing.HoldsMax + 1; d++) ring.Hold(d, 0, 0, 1_000 * Second);

        ring.Tend(100 * Second);

        Assert.Equal([2], Seconds(ring));
    }

    [Fact]
    public void Since_ATurn_NothingIsLeft()
    {
        var ring = new PictureRing(100 * Second, 1 << 20);
        for (int s = 1; s <= 6; s++) ring.Add(s * Second, Picture(s));
        ring.Hold(1, 0, 100 * Second, 1_000 * Second);

        ring.ForgetSince(4 * Second);

        Assert.Equal([1, 2, 3], Seconds(ring));
    }

    [Fact]
    public void Pictures_OfAnyLength_ComeBackAsTheyWere() => Prop.ForAll(
        Gen.Choose(1, 5 * Blocks.BlockBytes).NonEmptyListOf().ToArbitrary(),
        lengths =>
        {
            var ring = new PictureRing(1_000_000 * Second, 40 * Blocks.BlockBytes);
            for (int i = 0; i < lengths.Count; i++) ring.Add((i + 1) * Second, Picture(i + 1, lengths[i]));
            using ClipCopy copy = ring.Copy(0, long.MaxValue, 1_000);
            int first = lengths.Count - copy.Pictures.Length;
            bool all = copy.Pictures.Length > 0;
            for (int i = 0; i < copy.Pictures.Length; i++) all &= copy[i].SequenceEqual(Picture(first + i + 1, lengths[first + i]));
            return all;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Copy_OfASpan_HasJustItsPictures()
    {
        var ring = new PictureRing(100 * Second, 1 << 20);
        for (int s = 1; s <= 9; s++) ring.Add(s * Second, Picture(s));

        using ClipCopy copy = ring.Copy(3 * Second, 6 * Second, 3);

        Assert.Equal([3 * Second, 4 * Second, 5 * Second], copy.Pictures.Select(p => p.CapturedUs));
    }

    [Fact]
    public void Picture_Added_AllocatesNothing()
    {
        var ring = new PictureRing(5 * Second, 1 << 20);
        byte[] picture = Picture(1, 9_000);
        ring.Add(1, picture);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int s = 1; s <= 100; s++) ring.Add(s * Second, picture);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Picture(int number, int length = 300)
    {
        byte[] bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return bytes;
    }

    private static long[] Seconds(PictureRing ring)
    {
        using ClipCopy copy = ring.Copy(0, long.MaxValue, 1_000);
        return [.. copy.Pictures.Select(p => p.CapturedUs / Second)];
    }
}
