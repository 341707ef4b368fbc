using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Decoding;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

public sealed class SuppressionTests
{
    [Fact]
    public void Apply_ToTwoThatOverlap_KeepsTheSurer()
    {
        Detection[] kept = Apply(0.45f, 10, new(10, 10, 20, 20, 0.6f, 0), new(12, 10, 20, 20, 0.9f, 0));

        Assert.Equal(0.9f, Assert.Single(kept).Score);
    }

    [Fact]
    public void Apply_ToTwoClassesAtOnePlace_KeepsBoth() =>
        Assert.Equal([1, 0], Apply(0.45f, 10, new(10, 10, 20, 20, 0.6f, 0), new(10, 10, 20, 20, 0.9f, 1)).Select(d => d.Class));

    [Fact]
    public void Apply_ToAnOverlapOfExactlyTheLimit_KeepsBoth() =>
        Assert.Equal(2, Apply(1 / 3f, 10, new(0, 0, 20, 10, 0.9f, 0), new(10, 0, 20, 10, 0.8f, 0)).Length);

    [Fact]
    public void Apply_ToOneThatOverlapsOnlyWhatWent_KeepsIt()
    {
        Detection[] kept = Apply(0.3f, 10, new(0, 0, 20, 10, 0.9f, 0), new(8, 0, 20, 10, 0.8f, 0), new(16, 0, 20, 10, 0.7f, 0));

        Assert.Equal([0.9f, 0.7f], kept.Select(d => d.Score));
    }

    [Fact]
    public void Apply_ToEqualScores_KeepsTheModelsOrder() =>
        Assert.Equal([0f, 100f, 50f], Apply(0.5f, 10, new(0, 0, 9, 9, 0.5f, 0), new(100, 0, 9, 9, 0.5f, 0), new(50, 0, 9, 9, 0.5f, 0)).Select(d => d.X));

    [Fact]
    public void Apply_WithALimit_KeepsTheSurestSoMany()
    {
        Detection[] many = [.. Enumerable.Range(0, 50).Select(i => new Detection(i * 100, 0, 9, 9, 0.5f + (i * 0.01f), 0))];

        Assert.Equal([0.99f, 0.98f, 0.97f], Apply(0.5f, 3, many).Select(d => d.Score));
    }

    [Fact]
    public void Apply_ToAnything_LeavesNoTwoThatOverlapTooMuchAndNothingElseOut()
    {
        var box =
            from x in Gen.Choose(0, 60)
            from y in Gen.Choose(0, 60)
            from width in Gen.Choose(1, 40)
            from height in Gen.Choose(1, 40)
            from score in Gen.Choose(50, 100)
            from ofClass in Gen.Choose(0, 1)
            select new Detection(x, y, width, height, score / 100f, ofClass);

        Prop.ForAll(Gen.ListOf(box).ToArbitrary(), list =>
        {
            Detection[] all = [.. list];
            Detection[] kept = Apply(0.4f, 1000, all);
            bool apart = kept.All(a => kept.Where(b => !b.Equals(a) && b.Class == a.Class).All(b => Overlap(a, b) <= 0.4f));
            bool explained = all.All(a => kept.Contains(a) || kept.Any(k => k.Class == a.Class && k.Score >= a.Score && Overlap(a, k) > 0.4f));
            return apart && explained;
        }).QuickCheckThrowOnFailure();
    }

    private static Detection[] Apply(float overlapMax, int keepMax, params Detection[] boxes)
    {
        var list = new BoxList(Math.Max(1, boxes.Length), 0.1f, [true, true]);
        foreach (Detection d in boxes) list.Add(d.X + (d.Width / 2), d.Y + (d.Height / 2), d.Width, d.Height, d.Score, d.Class);
        new Suppression(Math.Max(1, boxes.Length)).Apply(list, overlapMax, keepMax);
        return list.Boxes.ToArray();
    }

    /// <summary>By counting whole pixels: the boxes of these tests lie on them.</summary>
    private static float Overlap(Detection a, Detection b)
    {
        double width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X), height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        double shared = Math.Max(0, width) * Math.Max(0, height);
        return (float)(shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared));
    }
}
