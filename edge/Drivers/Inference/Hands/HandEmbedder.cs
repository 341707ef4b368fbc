using O4O.Edge.Drivers.Inference.Decoding;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Drivers.Inference.Pictures;

namespace O4O.Edge.Drivers.Inference.Hands;

/// <summary>
/// One model of products in hands (family embedding) in one session: a picture and the place of a hand in, a direction and the
/// odds of an empty hand out. One thread at a time. Holds native memory: dispose it. Allocates nothing while embedding.
/// </summary>
public sealed class HandEmbedder : IDisposable
{
    private readonly ModelSession _session;
    private readonly SquareCropper _cropper;

    /// <summary>Loads the model, checks its shapes against its manifest, and warms it up.</summary>
    /// <param name="model">Of the family embedding.</param>
    /// <param name="threads">Of the session, 1 to 16.</param>
    /// <exception cref="ModelException">The model cannot be run, or is of another family; the message names the file and the reason.</exception>
    public HandEmbedder(Model model, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 16);
        Model = model;
        Hands = model.Manifest.Hands
            ?? throw new ModelException($"{model.ManifestPath}: is not a model of products in hands (family embedding); the house's own is called \"{ModelNames.Hands}\"");
        _cropper = new SquareCropper(model.Manifest.Input);
        _session = new ModelSession(model, [new TensorShape(1, Hands.Numbers + 1)], threads);
        try
        {
            for (int i = 0; i < 2; i++) _session.Run();
        }
        catch (ModelException)
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>The model that runs.</summary>
    public Model Model { get; }

    /// <summary>What its manifest says of hands.</summary>
    public ModelHands Hands { get; }

    /// <summary>The model's input as the last look left it: 3 × side × side numbers.</summary>
    internal ReadOnlySpan<float> Input => _session.Input;

    /// <summary>Looks into a hand.</summary>
    /// <param name="picture">Any size.</param>
    /// <param name="place">Where in it; the square may reach out of the picture.</param>
    /// <param name="emptyLogit">What the model says of the hand's being empty: above 0 rather empty.</param>
    /// <returns>A direction of length 1, <see cref="ModelHands.Numbers"/> numbers; valid until the next call.</returns>
    /// <exception cref="ArgumentException">The place is none.</exception>
    /// <exception cref="ModelException">The runtime failed.</exception>
    public ReadOnlySpan<float> Embed(in Picture picture, in HandPlace place, out float emptyLogit)
    {
        if (!(place.PxPerMm > 0 && float.IsFinite(place.PxPerMm) && float.IsFinite(place.X) && float.IsFinite(place.Y)))
            throw new ArgumentException($"a hand is at a place with a scale above 0, not at {place}", nameof(place));
        _cropper.Cut(picture, place.X, place.Y, Hands.CropMm * place.PxPerMm, _session.Input);
        _session.Run();
        ReadOnlySpan<float> output = _session.Outputs[0];
        emptyLogit = output[^1];
        return output[..^1];
    }

    /// <summary>The floor under <see cref="Embed"/>: runs the session on what its input holds, and reads nothing.</summary>
    public void RunBare() => _session.Run();

    public void Dispose() => _session.Dispose();
}
