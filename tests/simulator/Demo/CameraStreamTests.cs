using System.Net.Sockets;
using System.Text;
using O4O.Simulator.Demo.Cameras;

namespace O4O.Simulator.Tests.Demo;

public class CameraStreamTests
{
    private const int Width = 8, Height = 6, Bytes = Width * Height * 3 / 2;

    [Fact]
    public void Stream_Read_IsRawVideoPictureAfterPicture()
    {
        using var stream = new CameraStream(Width, Height, 10);
        using Socket reader = Connect(stream);

        Assert.Equal("YUV4MPEG2 W8 H6 F10:1 Ip A1:1 C420jpeg", Line(reader));
        for (byte picture = 1; picture <= 5; picture++)
        {
            stream.Show(Picture(picture));

            Assert.Equal("FRAME", Line(reader));
            Assert.Equal(Picture(picture), Take(reader, Bytes));
        }
    }

    [Fact]
    public void Stream_OfAReaderThatWent_IsReadByTheNext()
    {
        using var stream = new CameraStream(Width, Height, 10);
        using (Socket first = Connect(stream)) Line(first);
        // The stream learns of it when it cannot send any more.
        SpinWait.SpinUntil(() =>
        {
            stream.Show(Picture(7));
            return !stream.IsRead;
        });

        using Socket second = Connect(stream);
        Line(second);
        stream.Show(Picture(9));

        Assert.Equal("FRAME", Line(second));
        Assert.Equal(Picture(9), Take(second, Bytes));
    }

    [Fact]
    public void Show_WhileNobodyReads_DropsAndWaitsForNobody()
    {
        using var stream = new CameraStream(Width, Height, 10);

        for (byte picture = 0; picture < 3; picture++) stream.Show(Picture(picture));

        Assert.Equal((0, 3), (stream.Sent, stream.Dropped));
    }

    private static byte[] Picture(byte of) => [.. Enumerable.Repeat(of, Bytes)];

    private static Socket Connect(CameraStream stream)
    {
        var address = new Uri(stream.Source);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(address.Host, address.Port);
        SpinWait.SpinUntil(() => stream.IsRead);
        return socket;
    }

    private static string Line(Socket from)
    {
        var line = new StringBuilder();
        for (byte next; (next = Take(from, 1)[0]) != '\n';) line.Append((char)next);
        return line.ToString();
    }

    private static byte[] Take(Socket from, int count)
    {
        var bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            int read = from.Receive(bytes.AsSpan(at));
            Assert.True(read > 0, "the stream ended");
            at += read;
        }
        return bytes;
    }
}
