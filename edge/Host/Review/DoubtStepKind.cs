namespace O4O.Edge.Host.Review;

/// <summary>What becomes of the pictures of a doubt.</summary>
public enum DoubtStepKind
{
    /// <summary>They may matter: to be held in memory.</summary>
    Hold,

    /// <summary>They do not: to be let go.</summary>
    LetGo,

    /// <summary>A case needs them.</summary>
    Ask,
}
