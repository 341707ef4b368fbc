using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Recording;
using O4O.Edge.Store.Journal;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>Replays a recording from its pictures.</summary>
internal static class PictureReplay
{
    /// <summary>Looks at every picture again, and replays what is found now.</summary>
    /// <param name="path">The recording.</param>
    /// <param name="rate">Times real time; 0 for as fast as it goes.</param>
    /// <param name="model">Finds people: a name, a manifest or a file; null for the name of the one that did when it was recorded.</param>
    /// <param name="gallery">What the network of products in hands knows, a file; null for what is in the recording.</param>
    /// <param name="looked">What came of it.</param>
    /// <exception cref="NotARecordingException">Not a recording, or one without pictures.</exception>
    /// <exception cref="InvalidOperationException">Its pictures cannot be used, or a model cannot; the message says why.</exception>
    public static ReplayResult Run(string path, double rate, string? model, string? gallery, out LookedAgain looked)
    {
        try
        {
            using PictureLens lens = Open(path, model, gallery);
            ReplayResult result = Replayer.Run(path, rate, null, lens: lens);
            looked = lens.Finish();
            return looked.Pictures > 0 ? result : throw Without(path, looked.FirstDamage is { } damage ? $": all {looked.Damaged} are damaged ({damage})" : "");
        }
        catch (ModelException e)
        {
            throw new InvalidOperationException(e.Message, e);
        }
    }

    private static PictureLens Open(string path, string? model, string? gallery)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        if (reader.Eyes is null && !HasPictures(path)) throw Without(path, "");
        return new PictureLens(reader.Store, reader.Eyes, model, Products(path, reader.Eyes, gallery));
    }

    /// <summary>A recording of the running store says with each picture who looked at it, and nothing before the first.</summary>
    private static bool HasPictures(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        while (reader.Pictures.Count == 0 && reader.TryRead(out _)) { }
        return reader.Pictures.Count > 0;
    }

    private static (Model, HandGallery)? Products(string path, RecordedEyes? eyes, string? gallery)
    {
        if (eyes is null || eyes.Gallery.IsEmpty)
            return gallery is null ? null : throw new InvalidOperationException($"{path}: no network looked into hands when it was recorded, so there are no pictures of hands: leave --gallery out");
        Model model = ModelLibrary.Default.Open(ModelNames.Hands);
        if (gallery is not null) return (model, HandGalleryFile.Load(gallery, model));
        try
        {
            return (model, HandGalleryFile.Read($"{path}: its {RecordedEyes.GalleryAttachment}", eyes.Gallery.Span, model));
        }
        catch (ModelException e)
        {
            throw new ModelException($"{e.Message}; --gallery FILE names another", e);
        }
    }

    private static NotARecordingException Without(string path, string why) => new(
        $"{path} holds no pictures that could be looked at again{why}; ./o4o simulate --eyes pixels --frames makes recordings that do, as does ./o4o edge with the setting recording.frames; without --eyes pixels this one is replayed from its detections");
}
