using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Tests.Store.Builders;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference.Hands;

/// <summary>From a model's direction to what the store takes in.</summary>
public sealed class ProductLookerTests
{
    private static readonly StoreLayout Layout = SmallStore.Layout;
    private static readonly HandPlace Place = new(20, 15, 0.1f);
    private readonly byte[] _pixels = new byte[Picture.Bytes(40, 30)];

    private Picture Picture => new(40, 30, _pixels);

    [Fact]
    public void Look_AtOneOfTwoEnrolled_SharesByTheManifestsNumbers()
    {
        using var tiny = new TinyHands(TinyHands.Axis(0), emptyLogit: 2);
        Model model = tiny.Open();
        HandGallery gallery = HandGallery.Empty(model)
            .With(Layout.GtinNumber(0), [.. TinyHands.Between(0, 1, 0.9), .. TinyHands.Between(0, 1, 0.7)]).With(Layout.GtinNumber(1), TinyHands.Between(0, 2, 0.8));
        using var looker = new ProductLooker(model, gallery, Layout);

        HandLook look = looker.Look(Picture, Place, 7, true);

        double empty = 1 / (1 + Math.Exp(-(TinyHands.EmptySlope * 2 + TinyHands.EmptyShift)));
        double first = Math.Log((Math.Exp(TinyHands.Sharpness * 0.9) + Math.Exp(TinyHands.Sharpness * 0.7)) / 2) / TinyHands.Sharpness;
        double share = 1 / (1 + Math.Exp(TinyHands.Certainty * (0.8 - first))) * (1 - TinyHands.Doubt) + TinyHands.Doubt / 2, sold = 2.0 / Layout.Products.Count;
        Assert.Equal(7, look.Track);
        Assert.Equal(empty, look.EmptyProbability, 1e-4);
        Assert.Equal(2, look.Count);
        Assert.Equal((0, 1), (look[0].ProductIndex, look[1].ProductIndex));
        Assert.Equal((1 - empty) * sold * share, look.Probability(0, Layout.Products.Count), 1e-4);
        Assert.Equal((1 - empty) * sold * (1 - share), look.Probability(1, Layout.Products.Count), 1e-4);
    }

    [Fact]
    public void Look_WithoutASharpness_SharesByTheCosineToTheMiddleOfAProductsPictures()
    {
        using var tiny = new TinyHands(TinyHands.Axis(0), emptyLogit: 2, sharpness: null);
        Model model = tiny.Open();
        HandGallery gallery = HandGallery.Empty(model) // the middle of the first product's pictures is between axes 0 and 1, where one alone is the look itself
            .With(Layout.GtinNumber(0), [.. TinyHands.Axis(0), .. TinyHands.Axis(1)]).With(Layout.GtinNumber(1), TinyHands.Between(0, 2, 0.8));
        using var looker = new ProductLooker(model, gallery, Layout);

        HandLook look = looker.Look(Picture, Place, 7, true);

        double empty = 1 / (1 + Math.Exp(-(TinyHands.EmptySlope * 2 + TinyHands.EmptyShift)));
        double share = 1 / (1 + Math.Exp(TinyHands.Certainty * (Math.Sqrt(0.5) - 0.8))) * (1 - TinyHands.Doubt) + TinyHands.Doubt / 2, sold = 2.0 / Layout.Products.Count;
        Assert.Equal((1, 0), (look[0].ProductIndex, look[1].ProductIndex));
        Assert.Equal((1 - empty) * sold * share, look.Probability(1, Layout.Products.Count), 1e-4);
    }

