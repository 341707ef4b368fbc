using System.Globalization;
using System.Text;

namespace O4O.Edge.Drivers.Camera.Ffmpeg;

/// <summary>
/// Reads YUV4MPEG2, which is raw frames after one line that tells their size: so a source's size is known without asking it
/// twice. Reading a frame allocates nothing.
/// </summary>
internal sealed class RawVideo
{
    private const int LineMax = 1024, SideMax = 16_384;
    private static ReadOnlySpan<byte> FrameMark => "FRAME\n"u8;
    private readonly Stream _stream;

    private RawVideo(Stream stream, int width, int height, double fps) => (_stream, Width, Height, Fps) = (stream, width, height, fps);

    public int Width { get; }

    public int Height { get; }

    /// <summary>As the source states them; 25 where it states none.</summary>
    public double Fps { get; }

    /// <summary>Reads the first line; null when the stream ends before one.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static RawVideo? Open(Stream stream)
    {
        string? line = ReadLine(stream);
        if (line is null) return null;
        string[] words = line.Split(' ');
        if (words[0] != "YUV4MPEG2") throw new InvalidDataException($"ffmpeg wrote no raw video but \"{line}\"");
        int width = 0, height = 0;
        double fps = 25;
        foreach (string word in words.AsSpan(1))
        {
            string value = word[1..];
            switch (word[0])
            {
                case 'W': width = int.Parse(value, CultureInfo.InvariantCulture); break;
                case 'H': height = int.Parse(value, CultureInfo.InvariantCulture); break;
                case 'F': fps = Rate(value, fps); break;
                case 'C' when !value.StartsWith("420", StringComparison.Ordinal): throw new InvalidDataException($"ffmpeg wrote the colours {value}");
            }
        }
        if (width is < 4 or > SideMax || height is < 4 or > SideMax) throw new InvalidDataException($"pictures of {width} × {height} pixels; 4 to {SideMax} in both directions can be used");
        return new RawVideo(stream, width, height, fps);
    }

    /// <summary>Reads the next frame whole; false at the end of the stream, also in the middle of a frame.</summary>
    /// <exception cref="InvalidDataException">Something else than a frame stands there.</exception>
    public bool TryRead(Span<byte> pixels)
    {
        Span<byte> mark = stackalloc byte[6];
        if (!Fill(mark)) return false;
        return mark.SequenceEqual(FrameMark) ? Fill(pixels) : throw new InvalidDataException("ffmpeg's raw video is out of step");
    }

    private bool Fill(Span<byte> target)
    {
        while (target.Length > 0)
        {
            int read = _stream.Read(target);
            if (read == 0) return false;
            target = target[read..];
        }
        return true;
    }

    private static double Rate(string fraction, double otherwise)
    {
        int colon = fraction.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && double.TryParse(fraction.AsSpan(0, colon), CultureInfo.InvariantCulture, out double over)
            && double.TryParse(fraction.AsSpan(colon + 1), CultureInfo.InvariantCulture, out double under)
            && over > 0 && under > 0
            ? over / under
            : otherwise;
    }

    private static string? ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (int next; (next = stream.ReadByte()) != '\n'; line.Append((char)next))
        {
            if (next < 0) return null;
            if (line.Length == LineMax) throw new InvalidDataException("ffmpeg wrote no raw video");
        }
        return line.ToString();
    }
}
