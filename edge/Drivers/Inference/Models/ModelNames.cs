namespace O4O.Edge.Drivers.Inference.Models;

/// <summary>The house's own models, as <see cref="ModelLibrary.Open"/> knows them.</summary>
public static class ModelNames
{
    /// <summary>Tells products in hands apart.</summary>
    public const string Hands = "product-in-hand";
}
