namespace O4O.Edge.Host.Live;

/// <summary>One server-sent event, ready to be written.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Session">The visit that it is about, or null.</param>
/// <param name="DecidedAt">Timestamp of the decision behind it; 0 when it is only a picture of the floor.</param>
/// <param name="Last">No more will come of this visit.</param>
public sealed record FeedMessage(byte[] Bytes, string? Session, long DecidedAt, bool Last);
