namespace O4O.Edge.Drivers.Mcap;

/// <summary>What a <see cref="RollingRecording"/> has done so far.</summary>
/// <param name="Accepted">Messages taken by <see cref="RollingRecording.TryWrite"/>.</param>
/// <param name="Refused">Messages refused: queue full, paused, too large, or closed.</param>
/// <param name="Written">Messages in chunks handed to the disk.</param>
/// <param name="Lost">Accepted messages that a disk error took with it.</param>
/// <param name="DiskErrors">Disk errors so far.</param>
/// <param name="LastError">The last disk error, or empty.</param>
/// <param name="Paused">Whether the recording waits for the disk; messages are then refused.</param>
/// <param name="FilesStarted">Files started.</param>
/// <param name="FilesDeleted">Old files deleted to stay within the limit.</param>
public readonly record struct RollingRecordingStatus(
    long Accepted,
    long Refused,
    long Written,
    long Lost,
    long DiskErrors,
    string LastError,
    bool Paused,
    long FilesStarted,
    long FilesDeleted);
