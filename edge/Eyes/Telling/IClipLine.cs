using O4O.Edge.Drivers.Mqtt;

namespace O4O.Edge.Eyes.Telling;

/// <summary>Where the pieces of a clip go.</summary>
internal interface IClipLine
{
    /// <summary>Hands over one piece; does not wait.</summary>
    MqttPublishResult Send(ReadOnlySpan<byte> piece);
}
