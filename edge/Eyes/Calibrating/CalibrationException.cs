namespace O4O.Edge.Eyes.Calibrating;

/// <summary>The points do not make a calibration; the message says why and what to do.</summary>
internal sealed class CalibrationException(string message) : Exception(message);
