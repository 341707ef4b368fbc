using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Telling;

/// <summary>What the edge tells all cameras. Called on a line's network thread: nothing here may wait.</summary>
internal interface IEar
{
    /// <summary>A shelf moves.</summary>
    void Stirred(string shelf);

    /// <summary>Something at a shelf is in doubt, or no longer.</summary>
    void Doubted(DoubtPayload doubt);

    /// <summary>The edge records pictures, for a while.</summary>
    void Recorded(RecordPayload record);

    /// <summary>A case asks for the pictures of a doubt.</summary>
    void Asked(CasePayload asked);
}
