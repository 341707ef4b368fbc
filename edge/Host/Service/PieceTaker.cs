namespace O4O.Edge.Host.Service;

/// <summary>Takes a camera's message for a case; must not wait.</summary>
public delegate void PieceTaker(string camera, ReadOnlySpan<byte> payload);
