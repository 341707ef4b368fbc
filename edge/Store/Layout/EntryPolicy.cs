namespace O4O.Edge.Store.Layout;

/// <summary>What opens a session.</summary>
public enum EntryPolicy
{
    /// <summary>A code accepted at a gate; people never seen at a gate are strangers.</summary>
    Gate,

    /// <summary>The first sight of a person: for recordings of stores without a gate. Being lost for good closes it.</summary>
    FirstSight,
}
