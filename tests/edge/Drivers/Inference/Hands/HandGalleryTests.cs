using FsCheck;
using FsCheck.Fluent;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference.Hands;

/// <summary>Galleries: what is enrolled is what is there, in memory and in a file, and nobody else's is taken.</summary>
public sealed class HandGalleryTests : IDisposable
{
    private readonly TinyHands _tiny = new();
    private readonly Model _model;

    public HandGalleryTests() => _model = _tiny.Open();

    private string FilePath => Path.Combine(_tiny.Folder, "gallery.o4og");

    [Fact]
    public void Enrolments_InAnyOrderWithReplacementsAndRemovals_GiveWhatADictionaryWould() => Prop.ForAll<(byte, byte)[]>(steps =>
    {
        HandGallery gallery = HandGallery.Empty(_model);
        var known = new SortedDictionary<long, float[]>();
        foreach ((byte which, byte pictures) in steps ?? [])
        {
            long gtin = 1 + which % 9;
            float[] directions = [.. Enumerable.Range(0, 1 + pictures % 4).SelectMany(k => TinyHands.Axis((which + pictures + k) % TinyHands.Numbers))];
            if (pictures % 5 == 4)
            {
                gallery = gallery.Without(gtin);
                known.Remove(gtin);
                continue;
            }
            gallery = gallery.With(gtin, directions);
            known[gtin] = directions;
        }
        HandGalleryFile.Save(gallery, FilePath);
        return Holds(gallery, known) && Holds(HandGalleryFile.Load(FilePath, _model), known);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void File_OfAnotherModel_IsRefusedWithCauseAndCure()
    {
        using var other = new TinyHands(TinyHands.Axis(3));
        HandGalleryFile.Save(HandGallery.Empty(other.Open()).With(5, TinyHands.Axis(0)), FilePath);

        ModelException e = Assert.Throws<ModelException>(() => HandGalleryFile.Load(FilePath, _model));

        Assert.Contains("made by another model", e.Message, StringComparison.Ordinal);
        Assert.Contains("enrol the products again", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WithAnyByteFlippedOrCutAnywhere_IsRefused()
    {
        HandGalleryFile.Save(HandGallery.Empty(_model).With(5, TinyHands.Axis(0)).With(7, [.. TinyHands.Axis(1), .. TinyHands.Axis(2)]), FilePath);
        byte[] whole = File.ReadAllBytes(FilePath);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= 1;
            File.WriteAllBytes(FilePath, flipped);
            Assert.Throws<ModelException>(() => HandGalleryFile.Load(FilePath, _model));
            File.WriteAllBytes(FilePath, whole[..i]);
            Assert.Throws<ModelException>(() => HandGalleryFile.Load(FilePath, _model));
        }
    }

    [Fact]
    public void File_ThatIsNotThere_IsSaidWithTheCommandThatMakesOne() =>
        Assert.Contains("models enrol", Assert.Throws<ModelException>(() => HandGalleryFile.Load(FilePath, _model)).Message, StringComparison.Ordinal);

    [Fact]
    public void Enrolment_OfNoDirection_IsAnError()
    {
        HandGallery gallery = HandGallery.Empty(_model);

        Assert.Throws<ArgumentException>(() => gallery.With(5, []));
        Assert.Throws<ArgumentException>(() => gallery.With(5, new float[TinyHands.Numbers]));
        Assert.Throws<ArgumentException>(() => gallery.With(5, new float[TinyHands.Numbers + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.With(0, TinyHands.Axis(0)));
    }

    public void Dispose() => _tiny.Dispose();

    private static bool Holds(HandGallery gallery, SortedDictionary<long, float[]> known)
    {
        if (!gallery.Gtins.AsSpan().SequenceEqual(known.Keys.ToArray())) return false;
        int at = 0;
        foreach (float[] directions in known.Values)
        {
            if (gallery.PicturesOf(at) != directions.Length / TinyHands.Numbers || !gallery.Of(at).SequenceEqual(directions)) return false;
            at++;
        }
        return gallery.Pictures == known.Values.Sum(d => d.Length) / TinyHands.Numbers;
    }
}
