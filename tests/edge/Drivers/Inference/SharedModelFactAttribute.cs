using Xunit;

namespace O4O.Edge.Tests.Drivers.Inference;

/// <summary>A test on real models and videos; skipped, with the reason, where they are not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedModelFactAttribute : FactAttribute
{
    public SharedModelFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(SharedModels.Data, "models")) || !Directory.Exists(Path.Combine(SharedModels.Data, "video")))
            Skip = "the real material is not here: $O4O_SHARED, or ../shared beside the project, lacks data/models and data/video";
    }
}
