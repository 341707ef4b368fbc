namespace O4O.Edge.Drivers.Camera;

/// <summary>Pictures of a folder that follow each other and have one kind and one size: these can share a decoder.</summary>
internal sealed class PictureRun
{
    private static readonly Dictionary<string, string> Codecs = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "mjpeg", [".jpeg"] = "mjpeg", [".png"] = "png", [".bmp"] = "bmp",
    };

    private PictureRun(string codec, List<string> files) => (Codec, Files) = (codec, files);

    /// <summary>ffmpeg's name of the kind.</summary>
    public string Codec { get; }

    public IReadOnlyList<string> Files { get; }

    /// <summary>A folder's pictures, by name.</summary>
    /// <exception cref="CameraException">There are none, or one is damaged.</exception>
    public static List<PictureRun> Of(string folder)
    {
        var runs = new List<PictureRun>();
        (string Codec, int Width, int Height) last = default;
        foreach (string file in Directory.GetFiles(folder).Where(f => Codecs.ContainsKey(Path.GetExtension(f))).Order(StringComparer.Ordinal))
        {
            string codec = Codecs[Path.GetExtension(file)];
            (int width, int height) = PictureSize.Read(file);
            if (last != (codec, width, height)) runs.Add(new PictureRun(codec, []));
            last = (codec, width, height);
            ((List<string>)runs[^1].Files).Add(file);
        }
        return runs.Count > 0 ? runs : throw new CameraException($"{folder}: holds no pictures ({string.Join(", ", Codecs.Keys)})");
    }

    /// <summary>Writes all files into a decoder's input, on a thread of its own, and closes it.</summary>
    public void Feed(Stream input)
    {
        try
        {
            using (input)
            {
                foreach (string file in Files)
                {
                    using FileStream from = File.OpenRead(file);
                    from.CopyTo(input);
                }
            }
        }
        catch (IOException)
        {
            // The decoder ended before the pictures did; who reads its output tells why.
        }
    }
}
