using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace O4O.Edge.Tests.Drivers.Camera;

/// <summary>
/// The server's side of RTSP 1.0 (RFC 2326) as far as a player needs it: one track, an MPEG transport stream in RTP (payload type 33,
/// RFC 2250), interleaved on the same connection.
/// </summary>
internal sealed class RtspSpeaker(NetworkStream stream)
{
    private const int PacketsAMessage = 7, PacketBytes = 188, RtpHeader = 12, TransportStream = 33;
    private ushort _sequence;
    private uint _time;

    /// <summary>Answers until the player wants to play; the first four bytes of the first request have been read.</summary>
    /// <exception cref="IOException">The player went away.</exception>
    public void Prepare(string firstBytes)
    {
        string request = ReadRequest(firstBytes);
        while (!request.StartsWith("PLAY", StringComparison.Ordinal))
        {
            Answer(request, request[..request.IndexOf(' ', StringComparison.Ordinal)] switch
            {
                "OPTIONS" => ("Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n", ""),
                "DESCRIBE" => ("Content-Type: application/sdp\r\n", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\na=control:track1\r\n"),
                "SETUP" => ("Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n", ""),
                _ => ("", ""),
            });
            request = ReadRequest("");
        }
        Answer(request, ("Session: 1\r\n", ""));
    }

    /// <summary>Sends whole packets of the transport stream.</summary>
    public void Write(ReadOnlySpan<byte> packets, int durationMs)
    {
        byte[] message = new byte[4 + RtpHeader + (PacketsAMessage * PacketBytes)];
        for (int at = 0; at < packets.Length; at += PacketsAMessage * PacketBytes)
        {
            ReadOnlySpan<byte> some = packets.Slice(at, Math.Min(PacketsAMessage * PacketBytes, packets.Length - at));
            (message[0], message[1]) = ((byte)'$', 0);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(RtpHeader + some.Length));
            (message[4], message[5]) = (0x80, TransportStream);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), _sequence++);
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), _time);
            BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(12), 0x04F04F);
            some.CopyTo(message.AsSpan(4 + RtpHeader));
            stream.Write(message, 0, 4 + RtpHeader + some.Length);
        }
        _time += (uint)(durationMs * 90);
    }

    private void Answer(string request, (string Headers, string Body) with)
    {
        string cseq = request.Split("\r\n").First(l => l.StartsWith("CSeq", StringComparison.OrdinalIgnoreCase));
        string length = with.Body.Length > 0 ? $"Content-Length: {with.Body.Length}\r\n" : "";
        stream.Write(Encoding.ASCII.GetBytes($"RTSP/1.0 200 OK\r\n{cseq}\r\n{with.Headers}{length}\r\n{with.Body}"));
    }

    private string ReadRequest(string already)
    {
        var text = new StringBuilder(already);
        while (!EndsWithEmptyLine(text))
        {
            int next = stream.ReadByte();
            if (next < 0) throw new IOException("the player went away");
            text.Append((char)next);
        }
        return text.ToString();
    }

    private static bool EndsWithEmptyLine(StringBuilder text) =>
        text.Length >= 4 && text[^4] == '\r' && text[^3] == '\n' && text[^2] == '\r' && text[^1] == '\n';
}
