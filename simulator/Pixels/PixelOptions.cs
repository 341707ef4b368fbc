using O4O.Simulator.Rendering;

namespace O4O.Simulator.Pixels;

/// <summary>How people are found in rendered pictures.</summary>
public sealed record PixelOptions
{
    /// <summary>The model that is run unless another is named.</summary>
    public const string ModelUsual = "people-overhead";

    /// <summary>A model's name, its manifest (.json) or its file (.onnx).</summary>
    public string Model { get; init; } = ModelUsual;

    /// <summary>
    /// What the network of products in hands knows of the store's: a file that <c>models enrol</c> made. Then it looks into hands, in windows as
    /// fine as the camera's own full size; without it such looks are drawn from a model of errors.
    /// </summary>
    public string? Gallery { get; init; }

    /// <summary>Of the pictures, pixels.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Of the pictures, pixels.</summary>
    public int Height { get; init; } = 480;

    /// <summary>Floors, furniture, light and sensors drawn from the seed; otherwise plain ones, the same every day.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Boxes that the model is less sure of are not told, 0.001 to 1; as the live eyes have it.</summary>
    public double ScoreMin { get; init; } = 0.1;

    /// <summary>A picture that shows what the last one did is looked at so often all the same, milliseconds, 1 to 60,000; between, what was found is told again.</summary>
    public int HeartbeatMs { get; init; } = 1_000;

    /// <summary>
    /// JPEG's quality of the pictures that are put into the recording, 10 to 95; null for none. Where they are, the networks are shown what
    /// JPEG leaves of them, as of a real camera.
    /// </summary>
    public int? FramesQuality { get; init; }

    /// <summary>What is out of range, a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (string problem in new RenderOptions { Width = Width, Height = Height }.Problems()) yield return problem;
        if (ScoreMin is not (>= 0.001 and <= 1)) yield return $"scoreMin must be between 0.001 and 1, but is {ScoreMin}";
        if (HeartbeatMs is < 1 or > 60_000) yield return $"heartbeatMs must be between 1 and 60000, but is {HeartbeatMs}";
        if (FramesQuality is < 10 or > 95) yield return $"framesQuality must be between 10 and 95, but is {FramesQuality}";
    }
}
