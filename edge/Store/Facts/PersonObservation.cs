namespace O4O.Edge.Store.Facts;

/// <summary>One person as the eyes saw one at one moment.</summary>
/// <param name="Track">The eyes' own number for this person, random, for one visit.</param>
/// <param name="Joints">Where the joints are.</param>
public readonly record struct PersonObservation(long Track, JointSet Joints);
