namespace O4O.Edge.Drivers.Camera;

/// <summary>Where pictures come from.</summary>
public enum CameraSourceKind
{
    /// <summary>A video or picture file; every frame counts.</summary>
    File,

    /// <summary>A folder of pictures, in the order of their names; every one counts.</summary>
    Folder,

    /// <summary>A camera on this machine (USB), <c>/dev/videoN</c>; live.</summary>
    Device,

    /// <summary>A network stream (RTSP, HTTP, MPEG-TS over TCP, UDP or SRT); live.</summary>
    Network,
}
