using System.Runtime.InteropServices;

namespace O4O.Edge.Drivers.Mqtt.Native;

/// <summary><c>struct mosquitto_message</c>; the library owns what it points at, for the length of the callback.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    public int MessageId;
    public byte* Topic;
    public byte* Payload;
    public int PayloadBytes;
    public int Qos;
    public byte Retain;
}
