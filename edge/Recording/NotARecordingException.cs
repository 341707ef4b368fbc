namespace O4O.Edge.Recording;

/// <summary>A file is not a recording of a store; the message says why and what to do.</summary>
public sealed class NotARecordingException(string message) : Exception(message);
