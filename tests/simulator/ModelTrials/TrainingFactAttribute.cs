namespace O4O.Simulator.Tests.ModelTrials;

/// <summary>A test that trains a network; skipped, with the reason, where what training needs is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TrainingFactAttribute : FactAttribute
{
    /// <summary>Debian's own: the one that has Debian's PyTorch.</summary>
    public const string Python = "/usr/bin/python3";

    public TrainingFactAttribute()
    {
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/torch"))
            Skip = "training needs Debian's python3-torch, python3-onnx, python3-numpy and python3-pil: ./o4o models train people installs them";
    }
}