    [Fact]
    public void Look_WithTheWholeStoreEnrolled_NamesTheSixLikeliestAndAddsUpToNoMoreThanOne()
    {
        var dice = new Random(3);
        for (int round = 0; round < 50; round++)
        {
            float[] said = Direction(dice);
            using var tiny = new TinyHands(said, emptyLogit: (float)(dice.NextDouble() * 8 - 4));
            Model model = tiny.Open();
            HandGallery gallery = HandGallery.Empty(model);
            var cosines = new double[Layout.Products.Count];
            for (int p = 0; p < cosines.Length; p++)
            {
                float[] direction = Direction(dice);
                gallery = gallery.With(Layout.GtinNumber(p), direction);
                for (int i = 0; i < said.Length; i++) cosines[p] += said[i] * direction[i];
            }
            using var looker = new ProductLooker(model, gallery, Layout);

            HandLook look = looker.Look(Picture, Place, 12.5f, 3.25f, null);

            int named = Math.Min(LookEntries.Max, cosines.Length);
            Assert.Equal(named, look.Count);
            Assert.Equal(Enumerable.Range(0, cosines.Length).OrderByDescending(p => cosines[p]).Take(named), Enumerable.Range(0, named).Select(i => look[i].ProductIndex));
            Assert.True(look.Empty + Enumerable.Range(0, named).Sum(i => look[i].Share) <= HandLook.Whole);
            Assert.True(look.IsPlaced && !look.IsSideKnown && look.X == 12.5f && look.Y == 3.25f);
        }
    }

    [Fact]
    public void Look_TenTimes_AllocatesNothing()
    {
        using var tiny = new TinyHands();
        Model model = tiny.Open();
        using var looker = new ProductLooker(model, HandGallery.Empty(model).With(Layout.GtinNumber(0), TinyHands.Axis(0)), Layout);
        looker.Look(Picture, Place, 7, true);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) looker.Look(Picture, Place, 7, true);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Looker_WithAnotherModelsGallery_IsRefused()
    {
        using var tiny = new TinyHands();
        using var other = new TinyHands(TinyHands.Axis(3));
        HandGallery gallery = HandGallery.Empty(other.Open()).With(Layout.GtinNumber(0), TinyHands.Axis(0));

        ModelException e = Assert.Throws<ModelException>(() => new ProductLooker(tiny.Open(), gallery, Layout));

        Assert.Contains("another model", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looker_WithNothingThatIsSold_IsRefused()
    {
        using var tiny = new TinyHands();
        Model model = tiny.Open();

        ModelException e = Assert.Throws<ModelException>(() => new ProductLooker(model, HandGallery.Empty(model).With(1, TinyHands.Axis(0)), Layout));

        Assert.Contains("models enrol", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Detector_OfAModelOfHands_IsRefusedAndSaysWhatWouldDo()
    {
        using var tiny = new TinyHands();

        ModelException e = Assert.Throws<ModelException>(() => new Detector(tiny.Open(), new DetectorOptions()));

        Assert.Contains("finds nothing in a picture", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, 5, 1)]
    [InlineData(5, float.PositiveInfinity, 1)]
    [InlineData(5, 5, 0)]
    [InlineData(5, 5, float.NaN)]
    public void Embedder_AtNoPlace_IsAnError(float x, float y, float pxPerMm)
    {
        using var tiny = new TinyHands();
        using var embedder = new HandEmbedder(tiny.Open());
        byte[] i420 = new byte[Picture.Bytes(40, 30)];

        Assert.Throws<ArgumentException>(() => { embedder.Embed(new Picture(40, 30, i420), new HandPlace(x, y, pxPerMm), out _); });
    }

    [Fact]
    public void Embedder_OfADetector_IsRefused()
    {
        using var tiny = new TinyModel();

        Assert.Contains("is not a model of products in hands", Assert.Throws<ModelException>(() => new HandEmbedder(tiny.Open())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ", "hands must be there for the family embedding")]
    [InlineData("""
        , "hands": { "cropMm": 10, "numbers": 8, "sharpness": 16, "certainty": 0, "doubt": 0.7, "emptySlope": 1, "emptyShift": 0, "fittedOn": "" }
        """, "cropMm must be between 50 and 1000|certainty must be|doubt must be|fittedOn must say")]
    public void Manifest_WithoutOrWithImpossibleHands_SaysSo(string hands, string wanted)
    {
        using var tiny = new TinyHands(hands: hands);

        ModelException e = Assert.Throws<ModelException>(tiny.Open);

        Assert.All(wanted.Split('|'), w => Assert.Contains(w, e.Message, StringComparison.Ordinal));
    }

    private static float[] Direction(Random dice)
    {
        var numbers = new float[TinyHands.Numbers];
        double length = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)(dice.NextDouble() * 2 - 1);
            length += numbers[i] * numbers[i];
        }
        for (int i = 0; i < numbers.Length; i++) numbers[i] /= (float)Math.Sqrt(length);
        return numbers;
    }
}
