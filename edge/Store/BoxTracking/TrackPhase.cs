namespace O4O.Edge.Store.BoxTracking;

/// <summary>How far a track is believed in.</summary>
public enum TrackPhase
{
    /// <summary>Seen too short a time to be sure that it is anybody.</summary>
    Tentative,

    /// <summary>Confirmed, and seen in the newest picture.</summary>
    Seen,

    /// <summary>Confirmed, missing in the newest picture for a good reason (the detector's lapse, or somebody in front): its box is a prediction.</summary>
    Predicted,

    /// <summary>Confirmed, and missing for longer: kept only to be known again. Its box is a guess.</summary>
    Lost,
}
